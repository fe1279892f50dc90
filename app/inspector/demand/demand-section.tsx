/** How much a workload asks: sessions at the peak and what they are in requests, where from, how bursty, how it grows; its day and its year. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { meanOf } from '../../../src/maths/log-normal.ts';
import type { UpdateWorkload } from '../../../src/scenario/edits/update-workload.ts';
import type { Workload } from '../../../src/scenario/schema.ts';
import { requestsPerSecond } from '../../../src/units/format.ts';
import { quantity } from '../../../src/units/quantity.ts';
import { significant } from '../../../src/units/significant.ts';
import { Button } from '../../ui/button.tsx';
import { Figure } from '../cost-section.tsx';
import type { CurveTone } from '../curve/curve-ground.tsx';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';
import { OwnFigure } from '../figures/own-figure.tsx';
import { REGIONS, regionName } from '../regions.ts';
import { Row, Section } from '../section.tsx';
import { DaySection } from './day-section.tsx';
import { zoneName } from './day-shapes.ts';
import { ElsewhereFold } from './elsewhere-fold.tsx';
import { MonthsFold } from './months-fold.tsx';
import './demand.css';

const BESIDE = 'beside the racks';
const PER_CENT = 100;

interface DemandSectionProps {
  readonly workload: Workload;
  readonly urgency: Exclude<CurveTone, 'energy'>;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

/** Demand without one of its optional fields. */
const without = (
  demand: Workload['demand'],
  key: 'monthShape' | 'quotaSessionsPerSecond' | 'dispersionPerMinute',
): Workload['demand'] => {
  const { [key]: _, ...rest } = demand;
  return rest;
};

export const DemandSection = ({ workload, urgency, onChange }: DemandSectionProps) => {
  const { demand, demandRegionId } = workload;
  const workflow = defaultCatalogue.workflows[workload.workflowId];
  const turns = workload.overrides.turns ?? (workflow ? meanOf(workflow.turns) : 1);
  const burstiness = workflow?.dispersionPerMinute ?? 1;
  const change = (label: string, patch: Partial<Workload['demand']>): void =>
    onChange(label, { demand: { ...demand, ...patch } });
  const clear = (label: string, key: Parameters<typeof without>[1]): void =>
    onChange(label, { demand: without(demand, key) });
  const zone = demandRegionId === undefined ? undefined : defaultCatalogue.regions[demandRegionId]?.utcOffsetHours;
  const quota = demand.quotaSessionsPerSecond;
  const setQuota = (quotaSessionsPerSecond: number): void => change('set the quota', { quotaSessionsPerSecond });
  return (
    <>
      <Section title="Demand" note={`a session is ${significant(turns)} turns, a turn one request`}>
        <Field
          label="Sessions, busiest hour"
          value={demand.peakSessionsPerSecond}
          unit="/s"
          min={0}
          max={1e15}
          onChange={(peakSessionsPerSecond) => change('change the demand', { peakSessionsPerSecond })}
        />
        <Row label={`× ${significant(turns)} turns a session`}>
          <Figure parts={requestsPerSecond(quantity<'req/s'>(demand.peakSessionsPerSecond * turns))} />
        </Row>
        {quota === undefined ? (
          <OwnFigure label="Turned away above" absent="no quota" unit="/s" onSet={setQuota} />
        ) : (
          <Field
            label="Turned away above"
            value={quota}
            unit="/s"
            min={0}
            max={1e15}
            overridden
            defaultText="no quota, a starting value"
            onChange={setQuota}
            onReset={() => clear('reset the quota', 'quotaSessionsPerSecond')}
          />
        )}
        <Field
          label="Burstiness, a minute"
          value={demand.dispersionPerMinute ?? burstiness}
          unit=""
          min={0.001}
          max={1e6}
          overridden={demand.dispersionPerMinute !== undefined}
          defaultText={`${significant(burstiness)}, by workflow (variance ÷ mean of arrivals; 1 is Poisson)`}
          source={`workflows.${workload.workflowId}.dispersionPerMinute`}
          onChange={(dispersionPerMinute) => change('change the burstiness', { dispersionPerMinute })}
          onReset={() => clear('reset the burstiness', 'dispersionPerMinute')}
        />
        <Field
          label="Growth a year"
          value={demand.growthPerYear * PER_CENT}
          unit="%"
          min={-95}
          max={5_000}
          overridden={demand.growthPerYear !== 0}
          defaultText="0 %, a starting value"
          onChange={(growth) => change('change the growth', { growthPerYear: growth / PER_CENT })}
          onReset={() => change('reset the growth', { growthPerYear: 0 })}
        />
        <Choice
          label="Users are in"
          value={demandRegionId ?? BESIDE}
          options={[{ value: BESIDE, name: BESIDE }, ...REGIONS]}
          standard={BESIDE}
          onChange={(id) => onChange('say where the users are', { demandRegionId: id === BESIDE ? undefined : id })}
        />
        <Field
          label="Hours east of UTC"
          value={demand.utcOffsetHours}
          unit="h"
          min={-12}
          max={14}
          overridden={demand.utcOffsetHours !== 0}
          defaultText="0 h, a starting value"
          onChange={(utcOffsetHours) => change('change the time zone', { utcOffsetHours })}
          onReset={() => change('reset the time zone', { utcOffsetHours: 0 })}
        />
        {zone !== undefined && zone !== demand.utcOffsetHours && (
          <div className="inspector-line">
            <span className="inspector-text">
              {regionName(demandRegionId ?? '')}: {zoneName(zone)}
            </span>
            <Button small onClick={() => change('take the time zone of the users', { utcOffsetHours: zone })}>
              Use it
            </Button>
          </div>
        )}
        <ElsewhereFold workload={workload} />
        <MonthsFold workload={workload} tone={urgency} onReset={() => clear('reset the months', 'monthShape')} />
      </Section>
      <DaySection
        workload={workload}
        tone={urgency}
        requestsPerSession={turns}
        onShape={(shape) => change('change the shape of the day', { shape })}
      />
    </>
  );
};
