/** The pieces every panel of the inspector is made of: head, section, row. */
import type { ReactNode } from 'react';
import type { Tier } from '../../src/calibration/tier.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { TierMark } from '../ui/trust-mark.tsx';

interface HeadProps {
  readonly title: string;
  /** The whole name, where the title is a shorter one. */
  readonly full?: string;
  readonly what: string;
  readonly children?: ReactNode;
}

export const Head = ({ title, full = title, what, children }: HeadProps) => {
  const select = useSessionStore((state) => state.select);
  return (
    <header className="inspector-head">
      <div className="inspector-head__line">
        <h2 className="ellipsis" title={full}>
          {title}
        </h2>
        <span className="inspector-head__what ellipsis" title={what}>
          {what}
        </span>
        <Button kind="quiet" icon="close" label="Close" onClick={() => select(null)} />
      </div>
      {children && <p className="inspector-head__verdict">{children}</p>}
    </header>
  );
};

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export const Section = ({ title, note, children }: SectionProps) => (
  <section className="inspector-section">
    <div className="inspector-section__head">
      <h3 className="ellipsis" title={title}>
        {title}
      </h3>
      {note && <span title={typeof note === 'string' ? note : undefined}>{note}</span>}
    </div>
    {children}
  </section>
);

interface RowProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly tier?: Tier;
  /** Whole text of a value that may be cut. */
  readonly title?: string;
}

/** Label, figure, mark: figures end on one line, mark and reset have columns of their own. */
export const Row = ({ label, children, tier, title }: RowProps) => (
  <div className="inspector-row">
    <span className="inspector-row__label" title={label}>
      {label}
    </span>
    <span className="inspector-row__value" title={title}>
      {children}
    </span>
    <span className="inspector-row__mark">{tier && <TierMark tier={tier} />}</span>
    <span className="inspector-row__reset" />
  </div>
);

/** Things that belong together but are seldom needed: closed until asked for. */
export const More = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details className="inspector-more">
    <summary>{title}</summary>
    {children}
  </details>
);
