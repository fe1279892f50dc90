/** The pieces every panel of the inspector is made of: head, section, row, choice. */
import { useId, type ReactNode } from 'react';
import type { Tier } from '../../src/calibration/tier.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { TierMark } from '../ui/trust-mark.tsx';

interface HeadProps {
  readonly title: string;
  readonly what: string;
  readonly children?: ReactNode;
}

export const Head = ({ title, what, children }: HeadProps) => {
  const select = useSessionStore((state) => state.select);
  return (
    <header className="inspector-head">
      <div className="inspector-head__line">
        <h2 className="ellipsis" title={title}>
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
      <h3>{title}</h3>
      {note && <span>{note}</span>}
    </div>
    {children}
  </section>
);

interface RowProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly tier?: Tier;
  readonly mark?: ReactNode;
}

/** Label, figure, mark: figures end on one line, the mark has a column of its own. */
export const Row = ({ label, children, tier, mark }: RowProps) => (
  <div className="inspector-row">
    <span className="inspector-row__label">{label}</span>
    <span className="inspector-row__value">{children}</span>
    <span className="inspector-row__mark">{tier ? <TierMark tier={tier} /> : mark}</span>
  </div>
);

/** An editable number in a row; the field brings its own label and reset. */
export const FieldRow = ({ children }: { readonly children: ReactNode }) => (
  <div className="inspector-field">{children}</div>
);

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly onChange: (value: T) => void;
  /** What an override goes back to; absent where there is no default. */
  readonly standard?: T;
}

export const Choice = <T extends string>({ label, value, options, onChange, standard }: ChoiceProps<T>) => {
  const id = useId();
  const overridden = standard !== undefined && value !== standard;
  return (
    <div className="inspector-row">
      <label className="inspector-row__label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="inspector-choice"
        data-overridden={overridden}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <span className="inspector-row__mark">
        {overridden && (
          <button
            type="button"
            className="inspector-reset"
            aria-label={`Reset ${label}`}
            title="Reset to default"
            onClick={() => onChange(standard)}
          >
            <Icon name="reset" size={12} />
          </button>
        )}
      </span>
    </div>
  );
};
