/** The strip of eight figures: value, unit, trust, and the change against the pinned baseline or "if dropped". */
import { useMemo } from 'react';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useUncertaintyStore } from '../state/uncertainty-store.ts';
import { ChangeTriangle } from '../ui/change-triangle.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { useStale } from '../ui/charts/use-stale.ts';
import { KpiScale } from './kpi-scale.tsx';
import { withChance } from './kpi-chance.ts';
import { changeOf, kpisOf, type Kpi } from './kpis.ts';
import './kpi-strip.css';

const LABELS = [
  'Cost per month',
  'Cost per Mtok out',
  'SLA met',
  'TTFT p99, tightest',
  'Tokens out, peak',
  'Power at the meter',
  'Carbon per Mtok',
  'Headroom',
];

/** Value and unit, or the word in their place. */
const figure = (kpi: Kpi): string =>
  kpi.parts ? [kpi.parts.value, kpi.parts.unit].filter(Boolean).join(' ') : kpi.absent;

const words = (kpi: Kpi): string => (kpi.parts && kpi.about ? `${figure(kpi)} ${kpi.about}` : figure(kpi));

/** The new figure; what it is about only where that changes too. */
const droppedText = (kpi: Kpi, preview: Kpi): string => {
  if (words(preview) === words(kpi)) return 'same';
  return preview.about === kpi.about ? figure(preview) : words(preview);
};

/** "P10–P90 $480–560 k" once chance has been drawn; "calibrated · 5.1–9.8 s" before; where nothing judges a figure its tier alone. */
const Trust = ({ kpi }: { readonly kpi: Kpi }) => (
  <span className="kpi__trust ellipsis">
    {kpi.bandFrom === 'draws' ? 'P10–P90 ' : `${kpi.tier}${kpi.bandText && ' · '}`}
    {kpi.bandText}
  </span>
);

/** Which band it is. */
const bandSentence = ({ bandFrom, bandText }: Kpi): string => {
  if (bandText === '') return '';
  return bandFrom === 'draws'
    ? `, 8 of 10 draws of all that is uncertain give ${bandText} (P10–P90)`
    : `, 4 of 5 measured runs would give ${bandText} (band of the model)`;
};

const Third = ({
  kpi,
  baseline,
  preview,
}: {
  readonly kpi: Kpi;
  readonly baseline: Kpi | null;
  readonly preview: Kpi | null;
}) => {
  if (preview) {
    return (
      <>
        <span className="kpi__dropped">if dropped</span>
        <span className="kpi__preview ellipsis">{droppedText(kpi, preview)}</span>
      </>
    );
  }
  const change = baseline ? changeOf(kpi, baseline) : null;
  if (!baseline || !change) return kpi.parts && <Trust kpi={kpi} />;
  return (
    <>
      <ChangeTriangle direction={change.direction} judgement={change.judgement} amount={change.amount} />
      <KpiScale now={kpi.value ?? 0} baseline={baseline.value ?? 0} band={kpi.band} />
    </>
  );
};

interface CellProps {
  readonly kpi: Kpi;
  readonly baseline: Kpi | null;
  readonly preview: Kpi | null;
}

const titleOf = (kpi: Kpi, preview: Kpi | null): string =>
  `${kpi.label}: ${words(kpi)}, ${kpi.tier}${bandSentence(kpi)}. ${kpi.source}${preview ? `. If dropped: ${words(preview)}` : ''}`;

const Cell = ({ kpi, baseline, preview }: CellProps) => (
  <div className="kpi" title={titleOf(kpi, preview)}>
    <dt className="kpi__label">
      <span className="ellipsis">{kpi.label}</span>
      <TierMark tier={kpi.parts ? kpi.tier : 'withheld'} />
    </dt>
    <dd className="kpi__value" data-absent={kpi.parts === null} data-broken={kpi.broken}>
      {kpi.parts ? (
        <>
          <span>{kpi.parts.value}</span>
          {(kpi.parts.unit || kpi.about) && (
            <span className="kpi__unit">
              {kpi.parts.unit} {kpi.about}
            </span>
          )}
        </>
      ) : (
        kpi.absent
      )}
    </dd>
    <dd className="kpi__third">
      <Third kpi={kpi} baseline={baseline} preview={preview} />
    </dd>
  </div>
);

const EmptyStrip = ({ word }: { readonly word: string }) => (
  <dl className="kpis" aria-label="Key figures">
    {LABELS.map((label) => (
      <div key={label} className="kpi">
        <dt className="kpi__label">{label}</dt>
        <dd className="kpi__value" data-absent="true">
          {word}
        </dd>
      </div>
    ))}
  </dl>
);

const find = (kpis: readonly Kpi[] | null, id: string): Kpi | null => kpis?.find((kpi) => kpi.id === id) ?? null;

export const KpiStrip = () => {
  const evaluation = useResultsStore((state) => state.evaluation);
  const baseline = useResultsStore((state) => state.baseline);
  const preview = useResultsStore((state) => state.preview);
  const failure = useResultsStore((state) => state.failure);
  const scenario = useScenario();
  const open = scenario !== null;
  const { stale } = useStale();
  const chance = useUncertaintyStore(({ answer, scenario: drawn, stale: old }) =>
    answer && drawn === scenario && !old && answer.draws === answer.of ? answer : null,
  );
  const kpis = useMemo(() => {
    if (!evaluation) return null;
    const plain = kpisOf(evaluation);
    return chance ? withChance(plain, chance, evaluation.totals.tightestTtft?.limit ?? null) : plain;
  }, [evaluation, chance]);
  const pinned = useMemo(() => (baseline ? kpisOf(baseline.evaluation) : null), [baseline]);
  const dropped = useMemo(() => (preview ? kpisOf(preview.evaluation) : null), [preview]);
  if (!kpis) return <EmptyStrip word={failure !== null ? 'no answer' : open ? 'computing' : 'no plan'} />;
  return (
    <dl className="kpis" data-stale={stale} aria-label="Key figures">
      {kpis.map((kpi) => (
        <Cell key={kpi.id} kpi={kpi} baseline={find(pinned, kpi.id)} preview={find(dropped, kpi.id)} />
      ))}
    </dl>
  );
};
