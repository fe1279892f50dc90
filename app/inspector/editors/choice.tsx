/** One of several, in a row; with a default it carries the bar and the reset of an override. */
import { useId } from 'react';
import { ResetButton } from './reset-button.tsx';

export interface Option<T extends string> {
  readonly value: T;
  readonly name: string;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  /** What an override goes back to; absent where there is no default. */
  readonly standard?: T;
}

export const Choice = <T extends string>({ label, value, options, onChange, standard }: ChoiceProps<T>) => {
  const id = useId();
  const overridden = standard !== undefined && value !== standard;
  return (
    <div className="inspector-row inspector-row--choice">
      <label className="inspector-row__label" htmlFor={id} title={label}>
        {label}
      </label>
      <select
        id={id}
        className="inspector-choice"
        data-overridden={overridden}
        title={options.find((option) => option.value === value)?.name}
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
      <span className="inspector-row__mark" />
      <span className="inspector-row__reset">
        {overridden && <ResetButton label={label} onReset={() => onChange(standard)} />}
      </span>
    </div>
  );
};
