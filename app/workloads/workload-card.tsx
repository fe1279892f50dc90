/** A workload as a card: what it asks for and whether its targets hold. A click selects it. */
import type { Tier } from '../../src/calibration/tier.ts';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import type { Workload } from '../../src/scenario/schema.ts';
import { requestsPerSecond, text, tokens } from '../../src/units/format.ts';
import { clock } from '../../src/units/format-time.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Light } from '../ui/light.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { cardLines, type CardLine } from './card-lines.ts';

interface WorkloadCardProps {
  readonly workload: Workload;
  /** Null until the first answer to it. */
  readonly answer: WorkloadAnswer | null;
  readonly modelName: string;
  readonly urgency: WorkloadAnswer['urgency'];
}

const demandWords = (answer: WorkloadAnswer): string =>
  answer.offline
    ? `${text(tokens(answer.offline.outputTokensPerDay))} a day`
    : text(requestsPerSecond(answer.peakRequestsPerSecond));

/** "DeepSeek-R1 / R1-0528" is one model with two names: the card shows the first, without the word all chat models share. */
const shortName = (name: string): string => (name.split(' / ')[0] ?? name).replace(/-Instruct$/, '');

const Line = ({ line, tier }: { readonly line: CardLine; readonly tier: Tier | null }) => (
  <span className="workload-card__line" title={line.trust || undefined}>
    <Light state={line.light} />
    <span className="workload-card__label">{line.label}</span>
    <span className="workload-card__value">
      {line.value}
      {tier && line.trust && <TierMark tier={tier} />}
    </span>
    <span className="workload-card__limit">{line.limit}</span>
  </span>
);

/** "near-real-time" may break after its first word; the others stay whole. */
const Urgency = ({ urgency }: Pick<WorkloadCardProps, 'urgency'>) =>
  urgency === 'near-real-time' ? (
    <>
      near
      <wbr />
      <span className="workload-card__together">-real-time</span>
    </>
  ) : (
    <span className="workload-card__together">{urgency}</span>
  );

const WAITING: readonly CardLine[] = [
  { light: 'none', label: 'TTFT p99', value: 'computing', limit: '', trust: '' },
  { light: 'none', label: 'TPOT p99', value: 'computing', limit: '', trust: '' },
];

export const WorkloadCard = ({ workload, answer, modelName, urgency }: WorkloadCardProps) => {
  const selected = useSessionStore(
    (state) => state.selection?.kind === 'workload' && state.selection.workloadId === workload.id,
  );
  const select = useSessionStore((state) => state.select);
  return (
    <button
      type="button"
      className="workload-card"
      data-urgency={urgency}
      aria-pressed={selected}
      onClick={() => select(selected ? null : { kind: 'workload', workloadId: workload.id })}
    >
      <span className="workload-card__head">
        <span className="workload-card__name" title={workload.name}>
          {workload.name}
        </span>
        <span className="workload-card__class" title={urgency}>
          <Urgency urgency={urgency} />
        </span>
      </span>
      <span className="workload-card__what" title={modelName}>
        <span className="ellipsis">{shortName(modelName)}</span>
        {answer && (
          <span className="workload-card__demand">
            <span className="workload-card__together">· {demandWords(answer)}</span>{' '}
            {!answer.offline && <span className="workload-card__together">at {clock(answer.peakHourUtc)}</span>}
          </span>
        )}
      </span>
      {(answer ? cardLines(answer) : WAITING).map((line) => (
        <Line key={line.label} line={line} tier={answer?.trust?.tier ?? null} />
      ))}
    </button>
  );
};
