/** A choice of 22 px: pressed is inverse. Used for filters and segments. */
import type { ComponentProps } from 'react';
import './button.css';

export interface ChipProps extends ComponentProps<'button'> {
  readonly pressed?: boolean;
}

export const Chip = ({ pressed, className, ...rest }: ChipProps) => (
  <button type="button" aria-pressed={pressed} {...rest} className={className ? `chip ${className}` : 'chip'} />
);
