/** A chart without an answer: empty, overloaded, withheld or failed. A word and a way out stand in its place. */
import type { ReactNode } from 'react';
import './chart-state.css';

interface ChartStateProps {
  readonly tone?: 'plain' | 'broken';
  readonly mark?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export const ChartState = ({ tone = 'plain', mark, title, children, actions }: ChartStateProps) => (
  <div className={`chart-state chart-state--${tone}`} role="status">
    {mark}
    <p className="chart-state__title">{title}</p>
    {children && <p className="chart-state__text">{children}</p>}
    {actions && <div className="chart-state__actions">{actions}</div>}
  </div>
);
