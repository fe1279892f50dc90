/** A small number among others in one row; its label is for those who do not see the head of the column. */
import { QuantityField } from '../../ui/quantity-field.tsx';

interface SmallNumberProps {
  readonly label: string;
  readonly value: number;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  readonly onChange: (value: number) => void;
}

export const SmallNumber = ({
  label,
  value,
  unit = '',
  min = 0,
  max = 1e15,
  whole = false,
  onChange,
}: SmallNumberProps) => (
  <QuantityField
    bare
    label={label}
    value={value}
    unit={unit}
    min={min}
    max={max}
    step={whole ? 1 : 'any'}
    onChange={(typed) => onChange(whole ? Math.round(typed) : typed)}
  />
);
