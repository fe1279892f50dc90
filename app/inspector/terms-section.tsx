/** How a rack group was acquired and what it costs. A price entered here belongs to the plan; the catalogue's stays beside it. */
import type { System } from '../../src/catalogue/figures.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { costBasis } from '../../src/economics/cost.ts';
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
import { Section } from './section.tsx';

const ACQUISITION = [
  { value: 'buy', name: 'buy' },
  { value: 'lease', name: 'lease' },
  { value: 'cloud', name: 'cloud, by the hour' },
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
  const rented = costBasis(site?.ownership ?? 'colocation', group.acquisition) === 'rented';
  const own = ownCatalogue(scenario.assumptions).systems[system.id] ?? system;
  const band = rented ? own.rentalPerAcceleratorHour : own.capex;
  const unit = rented ? 'USD/h' : 'USD';
  const label = rented ? 'Rent, one accelerator' : 'Paid for one system';
  const price = group.priceUsd ?? band?.base ?? null;
  const scale = typedScale(unit, price ?? (rented ? 1 : 1e6));
  const setPrice = (typed: number): void =>
    change(`set the ${rented ? 'rent' : 'price'} of ${system.name}`, { priceUsd: typed * scale.divisor });
  const range = band ? bandText(unit, band) : null;
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
          value={price / scale.divisor}
          unit={scale.unit}
          min={0}
          overridden={group.priceUsd !== undefined}
          defaultText={
            band ? `${text(shownFigure(unit, band.base))}, ${confidenceWord(system.confidence.price)}` : 'not published'
          }
          onChange={setPrice}
          onReset={() => change(`reset the price of ${system.name}`, { priceUsd: undefined })}
        />
      )}
      {group.priceUsd === undefined && range !== null && (
        <p className="inspector-foot">
          <span>
            published {range} {typedScale(unit, band?.base ?? 0).unit}
          </span>
          <span>{confidenceWord(defaultCatalogue.systems[system.id]?.confidence.price ?? null)}</span>
        </p>
      )}
      {site?.ownership === 'cloud' && group.acquisition === 'buy' && (
        <p className="inspector-text">{site.name} is a cloud: everything there is rented.</p>
      )}
    </Section>
  );
};
