/** Direct labels at the right end of a chart, pushed apart where they would touch. */
import { spread, yAt, type Plot } from './plot.ts';

export interface EndLabel {
  readonly text: string;
  /** Never shortened, unlike the text before it. */
  readonly figure?: string;
  readonly value: number;
  readonly strong?: boolean;
  readonly colour?: string;
}

interface EndLabelsProps {
  readonly plot: Plot;
  readonly labels: readonly EndLabel[];
  readonly max: number;
  /** Log axes pass the position themselves. */
  readonly toY?: (value: number) => number;
}

const LINE_PX = 14;

export const EndLabels = ({ plot, labels, max, toY }: EndLabelsProps) => {
  const wanted = labels.map((label) => (toY ? toY(label.value) : yAt(plot, label.value, max)));
  const placed = spread(wanted, LINE_PX, plot.top, plot.height - plot.bottom);
  return labels.map((label, index) => (
    <span
      key={label.text}
      className={`chart__end ${label.strong ? 'chart__end--strong' : ''}`}
      style={{
        left: plot.width - plot.right + 6,
        top: (placed[index] ?? 0) - LINE_PX / 2,
        color: label.colour,
        maxWidth: plot.right - 8,
      }}
    >
      <span className="ellipsis">{label.text}</span>
      {label.figure !== undefined && <span className="chart__figure">{label.figure}</span>}
    </span>
  ));
};
