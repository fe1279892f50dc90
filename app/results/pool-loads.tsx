/** Small multiples: load of each pool by hour as a share of its SLA capacity, with the wall that binds. */
import { useId } from 'react';
import type { DeploymentAnswer, Evaluation, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { useSessionStore } from '../state/session-store.ts';
import { WallBadge } from '../ui/wall-badge.tsx';
import { Hatch } from './charts/hatch.tsx';
import { hourLabel, share } from './numbers.ts';
import { urgencyOfPool } from './pool-facts.ts';

const CLASS_COLOURS = { 'real-time': 'var(--class-real-time)', 'near-real-time': 'var(--class-near)', offline: 'var(--class-offline)' } as const;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const BAR_WIDTH = 10;
const GAP = 1;
const HEIGHT = 40;

const totalAt = (pool: DeploymentAnswer, hour: number): number => (pool.interactiveShareByHour[hour] ?? 0) + (pool.offlineShareByHour[hour] ?? 0);

/** Bars reach the top at 100 % of SLA capacity; a pool above it stretches the scale and its dotted line comes down. */
const Bars = ({ pool, colour }: { readonly pool: DeploymentAnswer; readonly colour: string }) => {
  const hatch = useId();
  const top = Math.max(1, ...HOURS.map((hour) => totalAt(pool, hour)));
  const height = (value: number): number => (value / top) * HEIGHT;
  return (
    <svg viewBox={`0 0 ${24 * (BAR_WIDTH + GAP)} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <Hatch id={hatch} ground="var(--class-offline)" line="var(--class-offline-edge)" gap={5} />
      </defs>
      {HOURS.map((hour) => {
        const interactive = height(pool.interactiveShareByHour[hour] ?? 0);
        const offline = height(pool.offlineShareByHour[hour] ?? 0);
        const x = hour * (BAR_WIDTH + GAP);
        const over = pool.verdictByHour[hour] === 'overloaded';
        return (
          <g key={hour}>
            <rect x={x} y={HEIGHT - interactive} width={BAR_WIDTH} height={interactive} fill={over ? 'var(--broken)' : colour} />
            {offline > 0 && <rect x={x} y={HEIGHT - interactive - offline} width={BAR_WIDTH} height={offline} fill={`url(#${hatch})`} />}
          </g>
        );
      })}
      <line x1="0" x2={24 * (BAR_WIDTH + GAP)} y1={HEIGHT - height(1)} y2={HEIGHT - height(1)} stroke="var(--ink)" strokeDasharray="1 2" vectorEffect="non-scaling-stroke" />
      <line x1="0" x2={24 * (BAR_WIDTH + GAP)} y1={HEIGHT} y2={HEIGHT} stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
    </svg>
  );
};

const loadWords = (pool: DeploymentAnswer, peak: number, hour: number): string => {
  if (pool.verdict === 'withheld') return 'withheld';
  if (pool.verdict === 'idle') return 'idle';
  if (pool.slaCapacity === null || pool.slaCapacity === 0) return pool.verdict;
  return `${share(peak)} of SLA capacity at ${hourLabel(hour)} UTC`;
};

const PoolLoad = ({ pool, workloads }: { readonly pool: DeploymentAnswer; readonly workloads: readonly WorkloadAnswer[] }) => {
  const select = useSessionStore((state) => state.select);
  const hour = HOURS.reduce((best, candidate) => (totalAt(pool, candidate) > totalAt(pool, best) ? candidate : best));
  const peak = totalAt(pool, hour);
  const words = loadWords(pool, peak, hour);
  const numeric = pool.slaCapacity !== null && pool.slaCapacity > 0 && pool.verdict !== 'withheld';
  const urgency = urgencyOfPool(pool, workloads);
  return (
    <button
      type="button"
      className="pool-load"
      onClick={() => select({ kind: 'deployment', deploymentId: pool.deploymentId })}
      aria-label={`${pool.name}: ${words}, ${pool.verdict}${pool.wall ? `, limited by ${pool.wall}` : ''}`}
      title={`${pool.name}: ${words}`}
    >
      <span className="pool-load__name">{pool.name}</span>
      <Bars pool={pool} colour={CLASS_COLOURS[urgency]} />
      <span className="pool-load__value" data-overloaded={pool.verdict === 'overloaded'}>
        {numeric ? share(peak) : words}
      </span>
      {pool.wall ? <WallBadge wall={pool.wall} /> : <span />}
    </button>
  );
};

interface PoolLoadsProps {
  readonly evaluation: Evaluation;
}

export const PoolLoads = ({ evaluation }: PoolLoadsProps) => (
  <figure className="chart" aria-label="Load of each pool">
    <figcaption className="chart__head">
      <span className="chart__title">Load of each pool</span>
      <span className="chart__subtitle">share of its SLA capacity, by hour</span>
    </figcaption>
    <div className="pool-loads">
      {evaluation.deployments.map((pool) => (
        <PoolLoad key={pool.deploymentId} pool={pool} workloads={evaluation.workloads} />
      ))}
    </div>
    <div className="pool-axis" aria-hidden="true">
      {['00', '06', '12', '18', '24'].map((tick) => (
        <span key={tick}>{tick}</span>
      ))}
    </div>
  </figure>
);
