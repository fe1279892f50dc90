/** The point that was last touched as a number to type, with what it comes to. */
import { QuantityField } from '../../ui/quantity-field.tsx';

interface CurveValueProps {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly said: string;
  readonly onSet: (value: number) => void;
}

/** More digits than anyone can drag only widen the box. */
const DIGITS = 4;

export const CurveValue = ({ label, value, unit, said, onSet }: CurveValueProps) => (
  <div className="inspector-field curve__value" title={said}>
    <QuantityField
      label={label}
      value={Number(value.toPrecision(DIGITS))}
      unit={unit}
      min={0}
      max={1e15}
      onChange={onSet}
    />
  </div>
);
