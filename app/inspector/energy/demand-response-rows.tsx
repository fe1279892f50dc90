/** What a site gives back of its power cap when the grid asks: a share of it, for some hours of every day. */
import type { UpdateSite } from '../../../src/scenario/edits/update-site.ts';
import type { Site } from '../../../src/scenario/schema.ts';
import { clock } from '../../../src/units/format-time.ts';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';

const NEVER = 'never';
const DAILY = 'daily';
const PER_CENT = 100;

const ANSWERS = [
  { value: NEVER, name: 'nothing' },
  { value: DAILY, name: 'a share, daily' },
] as const;

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), name: `${clock(hour)} UTC` }));

/** A fifth of the cap over the evening peak of Central Europe: where it starts, to be changed. */
const START = { share: 0.2, fromHourUtc: 17, hours: 3 };

interface DemandResponseRowsProps {
  readonly site: Site;
  readonly onChange: (label: string, patch: UpdateSite['patch']) => void;
}

export const DemandResponseRows = ({ site, onChange }: DemandResponseRowsProps) => {
  const response = site.demandResponse;
  const change = (patch: Partial<typeof START>): void =>
    onChange('change the demand response', { demandResponse: { ...START, ...response, ...patch } });
  return (
    <>
      <Choice
        label="Gives back to the grid"
        value={response ? DAILY : NEVER}
        options={ANSWERS}
        standard={NEVER}
        onChange={(answer) =>
          answer === DAILY ? change({}) : onChange('remove the demand response', { demandResponse: undefined })
        }
      />
      {response && (
        <div className="sub-rows">
          <Field
            label="of its power cap"
            value={response.share * PER_CENT}
            unit="%"
            min={0}
            max={90}
            onChange={(percent) => change({ share: percent / PER_CENT })}
          />
          <Choice
            label="from"
            value={String(response.fromHourUtc)}
            options={HOURS}
            onChange={(hour) => change({ fromHourUtc: Number(hour) })}
          />
          <Field
            label="for"
            value={response.hours}
            unit={response.hours === 1 ? 'hour' : 'hours'}
            min={1}
            max={24}
            whole
            onChange={(hours) => change({ hours })}
          />
        </div>
      )}
    </>
  );
};
