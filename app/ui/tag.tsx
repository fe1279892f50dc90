/** The note beside the thing in hand: what a drop gives, or why it is refused. At most 236 px wide. */
import type { ReactNode } from 'react';
import './popover.css';

export interface TagProps {
  readonly tone: 'good' | 'refused';
  readonly title: string;
  readonly children?: ReactNode;
  readonly foot?: ReactNode;
}

export const Tag = ({ tone, title, children, foot }: TagProps) => (
  <div className={tone === 'refused' ? 'tag tag-refused' : 'tag'}>
    <p className="tag-title">{title}</p>
    {children}
    {foot && <p className="tag-foot">{foot}</p>}
  </div>
);

/** One line of a good tag: what, and the figure after the drop. */
export const TagRow = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <p className="tag-row">
    <span>{label}</span>
    <span className="value">{children}</span>
  </p>
);
