/** When and how much a workload asks: sessions at the peak, shape of the day, time zone, burstiness, growth; offline work its hour. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { UpdateWorkload } from '../../src/scenario/edits/update-workload.ts';
import type { Workload } from '../../src/scenario/schema.ts';
import { significant, whole } from '../../src/units/significant.ts';
import { useProvenanceStore } from '../state/provenance.ts';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { SwitchRow } from './editors/switch-row.tsx';
import { REGIONS } from './regions.ts';
import { Section } from './section.tsx';
import { shapeWords, shortName } from './words.ts';

const OWN_SHAPE = 'own shape';
const BESIDE = 'beside the racks';
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  name: `${String(hour).padStart(2, '0')}:00 UTC`,
}));

interface DemandSectionProps {
  readonly workload: Workload;
  readonly offline: boolean;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

export const DemandSection = ({ workload, offline, onChange }: DemandSectionProps) => {
  const table = useProvenanceStore((state) => state.table);
  const { demand } = workload;
  const workflow = defaultCatalogue.workflows[workload.workflowId];
  const change = (label: string, patch: Partial<Workload['demand']>): void =>
    onChange(label, { demand: { ...demand, ...patch } });
  const shapes = Object.keys(defaultCatalogue.diurnalShapes).map((id) => {
    const published = table?.[`diurnalShapes.${id}`]?.value;
    return { value: id, name: shortName(typeof published === 'string' ? published : shapeWords(id), 18) };
  });
  const shape = typeof demand.shape === 'string' ? demand.shape : OWN_SHAPE;
  const burstiness = workflow?.dispersionPerMinute ?? 1;
  return (
    <Section title="Demand">
      <Field
        label="Sessions, busiest hour"
        value={demand.peakSessionsPerSecond}
        unit="/s"
        min={0}
        max={1e15}
        onChange={(peakSessionsPerSecond) => change('change the demand', { peakSessionsPerSecond })}
      />
      <Choice
        label="Shape of the day"
        value={shape}
        options={shape === OWN_SHAPE ? [{ value: OWN_SHAPE, name: OWN_SHAPE }, ...shapes] : shapes}
        onChange={(id) => {
          if (id !== OWN_SHAPE) change('change the shape of the day', { shape: id });
        }}
      />
      <Field
        label="Hours east of UTC"
        value={demand.utcOffsetHours}
        unit="h"
        min={-12}
        max={14}
        onChange={(utcOffsetHours) => change('change the time zone', { utcOffsetHours })}
      />
      <Choice
        label="Users are in"
        value={workload.demandRegionId ?? BESIDE}
        options={[{ value: BESIDE, name: BESIDE }, ...REGIONS]}
        standard={BESIDE}
        onChange={(id) => onChange('say where the users are', { demandRegionId: id === BESIDE ? undefined : id })}
      />
      <Field
        label="Burstiness, a minute"
        value={demand.dispersionPerMinute ?? burstiness}
        unit=""
        min={0.001}
        max={1e6}
        overridden={demand.dispersionPerMinute !== undefined}
        defaultText={`${significant(burstiness)}, by workflow (variance ÷ mean of arrivals)`}
        source={`workflows.${workload.workflowId}.dispersionPerMinute`}
        onChange={(dispersionPerMinute) => change('change the burstiness', { dispersionPerMinute })}
        onReset={() => {
          const { dispersionPerMinute: _, ...rest } = demand;
          onChange('reset the burstiness', { demand: rest });
        }}
      />
      <Field
        label="Growth a year"
        value={demand.growthPerYear * 100}
        unit="%"
        min={-95}
        max={5_000}
        onChange={(growth) => change('change the growth', { growthPerYear: growth / 100 })}
      />
      {demand.growthPerYear !== 0 && (
        <p className="inspector-text">Growth is kept in the plan; the answers are for the demand above.</p>
      )}
      {offline && (
        <>
          <Choice
            label="Available from"
            value={String(workload.offline.releaseHourUtc)}
            options={HOURS}
            onChange={(hour) =>
              onChange(`release at ${whole(Number(hour))}:00`, {
                offline: { ...workload.offline, releaseHourUtc: Number(hour) },
              })
            }
          />
          <SwitchRow
            label="May wait for free hours"
            checked={workload.offline.mayShiftInTime}
            onChange={(mayShiftInTime) =>
              onChange('change when it may run', { offline: { ...workload.offline, mayShiftInTime } })
            }
          />
        </>
      )}
    </Section>
  );
};
