/**
 * A number with its unit that a person may change. At the default it is a 1 px box; overridden it carries a 2 px bar at its left,
 * a reset arrow, and on focus what the default was and where that came from.
 */
import { useId, useState } from 'react';
import { Icon } from './icon.tsx';
import './quantity-field.css';

export interface QuantityFieldProps {
  readonly label: string;
  /** In the unit shown; the caller converts to base units. */
  readonly value: number;
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
  readonly overridden?: boolean;
  /** Default and source, without the word "was": "0.0893, EIA 2023". */
  readonly defaultText?: string;
  readonly onChange: (value: number) => void;
  readonly onReset?: () => void;
  /** Hide the label from view; it stays the accessible name. */
  readonly bare?: boolean;
}

/** Text of a number in a field: shortest form that reads back as the same number to 7 digits. */
const fieldText = (value: number): string => `${Number(value.toPrecision(7))}`;

export const QuantityField = (props: QuantityFieldProps) => {
  const {
    label,
    value,
    unit,
    min,
    max,
    step = 'any',
    overridden = false,
    defaultText,
    onChange,
    onReset,
    bare = false,
  } = props;
  const id = useId();
  const [text, setText] = useState(fieldText(value));
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(fieldText(value));
  }

  const parsed = text.trim() === '' ? Number.NaN : Number(text);
  const legal = Number.isFinite(parsed) && (min === undefined || parsed >= min) && (max === undefined || parsed <= max);
  const commit = () => {
    if (legal && parsed !== value) onChange(parsed);
    if (!legal) setText(fieldText(value));
  };

  return (
    <div className={overridden ? 'quantity-field quantity-field-overridden' : 'quantity-field'}>
      <label htmlFor={id} className={bare ? 'visually-hidden' : 'quantity-field-label'}>
        {label}
      </label>
      <span className="quantity-field-box">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          value={text}
          min={min}
          max={max}
          step={step}
          aria-invalid={!legal}
          aria-describedby={overridden && defaultText ? `${id}-was` : undefined}
          style={{ width: `${Math.max(2, text.length) + 0.5}ch` }}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setText(fieldText(value));
          }}
        />
        <span className="unit" aria-hidden="true">
          {unit}
        </span>
        <span className="visually-hidden">{unit}</span>
      </span>
      {overridden && onReset && (
        <button
          type="button"
          className="quantity-field-reset"
          aria-label={`Reset ${label}`}
          title="Reset to default"
          onClick={onReset}
        >
          <Icon name="reset" size={12} />
        </button>
      )}
      {overridden && defaultText && (
        <span id={`${id}-was`} className="quantity-field-was caption">
          was {defaultText}
        </span>
      )}
    </div>
  );
};
