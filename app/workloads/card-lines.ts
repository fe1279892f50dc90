/** The two lines of lights on a workload card: what is promised, what is answered, and the word where there is no number. */
import type { Band, Trust } from '../../src/calibration/trust.ts';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { inScale, percent, scaleFor, text } from '../../src/units/format.ts';
import { clock } from '../../src/units/format-time.ts';
import { trustSentence } from '../ui/band.ts';
import type { LightState } from '../ui/light.tsx';

export interface CardLine {
  readonly light: LightState;
  readonly label: string;
  readonly value: string;
  readonly limit: string;
  /** Tier and band of a latency, for the tooltip and for screen readers; empty where there is none. */
  readonly trust: string;
}

/** Within this share of its limit a figure is tight. */
const TIGHT = 0.9;

const against = (label: string, value: number, limit: number | null, trust: string): CardLine => {
  const shared = scaleFor('duration', Math.max(value, limit ?? 0));
  // Seconds of a limit in minutes stay seconds: a tenth of a minute is nothing people say.
  const apart = limit !== null && limit >= 60 && value < 60;
  const scale = apart ? scaleFor('duration', value) : shared;
  return {
    light: limit === null ? 'none' : value > limit ? 'missed' : value > limit * TIGHT ? 'tight' : 'met',
    label,
    value: text(inScale('duration', value, scale)),
    limit:
      limit === null
        ? 'no limit'
        : `of ${apart ? text(inScale('duration', limit)) : inScale('duration', limit, scale).value}`,
    trust,
  };
};

const word = (answer: WorkloadAnswer, label: string): CardLine => ({
  light: answer.verdict === 'overloaded' ? 'missed' : 'none',
  label,
  value: answer.verdict === 'stable' ? 'no answer' : answer.verdict,
  limit: '',
  trust: '',
});

const offlineLines = (answer: WorkloadAnswer): readonly CardLine[] => {
  const { offline, targets } = answer;
  if (!offline || answer.verdict === 'withheld')
    return [word(answer, 'Done by'), { ...word(answer, 'Share done'), value: '', light: 'none' }];
  const deadline = targets.deadline;
  const at = (seconds: number): string => clock((offline.releaseHourUtc + seconds / 3600) % 24);
  return [
    {
      light:
        offline.finishedAfter === null
          ? 'missed'
          : deadline !== null && offline.finishedAfter > deadline * TIGHT
            ? 'tight'
            : 'met',
      label: 'Done by',
      value: offline.finishedAfter === null ? 'late' : at(offline.finishedAfter),
      limit: deadline === null ? 'no deadline' : `of ${at(deadline)}`,
      trust: '',
    },
    {
      light: offline.doneShare < 1 ? 'missed' : 'met',
      label: 'In time',
      value: text(percent(offline.doneShare)),
      limit: 'of tokens',
      trust: '',
    },
  ];
};

/** Two lines for every card. */
export const cardLines = (answer: WorkloadAnswer): readonly CardLine[] => {
  if (answer.urgency === 'offline') return offlineLines(answer);
  const { ttft, tpot, e2e, targets, trust } = answer;
  if (!ttft || !tpot) return [word(answer, 'TTFT p99'), word(answer, 'TPOT p99')];
  const sure = (value: number, band: Band | undefined): string =>
    trust && band ? trustSentence(trust.tier, value, band) : '';
  const second =
    targets.tpot === null && targets.e2e !== null && e2e
      ? against('E2E p99', e2e.p99, targets.e2e.p99, sure(e2e.p99, trust ? wider(trust) : undefined))
      : against('TPOT p99', tpot.p99, targets.tpot?.p99 ?? null, sure(tpot.p99, trust?.tpot));
  return [against('TTFT p99', ttft.p99, targets.ttft?.p99 ?? null, sure(ttft.p99, trust?.ttft)), second];
};

/** The end-to-end time is made of both, so it is no surer than the less sure one. */
const wider = ({ ttft, tpot }: Trust): Band => ({
  low: Math.min(ttft.low, tpot.low),
  high: Math.max(ttft.high, tpot.high),
});
