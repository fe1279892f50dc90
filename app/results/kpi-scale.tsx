/** Now (tick) with its band (bar) against the baseline (triangle) on one scale from 0 to twice the baseline. */
import type { Band } from '../../src/calibration/trust.ts';

interface KpiScaleProps {
  readonly now: number;
  readonly baseline: number;
  readonly band: Band | null;
}

const WIDTH = 64;

export const KpiScale = ({ now, baseline, band }: KpiScaleProps) => {
  if (!(baseline > 0)) return null;
  const at = (value: number): number => Math.min(WIDTH - 1, Math.max(1, (value / (2 * baseline)) * WIDTH));
  const x = at(now);
  return (
    <svg className="kpi__scale" viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="xMaxYMid meet" aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="5.5" y2="5.5" stroke="var(--line)" strokeWidth="1.5" />
      {band && (
        <line x1={at(band.low)} x2={at(band.high)} y1="5.5" y2="5.5" stroke="var(--line-strong)" strokeWidth="4" />
      )}
      <line x1={x} x2={x} y1="1.5" y2="9.5" stroke="var(--ink)" strokeWidth="2" />
      <path d={`M${WIDTH / 2} 7.5l3 4h-6z`} fill="var(--ink-2)" />
    </svg>
  );
};
