/** How a pool is served: what was chosen, what was found, and the choices a person may fix. */
import type { Tier } from '../../src/calibration/tier.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { updateDeployment } from '../../src/scenario/edits/update-deployment.ts';
import { servingSchema, type Deployment, type Serving } from '../../src/scenario/schema.ts';
import { seconds, text, tokensPerSecond } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Figure } from './cost-section.tsx';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { LayoutEditor } from './layout-editor.tsx';
import { Row, Section } from './section.tsx';
import { shortName } from './words.ts';

const WEIGHTS = [
  { value: 'native', name: 'as published' },
  { value: 'bf16', name: 'BF16' },
  { value: 'fp8', name: 'FP8' },
  { value: 'nvfp4', name: 'NVFP4' },
  { value: 'nvfp4-experts', name: 'NVFP4 experts' },
  { value: 'int4-g128', name: 'INT4, groups of 128' },
] as const;
const KV = [
  { value: 'auto', name: 'auto' },
  { value: 'bf16', name: 'BF16' },
  { value: 'fp8', name: 'FP8' },
] as const;
const ENGINES = [
  { value: 'vllm', name: 'vLLM' },
  { value: 'sglang', name: 'SGLang' },
  { value: 'tensorrt-llm', name: 'TensorRT-LLM' },
] as const;
const CACHING = [
  { value: 'on', name: 'on' },
  { value: 'off', name: 'off' },
] as const;

/** Default of the schema. */
const { prefillBudgetTokens: PREFILL_BUDGET_TOKENS } = servingSchema.parse({});

/** Formats are written in capitals; a label of several words is a sentence already. */
const formatName = (label: string): string => (/^[a-z0-9-]+$/.test(label) ? label.toUpperCase() : label);

/** How many of the choices a person has fixed. */
const fixedCount = (serving: Serving): number =>
  [
    serving.weights !== 'native',
    serving.kvFormat !== 'auto',
    serving.layout !== 'auto',
    serving.maxBatch !== 'auto',
    !serving.prefixCaching,
    serving.prefillBudgetTokens !== PREFILL_BUDGET_TOKENS,
  ].filter(Boolean).length;

interface ServingSectionProps {
  readonly deployment: Deployment;
  readonly tier: Tier;
  readonly group: GroupAnswer | null;
  readonly modelId: string | null;
}

export const ServingSection = ({ deployment, tier, group, modelId }: ServingSectionProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const { serving } = deployment;
  const serve = (label: string, change: Partial<Serving>): void =>
    edit(label, (scenario) => updateDeployment(scenario, { deploymentId: deployment.id, serving: change }));
  const fixed = fixedCount(serving);
  const modelName = modelId === null ? 'no model' : (defaultCatalogue.models[modelId]?.name ?? modelId);
  const weights = group ? `, ${formatName(group.weightsLabel)}` : '';
  return (
    <Section title="How it is served" note={fixed === 0 ? 'automatic' : `${fixed} fixed, rest automatic`}>
      <Row label="Model" title={`${modelName}${weights}`}>
        <b>
          {shortName(modelName, 18)}
          {weights}
        </b>
      </Row>
      <Choice
        label="Weights"
        value={serving.weights}
        options={WEIGHTS}
        standard="native"
        onChange={(chosen) => serve('change the weights', { weights: chosen })}
      />
      <Choice
        label="KV precision"
        value={serving.kvFormat}
        options={KV}
        standard="auto"
        onChange={(kvFormat) => serve('change the KV precision', { kvFormat })}
      />
      <Choice
        label="Engine"
        value={serving.engine}
        options={ENGINES}
        standard="vllm"
        onChange={(engine) => serve('change the engine', { engine })}
      />
      <Choice
        label="Prefix caching"
        value={serving.prefixCaching ? 'on' : 'off'}
        options={CACHING}
        standard="on"
        onChange={(caching) => serve('switch prefix caching', { prefixCaching: caching === 'on' })}
      />
      <Field
        label="Prefill budget of a step"
        value={serving.prefillBudgetTokens}
        unit="tok"
        min={128}
        max={1_048_576}
        whole
        overridden={serving.prefillBudgetTokens !== PREFILL_BUDGET_TOKENS}
        defaultText={whole(PREFILL_BUDGET_TOKENS)}
        onChange={(prefillBudgetTokens) => serve('change the prefill budget', { prefillBudgetTokens })}
        onReset={() => serve('reset the prefill budget', { prefillBudgetTokens: PREFILL_BUDGET_TOKENS })}
      />
      {(group || serving.maxBatch !== 'auto') && (
        <Field
          label="Max batch of an instance"
          value={serving.maxBatch === 'auto' ? Math.max(1, Math.floor(group?.sequencesMax ?? 1)) : serving.maxBatch}
          unit="seq"
          min={1}
          max={100_000}
          whole
          overridden={serving.maxBatch !== 'auto'}
          defaultText="automatic: what memory holds"
          onChange={(maxBatch) => serve('change the max batch', { maxBatch })}
          onReset={() => serve('reset the max batch', { maxBatch: 'auto' })}
        />
      )}
      <LayoutEditor
        deploymentId={deployment.id}
        layout={serving.layout}
        group={group}
        onChange={(label, layout) => serve(label, { layout })}
      />
      {group && (
        <>
          <Row label="Instances" tier={tier}>
            <Figure
              parts={{ value: whole(group.instances), unit: `on ${whole(group.acceleratorsUsed)} accelerators` }}
            />
          </Row>
          <Row label="In flight, an instance" tier={tier}>
            <Figure parts={{ value: whole(group.sequencesAtPeak), unit: `of ${whole(group.sequencesMax)} seq` }} />
          </Row>
          <Row label="Decode step" tier={tier}>
            <Figure parts={seconds(group.stepTime)} />
          </Row>
          <Row
            label="SLA limit, an accelerator"
            tier={tier}
            title={`${text(tokensPerSecond(group.slaTokensPerSecond))} for the group`}
          >
            <Figure parts={tokensPerSecond(group.slaTokensPerSecondPerAccelerator)} />
          </Row>
        </>
      )}
    </Section>
  );
};
