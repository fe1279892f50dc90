/** How an instance is cut over accelerators, prompts and tokens apart where they are, and how tokens fall on experts. */
import { Choice } from '../editors/choice.tsx';
import { LayoutEditor } from '../layout-editor.tsx';
import { expertsReason } from './availability.ts';
import type { LeverProps } from './context.ts';
import { LeverMark } from './lever-mark.tsx';
import { partsOf, servedAs, STANDARD } from './lever-words.ts';

const BALANCES = [
  { value: 'measured', name: 'as measured' },
  { value: 'uneven', name: 'uneven, as routed' },
  { value: 'eplb', name: 'levelled by EPLB' },
  { value: 'ideal', name: 'ideal' },
] as const;

export const Cut = ({ deploymentId, serving, context, groups, serve }: LeverProps) => {
  const served = servedAs(
    serving.mode,
    groups,
    context.racks.map(({ group }) => group.role),
  );
  const parts = partsOf(groups).map(({ group }) => group);
  const apart = served !== 'aggregated';
  const lead = apart ? (served === 'disaggregated' ? 'decode' : 'attention') : 'instance';
  return (
    <>
      <LayoutEditor
        deploymentId={deploymentId}
        of={lead}
        layout={serving.layout}
        group={parts.find(({ role }) => role !== 'prefill' && role !== 'ffn') ?? null}
        onChange={(label, layout) => serve(label, { layout })}
      />
      {apart && (
        <LayoutEditor
          deploymentId={deploymentId}
          of="prefill"
          layout={serving.prefillLayout}
          group={parts.find(({ role }) => role === 'prefill') ?? null}
          onChange={(label, prefillLayout) => serve(label, { prefillLayout })}
        />
      )}
      <Choice
        label="Expert balance"
        value={serving.expertBalance}
        options={BALANCES}
        standard={STANDARD.expertBalance}
        refused={expertsReason(context)}
        mark={<LeverMark id="expertBalance" label="Expert balance" />}
        onChange={(expertBalance) => serve('change the expert balance', { expertBalance })}
      />
    </>
  );
};
