/** What holds for the whole plan: its name, the years money is counted over, how much it may use and holds ready, what moves work. */
import { renameScenario } from '../../src/scenario/edits/rename-scenario.ts';
import { updatePlan, type UpdatePlan } from '../../src/scenario/edits/update-plan.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { NameRow } from './editors/name-row.tsx';
import { Section } from './section.tsx';

/** Defaults of the schema. */
const HORIZON_YEARS = 4;
const UTILISATION_CAP = 1;

const SPARE = [
  { value: 'none', name: 'nothing' },
  { value: 'instance', name: 'the largest instance' },
  { value: 'system', name: 'the largest rack or node' },
  { value: 'site', name: 'the largest site' },
] as const;

const SHIFT_TO = [
  { value: 'soonest', name: 'the soonest free hour' },
  { value: 'cost', name: 'the cheapest hour' },
  { value: 'carbon', name: 'the cleanest hour' },
] as const;

export const PlanEditors = ({ scenario }: { readonly scenario: Scenario }) => {
  const edit = useScenarioStore((state) => state.edit);
  const change = (label: string, patch: UpdatePlan): void => edit(label, (before) => updatePlan(before, patch));
  return (
    <Section title="What holds for all of it">
      <NameRow
        name={scenario.name}
        onRename={(name) => edit('rename the plan', (before) => renameScenario(before, { name }))}
      />
      <Field
        label="Money is counted over"
        value={scenario.horizonYears}
        unit="years"
        min={1}
        max={15}
        overridden={scenario.horizonYears !== HORIZON_YEARS}
        defaultText={`${HORIZON_YEARS} years, a starting value`}
        onChange={(horizonYears) => change('change the horizon', { horizonYears })}
        onReset={() => change('reset the horizon', { horizonYears: undefined })}
      />
      <Field
        label="May use, of SLA capacity"
        value={scenario.utilisationCap * 100}
        unit="%"
        min={10}
        max={100}
        overridden={scenario.utilisationCap !== UTILISATION_CAP}
        defaultText={`${UTILISATION_CAP * 100} %, a starting value`}
        onChange={(percent) => change('change the utilisation cap', { utilisationCap: percent / 100 })}
        onReset={() => change('reset the utilisation cap', { utilisationCap: undefined })}
      />
      <Choice
        label="Held ready, for the loss of"
        value={scenario.spare}
        options={SPARE}
        standard="none"
        onChange={(spare) => change('change what is held ready', { spare })}
      />
      <Choice
        label="Work that may move takes"
        value={scenario.shiftTo}
        options={SHIFT_TO}
        standard="soonest"
        onChange={(shiftTo) => change('change what moves work', { shiftTo })}
      />
    </Section>
  );
};
