/** How the racks of a pool share its load, and what offline work leaves free. */
import { updateDeployment, type UpdateDeployment } from '../../src/scenario/edits/update-deployment.ts';
import type { Deployment } from '../../src/scenario/schema.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { Section } from './section.tsx';

const PER_CENT = 100;

const ROUTING = [
  { value: 'even', name: 'to all racks alike' },
  { value: 'nearest-first', name: 'to the nearest, the rest overflows' },
] as const;

export const SharingSection = ({ deployment }: { readonly deployment: Deployment }) => {
  const edit = useScenarioStore((state) => state.edit);
  const change = (label: string, sharing: NonNullable<UpdateDeployment['sharing']>): void =>
    edit(label, (before) => updateDeployment(before, { deploymentId: deployment.id, sharing }));
  return (
    <Section title="How the load is shared">
      <Choice
        label="Requests go"
        value={deployment.routing}
        options={ROUTING}
        standard="even"
        onChange={(routing) => change('change the routing', { routing })}
      />
      <Field
        label="Kept free of offline work"
        value={deployment.reservedShare * PER_CENT}
        unit="%"
        min={0}
        max={100}
        overridden={deployment.reservedShare !== 0}
        defaultText="0 % of SLA capacity, a starting value"
        onChange={(percent) => change('change the reserved share', { reservedShare: percent / PER_CENT })}
        onReset={() => change('reset the reserved share', { reservedShare: undefined })}
      />
    </Section>
  );
};
