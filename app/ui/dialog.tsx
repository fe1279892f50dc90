/** A modal dialog on the native element: focus stays inside, Escape and the close button leave it, focus returns on close. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import './popover.css';

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** Width in px; 480 unless told. */
  readonly width?: number;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export const Dialog = ({ open, title, onClose, width = 480, footer, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} style={{ width }} onClose={onClose}>
      {open && (
        <>
          <div className="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <Button kind="quiet" icon="close" label="Close" onClick={onClose} />
          </div>
          <div className="dialog-body scrolls" role="region" aria-labelledby={titleId} tabIndex={0}>
            {children}
          </div>
          {footer && <div className="dialog-foot">{footer}</div>}
        </>
      )}
    </dialog>
  );
};
