/** A figure that has nothing to draw yet: its head with the choice of views stays where it was, the words stand below. */
import type { ReactNode } from 'react';
import { ChartState } from './chart-state.tsx';
import './chart-frame.css';

interface StateFigureProps {
  readonly title: string;
  /** Chooses what the tab shows. */
  readonly control: ReactNode;
  readonly children?: ReactNode;
}

export const StateFigure = ({ title, control, children }: StateFigureProps) => (
  <div className="chart">
    <div className="chart__head">{control}</div>
    <ChartState title={title}>{children}</ChartState>
  </div>
);
