/** The targets a workload is held to. Changing one gives the workload a class of its own; the catalogue's class stays as it is. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Percentiles } from '../../src/catalogue/figures.ts';
import { targetsOf } from '../../src/evaluate/targets.ts';
import { setTargets, type SetTargets } from '../../src/scenario/edits/set-targets.ts';
import type { UpdateWorkload } from '../../src/scenario/edits/update-workload.ts';
import type { OwnSlaClass, Scenario, Workload } from '../../src/scenario/schema.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { SmallNumber } from './editors/small-number.tsx';
import { FigureRow } from './figures/figure-row.tsx';
import { Section } from './section.tsx';

const CLASSES = Object.values(defaultCatalogue.slaClasses).map((one) => ({ value: one.id, name: one.name }));
const POINTS = ['p50', 'p95', 'p99'] as const;
const LINES = [
  { key: 'ttft', label: 'TTFT', unit: 's', divisor: 1 },
  { key: 'tpot', label: 'TPOT', unit: 'ms', divisor: 1e-3 },
  { key: 'e2e', label: 'End to end', unit: 's', divisor: 1 },
] as const;
const HOUR_SECONDS = 3_600;

/** Largest a percentile may be below the next one, smallest above the one before. */
const bounds = (limits: Percentiles, point: (typeof POINTS)[number]): { min: number; max: number } => ({
  min: point === 'p50' ? 1e-6 : point === 'p95' ? limits.p50 : limits.p95,
  max: point === 'p50' ? limits.p95 : point === 'p95' ? limits.p99 : 1e9,
});

const ownLimits = (limits: Percentiles): NonNullable<OwnSlaClass['ttft']> => ({
  p50Seconds: limits.p50,
  p95Seconds: limits.p95,
  p99Seconds: limits.p99,
});

interface TargetsSectionProps {
  readonly scenario: Scenario;
  readonly workload: Workload;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

export const TargetsSection = ({ scenario, workload, onChange }: TargetsSectionProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const listed = defaultCatalogue.slaClasses[workload.slaClassId] ?? null;
  const sla = targetsOf(scenario, defaultCatalogue, workload.slaClassId);
  const own = scenario.slaClasses.map((one) => ({ value: one.id, name: `${one.name} (own)` }));
  const isOwn = scenario.slaClasses.some((one) => one.id === workload.slaClassId);
  const set = (label: string, targets: SetTargets['targets']): void =>
    edit(label, (before) => setTargets(before, { workloadId: workload.id, listed, targets }));
  return (
    <Section title="Targets" note={isOwn ? 'a class of its own' : sla?.urgency}>
      <Choice
        label="SLA class"
        value={workload.slaClassId}
        options={[...CLASSES, ...own]}
        onChange={(slaClassId) => onChange('change the SLA class', { slaClassId })}
      />
      <div className="number-grid number-grid__head" aria-hidden="true">
        <span />
        {POINTS.map((point) => (
          <span key={point}>{point}</span>
        ))}
      </div>
      {LINES.map(({ key, label, unit, divisor }) => {
        const limits = sla?.targets[key] ?? null;
        if (!limits) return null;
        return (
          <div key={key} className="number-grid" role="group" aria-label={`${label} targets`}>
            <span className="inspector-row__label">
              {label} <span className="unit">{unit}</span>
            </span>
            {POINTS.map((point) => (
              <SmallNumber
                key={point}
                label={`${label} ${point}, ${unit}`}
                value={limits[point] / divisor}
                min={bounds(limits, point).min / divisor}
                max={bounds(limits, point).max / divisor}
                onChange={(typed) =>
                  set(`set ${label} ${point}`, {
                    [key]: { ...ownLimits(limits), [`${point}Seconds`]: typed * divisor },
                  })
                }
              />
            ))}
          </div>
        );
      })}
      {sla?.targets.deadline != null && (
        <Field
          label="Done within"
          value={sla.targets.deadline / HOUR_SECONDS}
          unit="h"
          min={0.001}
          max={10_000}
          onChange={(hours) => set('set the deadline', { deadlineSeconds: hours * HOUR_SECONDS })}
        />
      )}
      {isOwn ? (
        <p className="inspector-text">Your own targets. Choose a class of the catalogue to go back.</p>
      ) : (
        <FigureRow label="Where they come from" path={`slaClasses.${workload.slaClassId}`}>
          <b>source</b>
        </FigureRow>
      )}
    </Section>
  );
};
