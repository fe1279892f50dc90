/** Electricity of a site: price and tariff, contract, losses on the way, what is made on the site, what it gives back when the grid asks. */
import type { UpdateSite } from '../../../src/scenario/edits/update-site.ts';
import type { Scenario, Site } from '../../../src/scenario/schema.ts';
import { text } from '../../../src/units/format.ts';
import { useSource } from '../../state/provenance.ts';
import { confidenceWord } from '../../ui/trust-mark.tsx';
import { Field } from '../editors/field.tsx';
import { FigureRow } from '../figures/figure-row.tsx';
import { shownFigure } from '../figures/figure-units.ts';
import { baseOf, figureAt, ownCatalogue } from '../figures/figure-values.ts';
import { OwnFigure } from '../figures/own-figure.tsx';
import { Section } from '../section.tsx';
import { DemandResponseRows } from './demand-response-rows.tsx';
import { SupplyRows } from './supply-rows.tsx';
import { TariffFold } from './tariff-fold.tsx';

const JOULES_PER_KWH = 3.6e6;
const PER_CENT = 100;

interface EnergySectionProps {
  readonly scenario: Scenario;
  readonly site: Site;
  readonly onChange: (label: string, patch: UpdateSite['patch']) => void;
}

export const EnergySection = ({ scenario, site, onChange }: EnergySectionProps) => {
  const pricePath = `regions.${site.regionId}.energyPrice`;
  const { provenance } = useSource(pricePath, true);
  const regional = baseOf(figureAt(ownCatalogue(scenario.assumptions), pricePath));
  const price = site.energyPriceUsdPerJoule ?? regional;
  const setPrice = (typed: number): void =>
    onChange('set the price of electricity', { energyPriceUsdPerJoule: typed / JOULES_PER_KWH });
  const contract = site.contractGramsPerJoule;
  const setContract = (typed: number): void =>
    onChange('set the contract', { contractGramsPerJoule: typed / JOULES_PER_KWH });
  const was = [
    regional === null ? 'not published' : text(shownFigure('USD/J', regional)),
    ...(provenance ? [confidenceWord(provenance.confidence), provenance.source] : []),
  ].join(', ');
  return (
    <Section title="Energy">
      {price === null ? (
        <OwnFigure label="Electricity" absent="no price" unit="USD/kWh" onSet={setPrice} />
      ) : (
        <Field
          label="Electricity"
          value={Number((price * JOULES_PER_KWH).toPrecision(4))}
          unit="USD/kWh"
          min={0}
          overridden={site.energyPriceUsdPerJoule !== undefined}
          defaultText={was}
          source={pricePath}
          onChange={setPrice}
          onReset={() => onChange('reset the price of electricity', { energyPriceUsdPerJoule: undefined })}
        />
      )}
      {price !== null && price > 0 && <TariffFold site={site} price={price} onChange={onChange} />}
      <FigureRow label="Carbon, grid" path={`regions.${site.regionId}.carbonIntensity`} />
      {contract === undefined ? (
        <OwnFigure label="Carbon, contract" absent="no contract" unit="g/kWh" onSet={setContract} />
      ) : (
        <Field
          label="Carbon, contract"
          value={Number((contract * JOULES_PER_KWH).toPrecision(4))}
          unit="g/kWh"
          min={0}
          overridden
          defaultText="no contract: market-based is location-based"
          onChange={setContract}
          onReset={() => onChange('reset the contract', { contractGramsPerJoule: undefined })}
        />
      )}
      <Field
        label="Lost before the meter"
        value={site.transmissionLossShare * PER_CENT}
        unit="%"
        min={0}
        max={50}
        overridden={site.transmissionLossShare !== 0}
        defaultText="0 %, a starting value: counts in carbon and water, not in the bill"
        onChange={(percent) => onChange('change the transmission loss', { transmissionLossShare: percent / PER_CENT })}
        onReset={() => onChange('reset the transmission loss', { transmissionLossShare: undefined })}
      />
      <SupplyRows site={site} onChange={onChange} />
      <DemandResponseRows site={site} onChange={onChange} />
    </Section>
  );
};
