/** What is seldom needed under one quiet head: its title and what it comes to; the controls once it is opened. */
import { useState, type ReactNode } from 'react';

interface FoldProps {
  readonly title: string;
  readonly summary: string;
  /** The summary is of something a person has set. */
  readonly changed: boolean;
  readonly children: ReactNode;
}

export const Fold = ({ title, summary, changed, children }: FoldProps) => {
  const [open, setOpen] = useState(false);
  return (
    <details className="lever-group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="lever-group__head">
        <span className="lever-group__title">{title}</span>
        <span className="lever-group__summary" data-changed={changed} title={summary}>
          {summary}
        </span>
      </summary>
      {open && <div className="fold__body">{children}</div>}
    </details>
  );
};
