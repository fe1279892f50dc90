/** One of several, in a row; with a default it carries the bar and the reset of an override. What cannot be had says why below. */
import { useId, type ReactNode } from 'react';
import { capital } from '../words.ts';
import { ResetButton } from './reset-button.tsx';

export interface Option<T extends string> {
  readonly value: T;
  readonly name: string;
  /** Why it cannot be had, as a clause without a full stop. */
  readonly refused?: string | null;
  /** The same where its name says why already. */
  readonly disabled?: boolean;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  /** What an override goes back to; absent where there is no default. */
  readonly standard?: T;
  /** In the column of marks: where the default comes from. */
  readonly mark?: ReactNode;
  /** Why there is nothing to choose at all. */
  readonly refused?: string | null;
}

/** Refusals in words, options with one reason together: "NVFP4, NVFP4 experts: MI355X reads no NVFP4." */
const refusals = (options: readonly Option<string>[]): readonly string[] => {
  const names = new Map<string, string[]>();
  for (const { name, refused } of options) if (refused) names.set(refused, [...(names.get(refused) ?? []), name]);
  return [...names].map(([reason, of]) => `Not here, ${of.join(', ')}: ${reason}.`);
};

export const Choice = <T extends string>(props: ChoiceProps<T>) => {
  const { label, value, options, onChange, standard, mark, refused = null } = props;
  const id = useId();
  const overridden = standard !== undefined && value !== standard;
  const name = (of: T | undefined): string => options.find((option) => option.value === of)?.name ?? of ?? '';
  const reasons = refused === null ? refusals(options) : [`${capital(refused)}.`];
  return (
    <>
      <div className="inspector-row inspector-row--choice">
        <label className="inspector-row__label" htmlFor={id} title={label}>
          {label}
        </label>
        <select
          id={id}
          className="inspector-choice"
          data-overridden={overridden}
          title={
            overridden
              ? `${name(value)}, was ${name(standard)}`
              : `${name(value)}${standard === undefined ? '' : ', by default'}`
          }
          value={value}
          disabled={refused !== null}
          aria-describedby={reasons.length > 0 ? `${id}-why` : undefined}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.disabled === true || Boolean(option.refused)}
            >
              {option.name}
            </option>
          ))}
        </select>
        <span className="inspector-row__mark">{mark}</span>
        <span className="inspector-row__reset">
          {overridden && <ResetButton label={label} onReset={() => onChange(standard)} />}
        </span>
        {overridden && <span className="inspector-was">was {name(standard)}</span>}
      </div>
      {reasons.length > 0 && (
        <p id={`${id}-why`} className="inspector-refused">
          {reasons.join(' ')}
        </p>
      )}
    </>
  );
};
