/** How a rack group was acquired, what it costs, what power it may draw. A price entered here belongs to the plan; the catalogue's stays. */
import type { System } from '../../src/catalogue/figures.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { rentRateOf, rentTermOf } from '../../src/economics/cost-basis.ts';
import { updateRackGroup, type UpdateRackGroup } from '../../src/scenario/edits/update-rack-group.ts';
import type { RackGroup, Scenario } from '../../src/scenario/schema.ts';
import { text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { confidenceWord } from '../ui/trust-mark.tsx';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { bandText, shownFigure, typedScale } from './figures/figure-units.ts';
import { ownCatalogue } from './figures/figure-values.ts';
import { OwnFigure } from './figures/own-figure.tsx';
import { SourceMark } from './figures/source-mark.tsx';
import { PowerLimitField } from './power-limit-field.tsx';
import { Section } from './section.tsx';

const ACQUISITION = [
  { value: 'buy', name: 'buy' },
  { value: 'lease', name: 'lease, three years' },
  { value: 'cloud', name: 'cloud, on demand' },
  { value: 'cloud-reserved', name: 'cloud, reserved a year' },
  { value: 'cloud-spot', name: 'cloud, spot' },
] as const;

interface TermsSectionProps {
  readonly scenario: Scenario;
  readonly group: RackGroup;
  readonly system: System;
}

export const TermsSection = ({ scenario, group, system }: TermsSectionProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const change = (label: string, patch: UpdateRackGroup['patch']): void =>
    edit(label, (before) => updateRackGroup(before, { rackGroupId: group.id, patch }));
  const site = scenario.sites.find((one) => one.id === group.siteId);
  const term = rentTermOf(site?.ownership ?? 'colocation', group.acquisition);
  const catalogue = ownCatalogue(scenario.assumptions);
  const own = catalogue.systems[system.id] ?? system;
  const rate = term === null ? null : rentRateOf(own, catalogue.costs, term);
  const band = term === null ? own.capex : (rate?.band ?? null);
  const paths = term === null ? [`systems.${system.id}.capex`] : (rate?.paths ?? []);
  const unit = term === null ? 'USD' : 'USD/h';
  const label = term === null ? 'Paid for one system' : 'Rent, one accelerator';
  const price = group.priceUsd ?? band?.base ?? null;
  const scale = typedScale(unit, price ?? (term === null ? 1e6 : 1));
  const setPrice = (typed: number): void =>
    change(`set the ${term === null ? 'price' : 'rent'} of ${system.name}`, { priceUsd: typed * scale.divisor });
  const range = band ? bandText(unit, band) : null;
  const known =
    term === null
      ? confidenceWord(defaultCatalogue.systems[system.id]?.confidence.price ?? null)
      : rate?.derived
        ? 'a share of the rate on demand'
        : 'published for this term';
  const positions = group.placements.length;
  return (
    <Section title="Terms" note={positions > 1 ? `for all ${whole(positions)} positions of the group` : undefined}>
      <Choice
        label="Acquired by"
        value={group.acquisition}
        options={ACQUISITION}
        standard="buy"
        onChange={(acquisition) => change(`change how ${system.name} is acquired`, { acquisition })}
      />
      {price === null ? (
        <OwnFigure label={label} absent="no price" unit={scale.unit} onSet={setPrice} />
      ) : (
        <Field
          label={label}
          value={Number((price / scale.divisor).toPrecision(group.priceUsd === undefined ? 4 : 7))}
          unit={scale.unit}
          min={0}
          overridden={group.priceUsd !== undefined}
          defaultText={band ? `${text(shownFigure(unit, band.base))}, ${known}` : 'not published'}
          mark={paths[0] === undefined ? null : <SourceMark label={label} path={paths[0]} />}
          onChange={setPrice}
          onReset={() => change(`reset the price of ${system.name}`, { priceUsd: undefined })}
        />
      )}
      {group.priceUsd === undefined && band !== null && (
        <p className="inspector-foot">
          <span>{range === null ? '' : `published ${range} ${typedScale(unit, band.base).unit}`}</span>
          <span>{known}</span>
        </p>
      )}
      {site?.ownership === 'cloud' && group.acquisition === 'buy' && (
        <p className="inspector-text">{site.name} is a cloud: everything there is rented.</p>
      )}
      <PowerLimitField group={group} system={system} onChange={change} />
    </Section>
  );
};
