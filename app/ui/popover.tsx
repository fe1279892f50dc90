/** A card that opens from a button and closes on Escape, on a click elsewhere, or when focus leaves it. */
import { useCallback, useEffect, useId, useState, type ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import './popover.css';

export interface PopoverProps {
  /** The button that opens the card. */
  readonly button: Omit<ButtonProps, 'onClick' | 'type'>;
  /** Name of the card. */
  readonly label: string;
  readonly align?: 'start' | 'end';
  /** `close` is handed in so that a choice inside can close the card. */
  readonly children: (close: () => void) => ReactNode;
}

export const Popover = ({ button, label, align = 'start', children }: PopoverProps) => {
  const [open, setOpen] = useState(false);
  const [root, setRoot] = useState<HTMLSpanElement | null>(null);
  const id = useId();
  const close = useCallback(() => {
    setOpen(false);
    root?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  }, [root]);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !root?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    window.addEventListener('pointerdown', leave);
    window.addEventListener('focusin', leave);
    window.addEventListener('keydown', escape, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', leave);
      window.removeEventListener('focusin', leave);
      window.removeEventListener('keydown', escape, { capture: true });
    };
  }, [open, root, close]);
  const toggle = () => setOpen(!open);
  return (
    <span ref={setRoot} className="popover-root">
      <Button {...button} aria-expanded={open} aria-controls={id} aria-haspopup="dialog" onClick={toggle} />
      {open && (
        <div id={id} role="dialog" aria-label={label} className={`popover popover-${align}`}>
          {children(close)}
        </div>
      )}
    </span>
  );
};
