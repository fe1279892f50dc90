/** A system of the catalogue: its figures with how they are known, and the price, which a person may replace. */
import { useMemo } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Confidence, System } from '../../src/catalogue/figures.ts';
import { applyOverrides } from '../../src/catalogue/overrides.ts';
import { clearAssumption } from '../../src/scenario/edits/clear-assumption.ts';
import { setAssumption } from '../../src/scenario/edits/set-assumption.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { bytes, dollars, number, percent, text, watts } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { QuantityField } from '../ui/quantity-field.tsx';
import { ConfidenceMark, confidenceWord } from '../ui/trust-mark.tsx';
import { Figure } from './cost-section.tsx';
import { IssuesSection } from './issues-section.tsx';
import { FieldRow, Head, Row, Section } from './section.tsx';

const mark = (confidence: Confidence | null) => <ConfidenceMark confidence={confidence} />;

const Price = ({ system, scenario }: { readonly system: System; readonly scenario: Scenario }) => {
  const edit = useScenarioStore((state) => state.edit);
  const own = useMemo(
    () => applyOverrides(defaultCatalogue, scenario.assumptions).catalogue.systems[system.id],
    [scenario.assumptions, system.id],
  );
  const path = `systems.${system.id}.capex.base`;
  const overridden = Object.hasOwn(scenario.assumptions, path);
  if (!system.capex || !own?.capex) {
    return (
      <Row label="Price of one" mark={mark(null)}>
        <b>no price</b>
      </Row>
    );
  }
  return (
    <FieldRow>
      <QuantityField
        label={system.cloudOnly ? 'Replacement cost of one' : 'Price of one'}
        value={own.capex.base}
        unit="USD"
        min={0}
        overridden={overridden}
        defaultText={`${text(dollars(system.capex.base))}, ${confidenceWord(system.confidence.price)}`}
        onChange={(value) =>
          edit(`set the price of ${system.name}`, (before) => setAssumption(before, { path, value }))
        }
        onReset={() => edit(`reset the price of ${system.name}`, (before) => clearAssumption(before, { path }))}
      />
      {!overridden && mark(system.confidence.price)}
    </FieldRow>
  );
};

export const SystemSection = ({ system, scenario }: { readonly system: System; readonly scenario: Scenario }) => {
  const accelerator = system.acceleratorId === null ? undefined : defaultCatalogue.accelerators[system.acceleratorId];
  return (
    <Section title={system.name} note={`${system.vendor}, ${system.status}`}>
      <Row label="Accelerators">
        <Figure parts={{ value: whole(system.accelerators), unit: accelerator?.name ?? '' }} />
      </Row>
      <Row label="Memory" mark={mark(accelerator?.confidence.memory ?? null)}>
        {system.memoryTotal === null ? <b>not stated</b> : <Figure parts={bytes(system.memoryTotal)} />}
      </Row>
      <Row label="Power, operating" mark={mark(system.confidence.power)}>
        {system.powerTypical === null ? <b>not stated</b> : <Figure parts={watts(system.powerTypical)} />}
      </Row>
      <Row label="Power, provisioned" mark={mark(system.confidence.power)}>
        {system.powerProvisioned === null ? <b>not stated</b> : <Figure parts={watts(system.powerProvisioned)} />}
      </Row>
      <Row label="Cooling">
        <b>{system.cooling === 'unknown' ? 'not stated' : system.cooling}</b>
        {system.liquidShare !== null && <span className="unit"> {text(percent(system.liquidShare))} liquid</span>}
      </Row>
      <Row label="Weight" mark={mark(system.confidence.weight)}>
        {system.weightKg === null ? <b>not stated</b> : <Figure parts={number(system.weightKg, 'kg')} />}
      </Row>
      <Price system={system} scenario={scenario} />
    </Section>
  );
};

export const SystemPanel = ({ scenario, systemId }: { readonly scenario: Scenario; readonly systemId: string }) => {
  const system = defaultCatalogue.systems[systemId];
  if (!system) return null;
  const standing = scenario.rackGroups
    .filter((group) => group.systemId === systemId)
    .reduce((sum, group) => sum + group.placements.reduce((all, one) => all + one.count, 0), 0);
  return (
    <>
      <Head title={system.name} what="catalogue">
        {standing === 0 ? 'none placed in this plan' : `${whole(standing)} placed in this plan`}
      </Head>
      <SystemSection system={system} scenario={scenario} />
      <IssuesSection path={`systems/${systemId}`} />
    </>
  );
};
