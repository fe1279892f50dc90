/** An editable number in a row of the inspector; it brings its own label and reset. */
import { QuantityField, type QuantityFieldProps } from '../../ui/quantity-field.tsx';

interface FieldProps extends Omit<QuantityFieldProps, 'bare'> {
  /** Whole numbers only: what is typed is rounded. */
  readonly whole?: boolean;
}

export const Field = ({ whole = false, onChange, step, ...rest }: FieldProps) => (
  <div className="inspector-field" title={rest.label}>
    <QuantityField
      {...rest}
      step={whole ? 1 : (step ?? 'any')}
      onChange={(value) => onChange(whole ? Math.round(value) : value)}
    />
  </div>
);
