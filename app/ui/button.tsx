/**
 * The button of the workspace: one solid per region, outlined otherwise, quiet for icons alone.
 * An icon-only button needs `label`; it becomes name and tooltip.
 */
import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './button.css';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'solid' | 'outline' | 'quiet' | 'link';
  readonly icon?: IconName;
  /** Name of a button that shows only an icon. */
  readonly label?: string;
  /** 22 px instead of 26 px. */
  readonly small?: boolean;
  readonly children?: ReactNode;
}

export const Button = ({ kind = 'outline', icon, label, small = false, className, children, ...rest }: ButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    {...rest}
    className={['button', `button-${kind}`, small ? 'button-small' : '', children ? '' : 'button-icon', className ?? '']
      .filter(Boolean)
      .join(' ')}
  >
    {icon && <Icon name={icon} />}
    {children && <span>{children}</span>}
  </button>
);
