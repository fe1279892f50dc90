/** What the tokens of one workload cost, in money, energy and carbon. */
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { carbon, dollars, inScale, text } from '../../src/units/format.ts';
import { Row, Section } from './section.tsx';

export const CostSection = ({
  workload,
  named = false,
}: {
  readonly workload: WorkloadAnswer;
  readonly named?: boolean;
}) => {
  const { costPerMtok, energyPerOutputToken, carbonPerMtokOutput, tier, verdict } = workload;
  const absent = verdict === 'withheld' || verdict === 'overloaded' ? verdict : 'no price';
  return (
    <Section title="Cost and energy" note={named ? workload.name : undefined}>
      <Row label="Output, per Mtok" tier={costPerMtok ? tier : 'withheld'}>
        <b>{costPerMtok ? text(dollars(costPerMtok.output)) : absent}</b>
      </Row>
      <Row label="Input, per Mtok" tier={costPerMtok ? tier : 'withheld'}>
        <b>{costPerMtok ? text(dollars(costPerMtok.input)) : absent}</b>
      </Row>
      <Row label="Cached input, per Mtok" tier={costPerMtok ? tier : 'withheld'}>
        <b>{costPerMtok ? text(dollars(costPerMtok.cached)) : absent}</b>
      </Row>
      <Row label="Energy per token out" tier={energyPerOutputToken === null ? 'withheld' : tier}>
        {energyPerOutputToken === null ? <b>{verdict}</b> : <Figure parts={inScale('energy', energyPerOutputToken)} />}
      </Row>
      <Row label="Carbon per Mtok out" tier={carbonPerMtokOutput === null ? 'withheld' : tier}>
        {carbonPerMtokOutput === null ? <b>{verdict}</b> : <Figure parts={carbon(carbonPerMtokOutput)} />}
      </Row>
    </Section>
  );
};

export const Figure = ({
  parts,
  more,
}: {
  readonly parts: { readonly value: string; readonly unit: string };
  readonly more?: string;
}) => (
  <>
    <b>{parts.value}</b> <span className="unit">{[parts.unit, more].filter(Boolean).join(' ')}</span>
  </>
);
