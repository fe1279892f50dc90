/** An editable number in a row of the inspector; it brings its own label and reset, and the source of its default where there is one. */
import type { ReactNode } from 'react';
import { QuantityField, type QuantityFieldProps } from '../../ui/quantity-field.tsx';
import { SourceMark } from '../figures/source-mark.tsx';

interface FieldProps extends Omit<QuantityFieldProps, 'bare'> {
  /** Whole numbers only: what is typed is rounded. */
  readonly whole?: boolean;
  /** Path of the catalogue's figure this stands for. */
  readonly source?: string;
  /** Instead of a source: where its default comes from. */
  readonly mark?: ReactNode;
}

/** Where a default has no source of its own, its origin is said in words. */
const titleOf = ({ label, overridden, defaultText, source, mark }: FieldProps): string =>
  overridden === true || defaultText === undefined || source !== undefined || mark !== undefined
    ? label
    : `${label}: ${defaultText}`;

export const Field = (props: FieldProps) => {
  const { whole = false, onChange, step, source, mark, ...rest } = props;
  return (
    <div className="inspector-field" title={titleOf(props)}>
      <QuantityField
        {...rest}
        step={whole ? 1 : (step ?? 'any')}
        onChange={(value) => onChange(whole ? Math.round(value) : value)}
      />
      {source !== undefined && <SourceMark label={rest.label} path={source} />}
      {mark}
    </div>
  );
};
