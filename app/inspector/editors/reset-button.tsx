/** The arrow that takes a choice or a figure back to what it was before a person changed it. */
import { Icon } from '../../ui/icon.tsx';

export const ResetButton = ({ label, onReset }: { readonly label: string; readonly onReset: () => void }) => (
  <button
    type="button"
    className="inspector-reset"
    aria-label={`Reset ${label}`}
    title="Reset to default"
    onClick={onReset}
  >
    <Icon name="reset" size={12} />
  </button>
);
