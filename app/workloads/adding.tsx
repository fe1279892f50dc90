/** The dialog that adds a workload, fetched when it is first opened. */
import { lazy, Suspense } from 'react';

const AddWorkloadDialog = lazy(() => import('./add-workload-dialog.tsx'));

interface AddingProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export const Adding = ({ open, onClose }: AddingProps) =>
  open ? (
    <Suspense fallback={null}>
      <AddWorkloadDialog onClose={onClose} />
    </Suspense>
  ) : null;
