/** Percentiles of a workload at its peak hour as bars against their limits. The definition of TPOT stands below. */
import type { Band, Trust } from '../../src/calibration/trust.ts';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { seconds, text } from '../../src/units/format.ts';
import { clock } from '../../src/units/format-time.ts';
import type { Seconds } from '../../src/units/quantity.ts';
import { bandAround, trustSentence } from '../ui/band.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { Section } from './section.tsx';

interface BarProps {
  readonly label: string;
  readonly value: Seconds;
  readonly limit: Seconds | null;
  readonly trust: Trust | null;
  readonly band: Band | null;
}

/** 0 to the limit, or to the value where that lies beyond it; the band is cut at the end. */
const Bar = ({ label, value, limit, trust, band }: BarProps) => {
  const around = band && bandAround(value, band);
  const sure = trust && band ? `; ${trustSentence(trust.tier, value, band)}` : '';
  const end = Math.max(value, limit ?? value) * (limit !== null && value > limit ? 1.04 : 1);
  const at = (x: number): number => (end > 0 ? (x / end) * 100 : 0);
  const broken = limit !== null && value > limit;
  return (
    <div
      className="percentile"
      title={`${label}: ${text(seconds(value))}${limit === null ? ', no limit' : ` of ${text(seconds(limit))}`}${sure}`}
    >
      <span className="percentile__label">{label}</span>
      <span className="percentile__track" data-broken={broken}>
        <span className="percentile__fill" style={{ width: `${at(value)}%` }} />
        {around && (
          <span
            className="percentile__band"
            style={{ left: `${at(around.low)}%`, width: `${Math.min(100, at(around.high)) - at(around.low)}%` }}
          />
        )}
        <span className="percentile__tick" style={{ left: `${at(value)}%` }} />
        {limit !== null && <span className="percentile__limit" style={{ left: `${at(limit)}%` }} />}
      </span>
      <span className="percentile__value">{text(seconds(value))}</span>
      {limit !== null && <span className="visually-hidden">of {text(seconds(limit))}</span>}
      {sure && <span className="visually-hidden">{sure}</span>}
    </div>
  );
};

const POINTS = ['p50', 'p95', 'p99'] as const;

export const ServiceSection = ({
  workload,
  named = false,
}: {
  readonly workload: WorkloadAnswer;
  readonly named?: boolean;
}) => {
  const { ttft, tpot, targets, trust } = workload;
  const title = `Service at the peak hour, ${clock(workload.peakHourUtc)}`;
  if (!ttft || !tpot) {
    return (
      <Section title={title} note={named ? workload.name : undefined}>
        <p className="inspector-text">
          {workload.verdict === 'overloaded'
            ? 'Overloaded: the queue grows, so there is no latency to show.'
            : `No latency: ${workload.urgency === 'offline' ? 'offline work has a deadline instead' : workload.verdict}.`}
        </p>
      </Section>
    );
  }
  return (
    <Section title={title} note={named ? workload.name : undefined}>
      {POINTS.map((point, index) => (
        <Bar
          key={point}
          label={index === 0 ? `TTFT ${point}` : point}
          value={ttft[point]}
          limit={targets.ttft?.[point] ?? null}
          trust={trust}
          band={trust?.ttft ?? null}
        />
      ))}
      {POINTS.map((point, index) => (
        <Bar
          key={point}
          label={index === 0 ? `TPOT ${point}` : point}
          value={tpot[point]}
          limit={targets.tpot?.[point] ?? null}
          trust={trust}
          band={trust?.tpot ?? null}
        />
      ))}
      <p className="inspector-foot">
        <span>TPOT = (E2E − TTFT) / (tokens out − 1)</span>
        <span>tick: limit</span>
      </p>
      {trust && (
        <p className="inspector-foot">
          <span>
            <TierMark tier={trust.tier} /> {trust.tier}; pale: where 4 of 5 measured runs would lie
          </span>
        </p>
      )}
    </Section>
  );
};
