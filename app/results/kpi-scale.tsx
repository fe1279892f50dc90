/** Now (tick) against the baseline (triangle) on one scale from 0 to twice the baseline. */
interface KpiScaleProps {
  readonly now: number;
  readonly baseline: number;
}

const WIDTH = 64;

export const KpiScale = ({ now, baseline }: KpiScaleProps) => {
  if (!(baseline > 0)) return null;
  const x = Math.min(WIDTH - 1, Math.max(1, (now / (2 * baseline)) * WIDTH));
  return (
    <svg className="kpi__scale" viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="xMaxYMid meet" aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="5.5" y2="5.5" stroke="var(--line)" strokeWidth="1.5" />
      <line x1={x} x2={x} y1="1.5" y2="9.5" stroke="var(--ink)" strokeWidth="2" />
      <path d={`M${WIDTH / 2} 7.5l3 4h-6z`} fill="var(--ink-2)" />
    </svg>
  );
};
