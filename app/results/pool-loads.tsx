/** Small multiples: load of each pool by hour as a share of its SLA capacity, with the wall that binds. */
import type { DeploymentAnswer, Evaluation, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { useSessionStore } from '../state/session-store.ts';
import { WallBadge } from '../ui/wall-badge.tsx';
import { shortName } from '../ui/short-name.ts';
import { useStale } from '../ui/charts/use-stale.ts';
import { hourLabel, share } from './numbers.ts';
import { urgencyOfPool } from './pool-facts.ts';
import './pool-loads.css';

const CLASS_COLOURS = {
  'real-time': 'var(--class-real-time)',
  'near-real-time': 'var(--class-near)',
  offline: 'var(--class-offline)',
} as const;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const totalAt = (pool: DeploymentAnswer, hour: number): number =>
  (pool.interactiveShareByHour[hour] ?? 0) + (pool.offlineShareByHour[hour] ?? 0);

/** Bars reach the top at 100 % of SLA capacity; a pool above it stretches the scale and its dotted line comes down. */
const Bars = ({ pool, colour }: { readonly pool: DeploymentAnswer; readonly colour: string }) => {
  const top = Math.max(1, ...HOURS.map((hour) => totalAt(pool, hour)));
  const height = (value: number): string => `${(value / top) * 100}%`;
  return (
    <span className="pool-bars" aria-hidden="true">
      {HOURS.map((hour) => (
        <span key={hour} className="pool-bars__hour">
          <span className="pool-bars__offline" style={{ height: height(pool.offlineShareByHour[hour] ?? 0) }} />
          <span
            style={{
              height: height(pool.interactiveShareByHour[hour] ?? 0),
              background: pool.verdictByHour[hour] === 'overloaded' ? 'var(--broken)' : colour,
            }}
          />
        </span>
      ))}
      <span className="pool-bars__capacity" style={{ bottom: height(1) }} />
    </span>
  );
};

const loadWords = (pool: DeploymentAnswer, peak: number, hour: number): string => {
  if (pool.verdict === 'withheld') return 'withheld';
  if (pool.verdict === 'idle') return 'idle';
  if (pool.slaCapacity === null || pool.slaCapacity === 0) return pool.verdict;
  return `${share(peak)} of SLA capacity at ${hourLabel(hour)} UTC`;
};

const PoolLoad = ({
  pool,
  name,
  workloads,
}: {
  readonly pool: DeploymentAnswer;
  /** Shortened to what tells it from the others. */
  readonly name: string;
  readonly workloads: readonly WorkloadAnswer[];
}) => {
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
      <span className="pool-load__name">{name}</span>
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

export const PoolLoads = ({ evaluation }: PoolLoadsProps) => {
  const { stale } = useStale();
  const names = evaluation.deployments.map(({ name }) => name);
  return (
    <figure className="chart" data-stale={stale} aria-label="Load of each pool">
      <figcaption className="chart__head">
        <span className="chart__title">Load of each pool</span>
        <span className="chart__subtitle">share of its SLA capacity, by hour</span>
      </figcaption>
      <div className="pool-loads">
        {evaluation.deployments.map((pool) => (
          <PoolLoad
            key={pool.deploymentId}
            pool={pool}
            name={shortName(pool.name, names)}
            workloads={evaluation.workloads}
          />
        ))}
      </div>
      <div className="pool-axis" aria-hidden="true">
        {['00', '06', '12', '18', '24'].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </figure>
  );
};
