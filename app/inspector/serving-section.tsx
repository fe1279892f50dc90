/** How a pool is served: what was chosen, what was found, and the choices a person may fix. */
import type { DeploymentAnswer, GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { updateDeployment } from '../../src/scenario/edits/update-deployment.ts';
import type { Deployment, Serving } from '../../src/scenario/schema.ts';
import { seconds, text, tokensPerSecond } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Button } from '../ui/button.tsx';
import { QuantityField } from '../ui/quantity-field.tsx';
import { Choice, FieldRow, Row, Section } from './section.tsx';
import { Figure } from './cost-section.tsx';
import { layoutWords } from './words.ts';

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
  ].filter(Boolean).length;

interface ServingSectionProps {
  readonly deployment: Deployment;
  readonly pool: DeploymentAnswer | null;
  readonly group: GroupAnswer | null;
  readonly modelName: string;
}

export const ServingSection = ({ deployment, pool, group, modelName }: ServingSectionProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const { serving } = deployment;
  const serve = (label: string, change: Partial<Serving>): void =>
    edit(label, (scenario) => updateDeployment(scenario, { deploymentId: deployment.id, serving: change }));
  const fixed = fixedCount(serving);
  return (
    <Section title="How it is served" note={fixed === 0 ? 'automatic' : `${fixed} fixed, rest automatic`}>
      <Row label="Model, weights">
        <b>
          {modelName}
          {group && `, ${formatName(group.weightsLabel)}`}
        </b>
      </Row>
      <Choice
        label="Weights"
        value={serving.weights}
        options={WEIGHTS}
        standard="native"
        onChange={(weights) => serve('change the weights', { weights })}
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
      {group && (
        <>
          <Row label="Layout of an instance">
            <b>{layoutWords(group.layout)}</b>
          </Row>
          <div className="inspector-row">
            <span className="inspector-row__label">
              {serving.layout === 'auto'
                ? `${group.layoutChosen}${group.layoutsTried > 0 ? `, best of ${whole(group.layoutsTried)}` : ''}`
                : 'fixed by you'}
            </span>
            <Button
              small
              onClick={() =>
                serving.layout === 'auto'
                  ? serve('fix the layout', { layout: { ...group.layout } })
                  : serve('search the layout again', { layout: 'auto' })
              }
            >
              {serving.layout === 'auto' ? 'Fix this layout' : 'Search again'}
            </Button>
          </div>
          <Row label="Instances" tier={pool?.tier ?? 'estimated'}>
            <Figure
              parts={{ value: whole(group.instances), unit: `on ${whole(group.acceleratorsUsed)} accelerators` }}
            />
          </Row>
          <Row label="Sequences in flight" tier={pool?.tier ?? 'estimated'}>
            <Figure
              parts={{ value: whole(group.sequencesAtPeak), unit: `of ${whole(group.sequencesMax)} an instance` }}
            />
          </Row>
          <FieldRow>
            <QuantityField
              label="Max batch of an instance"
              value={serving.maxBatch === 'auto' ? Math.max(1, Math.floor(group.sequencesMax)) : serving.maxBatch}
              unit="seq"
              min={1}
              max={100_000}
              step={1}
              overridden={serving.maxBatch !== 'auto'}
              defaultText="automatic: what memory holds"
              onChange={(maxBatch) => serve('change the max batch', { maxBatch: Math.round(maxBatch) })}
              onReset={() => serve('reset the max batch', { maxBatch: 'auto' })}
            />
          </FieldRow>
          <Row label="Decode step" tier={pool?.tier ?? 'estimated'}>
            <Figure parts={seconds(group.stepTime)} />
          </Row>
          <Row label="Output at the SLA limit" tier={pool?.tier ?? 'estimated'}>
            <span title={`${text(tokensPerSecond(group.slaTokensPerSecond))} for the group`}>
              <Figure parts={tokensPerSecond(group.slaTokensPerSecondPerAccelerator)} more="per accelerator" />
            </span>
          </Row>
        </>
      )}
    </Section>
  );
};
