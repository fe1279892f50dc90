/** The day of a workload: a shape to take, weekday and weekend, 24 points to drag. */
import { useState } from 'react';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { setDemandHour } from '../../../src/scenario/edits/set-demand-hour.ts';
import type { Workload } from '../../../src/scenario/schema.ts';
import { requestsPerSecond, text } from '../../../src/units/format.ts';
import { quantity } from '../../../src/units/quantity.ts';
import { significant } from '../../../src/units/significant.ts';
import { useProvenanceStore } from '../../state/provenance.ts';
import { useScenarioStore } from '../../state/scenario-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { CurveEditor } from '../curve/curve-editor.tsx';
import type { CurveTone } from '../curve/curve-ground.tsx';
import { Choice } from '../editors/choice.tsx';
import { SourceMark } from '../figures/source-mark.tsx';
import { More, Section } from '../section.tsx';
import {
  HOUR_NAMES,
  HOUR_TICKS,
  listedShape,
  NO_DAY,
  OWN_SHAPE,
  sessionsByHour,
  shapeName,
  zoneName,
  type Day,
} from './day-shapes.ts';

const DAYS = [
  { day: 'weekday', name: 'Weekday' },
  { day: 'weekend', name: 'Weekend' },
] as const;

interface DaySectionProps {
  readonly workload: Workload;
  readonly tone: CurveTone;
  readonly requestsPerSession: number;
  readonly onShape: (shapeId: string) => void;
}

export const DaySection = ({ workload, tone, requestsPerSession, onShape }: DaySectionProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const table = useProvenanceStore((state) => state.table);
  const [day, setDay] = useState<Day>('weekday');
  const { demand } = workload;
  const listed = listedShape(demand);
  const shape = typeof demand.shape === 'string' ? demand.shape : OWN_SHAPE;
  const standard = defaultCatalogue.workflows[workload.workflowId]?.diurnalShapeId ?? 'flat';
  const shapes = Object.keys(defaultCatalogue.diurnalShapes).map((id) => ({ value: id, name: shapeName(id, table) }));
  const sessions = sessionsByHour(demand);
  const other = day === 'weekday' ? 'weekend' : 'weekday';
  const say = (value: number): string =>
    `${significant(value)} sessions/s, ${text(requestsPerSecond(quantity<'req/s'>(value * requestsPerSession)))}`;
  return (
    <Section
      title="Hours of the day"
      note={`sessions/s, ${demand.elsewhere.length > 0 ? 'local hours' : zoneName(demand.utcOffsetHours)}`}
    >
      <Choice
        label="Shape"
        value={shape}
        options={shape === OWN_SHAPE ? [{ value: OWN_SHAPE, name: OWN_SHAPE }, ...shapes] : shapes}
        standard={standard}
        mark={shape === OWN_SHAPE ? null : <SourceMark label="Shape" path={`diurnalShapes.${shape}`} />}
        onChange={(id) => {
          if (id !== OWN_SHAPE) onShape(id);
        }}
      />
      <div className="curve__head">
        <span role="group" aria-label="Day shown">
          {DAYS.map((one) => (
            <Chip key={one.day} pressed={day === one.day} onClick={() => setDay(one.day)}>
              {one.name}
            </Chip>
          ))}
        </span>
      </div>
      {sessions === null || demand.peakSessionsPerSecond === 0 ? (
        <p className="inspector-text">Without sessions there is no day to draw. Enter those of the busiest hour.</p>
      ) : (
        <CurveEditor
          label={`Sessions by hour of a ${day}`}
          values={sessions[day]}
          names={HOUR_NAMES}
          ticks={HOUR_TICKS}
          unit="/s"
          tone={tone}
          other={{ name: other, values: sessions[other] }}
          say={say}
          mark={significant}
          onSet={(hour, sessionsPerSecond, gesture) =>
            edit(
              `set the demand at ${HOUR_NAMES[hour] ?? ''}, ${day}`,
              (before) => setDemandHour(before, { workloadId: workload.id, listed, day, hour, sessionsPerSecond }),
              gesture,
            )
          }
        />
      )}
      <More title="Traces that give no day">
        <p className="inspector-text">{NO_DAY}</p>
      </More>
    </Section>
  );
};
