/**
 * A change against the baseline: small triangle up or down and the formatted amount.
 * Better is green; worse is grey; red only when a limit is crossed.
 */
import './trust-mark.css';

export interface ChangeTriangleProps {
  /** Sign of the change; 0 shows no triangle. */
  readonly direction: -1 | 0 | 1;
  readonly judgement: 'better' | 'worse' | 'broken' | 'neutral';
  /** Amount as the formatter wrote it, without sign: "12.0 %". */
  readonly amount: string;
}

const WORD = { '-1': 'down', '0': 'unchanged', '1': 'up' } as const;

export const ChangeTriangle = ({ direction, judgement, amount }: ChangeTriangleProps) => (
  <span className={`change change-${judgement}`}>
    {direction !== 0 && (
      <svg width="7" height="6" viewBox="0 0 7 6" aria-hidden="true">
        <path d={direction > 0 ? 'M3.5 .4L6.8 5.6H.2Z' : 'M3.5 5.6L.2 .4H6.8Z'} />
      </svg>
    )}
    <span className="visually-hidden">{WORD[`${direction}`]} </span>
    {amount}
  </span>
);
