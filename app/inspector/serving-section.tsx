/** How a pool is served: the choices under six heads, and what came of them. */
import type { Tier } from '../../src/calibration/tier.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { updateDeployment } from '../../src/scenario/edits/update-deployment.ts';
import type { Deployment, Scenario } from '../../src/scenario/schema.ts';
import { bandwidth, seconds, text, tokensPerSecond } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Figure } from './cost-section.tsx';
import { leverContextOf, type LeverProps } from './levers/context.ts';
import { LeverGroup } from './levers/lever-group.tsx';
import { changedIn, partName, servedAs, summaryOf, type LeverGroupId } from './levers/lever-words.ts';
import { Row, Section } from './section.tsx';
import { capital, layoutOrigin, shortName } from './words.ts';

const GROUPS: readonly LeverGroupId[] = ['way', 'formats', 'cut', 'batching', 'kv', 'speculation'];

interface ServingSectionProps {
  readonly scenario: Scenario;
  readonly deployment: Deployment;
  readonly tier: Tier;
  /** All parts of the pool, and the one shown. */
  readonly groups: readonly GroupAnswer[];
  readonly group: GroupAnswer | null;
  readonly modelId: string | null;
}

export const ServingSection = ({ scenario, deployment, tier, groups, group, modelId }: ServingSectionProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const { serving } = deployment;
  const context = leverContextOf(scenario, deployment, modelId);
  const levers: LeverProps = {
    deploymentId: deployment.id,
    serving,
    context,
    groups,
    serve: (label, change) =>
      edit(label, (before) => updateDeployment(before, { deploymentId: deployment.id, serving: change })),
  };
  const served = servedAs(
    serving.mode,
    groups,
    context.racks.map((rack) => rack.group.role),
  );
  const changed = changedIn(serving);
  const modelName = modelId === null ? 'no model' : (defaultCatalogue.models[modelId]?.name ?? modelId);
  return (
    <Section title="How it is served" note={changed === 0 ? 'automatic' : `${whole(changed)} chosen, rest automatic`}>
      <Row label="Model" title={modelName}>
        <b>{shortName(modelName, 28)}</b>
      </Row>
      {GROUPS.map((id) => (
        <LeverGroup
          key={id}
          id={id}
          summary={summaryOf(id, serving, groups, served)}
          changed={changedIn(serving, id)}
          levers={levers}
        />
      ))}
      {group && <PartRows group={group} tier={tier} apart={served !== 'aggregated'} />}
    </Section>
  );
};

/** What the shown part does at the peak hour. Tokens leave the parts that decode. */
const PartRows = ({
  group,
  tier,
  apart,
}: {
  readonly group: GroupAnswer;
  readonly tier: Tier;
  readonly apart: boolean;
}) => {
  const prefills = group.role === 'prefill';
  const of = apart ? ` of ${partName(group.role)}` : '';
  return (
    <div className="part-rows">
      <Row label={`Instances${of}`} tier={tier} title={layoutOrigin(group)}>
        <Figure parts={{ value: whole(group.instances), unit: `on ${whole(group.acceleratorsUsed)} accelerators` }} />
      </Row>
      <Row label={prefills ? 'Prompts, an instance' : 'In flight, an instance'} tier={tier}>
        <Figure parts={{ value: whole(group.sequencesAtPeak), unit: `of ${whole(group.sequencesMax)} seq` }} />
      </Row>
      <Row label={`${capital(prefills ? 'prefill' : 'decode')} step`} tier={tier}>
        <Figure parts={seconds(group.stepTime)} />
      </Row>
      {group.link && (
        <Row label={`Sent to ${partName(group.link.to)}`} tier={tier}>
          <Figure parts={bandwidth(group.link.bytesPerSecond)} more={`of ${text(bandwidth(group.link.limit))}`} />
        </Row>
      )}
      {!prefills && group.role !== 'ffn' && (
        <Row
          label="SLA limit, an accelerator"
          tier={tier}
          title={`${text(tokensPerSecond(group.slaTokensPerSecond))} for the group`}
        >
          <Figure parts={tokensPerSecond(group.slaTokensPerSecondPerAccelerator)} />
        </Row>
      )}
    </div>
  );
};
