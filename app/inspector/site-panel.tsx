/** A site: where it stands, what it may draw, what it draws, and the grid behind it. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { removeSite } from '../../src/scenario/edits/remove-site.ts';
import { updateSite, type UpdateSite } from '../../src/scenario/edits/update-site.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import {
  dollarsPerKwh,
  electricity,
  gramsPerKwh,
  inScale,
  litres,
  percent,
  scaleFor,
  text,
} from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { significant, whole } from '../../src/units/significant.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { QuantityField } from '../ui/quantity-field.tsx';
import { Figure } from './cost-section.tsx';
import { IssuesSection } from './issues-section.tsx';
import { NameRow } from './name-row.tsx';
import { Choice, FieldRow, Head, Row, Section } from './section.tsx';

const REGIONS = Object.values(defaultCatalogue.regions)
  .map((region) => ({ value: region.id, name: region.name }))
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));

const OWNERSHIP = [
  { value: 'owned', name: 'owned hall' },
  { value: 'colocation', name: 'colocation' },
  { value: 'cloud', name: 'cloud' },
] as const;

interface GaugeProps {
  readonly label: string;
  readonly value: number;
  readonly limit: number;
  readonly medium: 'power' | 'liquid' | 'air';
}

const Gauge = ({ label, value, limit, medium }: GaugeProps) => {
  const scale = scaleFor('power', limit);
  const over = value > limit;
  return (
    <div className="site-gauge" data-over={over}>
      <span>{label}</span>
      <span className="inspector-row__value">
        <b>{inScale('power', value, scale).value}</b>{' '}
        <span className="unit">of {text(inScale('power', limit, scale))}</span>
      </span>
      <span className="site-gauge__track">
        <span
          className={`site-gauge__fill site-gauge__fill--${medium}`}
          style={{ width: `${limit > 0 ? Math.min(100, (value / limit) * 100) : 0}%` }}
        />
      </span>
    </div>
  );
};

const mean = (series: readonly number[]): number =>
  series.reduce((sum, value) => sum + value, 0) / Math.max(1, series.length);

const Draws = ({ site }: { readonly site: SiteAnswer }) => (
  <Section title="What it carries" note={`${whole(site.positionsUsed)} of ${whole(site.positionsTotal)} positions`}>
    <Gauge label="Power at the meter, peak" value={site.peakMeterPower} limit={site.powerCap} medium="power" />
    <Gauge label="Provisioned, at the meter" value={site.provisionedMeterPower} limit={site.powerCap} medium="power" />
    {site.liquidLimit > 0 && (
      <Gauge label="Liquid loop, provisioned" value={site.liquidHeat} limit={site.liquidLimit} medium="liquid" />
    )}
    <Gauge label="Room air, provisioned" value={site.airHeat} limit={site.airLimit} medium="air" />
  </Section>
);

const GridSection = ({ site }: { readonly site: SiteAnswer }) => (
  <Section title="Grid and water">
    <Row label="Carbon of the grid, mean of a day">
      <Figure parts={gramsPerKwh(quantity<'gCO2e/J'>(mean(site.carbonIntensityByHour)))} />
    </Row>
    <Row label="Price of electricity">
      <Figure parts={dollarsPerKwh(site.energyPrice)} />
    </Row>
    <Row label="Energy per month">
      <Figure parts={electricity(site.energyPerMonth)} />
    </Row>
    <Row label="Water per month">
      {site.waterPerMonth === null ? <b>not stated</b> : <Figure parts={litres(site.waterPerMonth)} />}
    </Row>
  </Section>
);

export const SitePanel = ({ scenario, siteId }: { readonly scenario: Scenario; readonly siteId: string }) => {
  const edit = useScenarioStore((state) => state.edit);
  const select = useSessionStore((state) => state.select);
  const answer = useEvaluation()?.sites.find((one) => one.siteId === siteId) ?? null;
  const site = scenario.sites.find((one) => one.id === siteId);
  if (!site) return null;
  const change = (label: string, patch: UpdateSite['patch']): void =>
    edit(label, (before) => updateSite(before, { siteId, patch }));
  const region = defaultCatalogue.regions[site.regionId];
  const over = answer !== null && answer.peakMeterPower > answer.powerCap;
  return (
    <>
      <Head title={site.name} what={`site, ${region?.name ?? site.regionId}`}>
        {answer ? (
          <>
            <Light state={over ? 'missed' : answer.peakMeterPower > answer.powerCap * 0.9 ? 'tight' : 'met'} />
            <span>
              peak at <b>{text(percent(answer.peakMeterPower / answer.powerCap))}</b> of its power cap
            </span>
          </>
        ) : (
          'computing'
        )}
      </Head>
      <Section title="The place">
        <NameRow name={site.name} onRename={(name) => change('rename the site', { name })} />
        <Choice
          label="Region"
          value={site.regionId}
          options={REGIONS}
          onChange={(regionId) => change('change the region', { regionId })}
        />
        <Choice
          label="Ownership"
          value={site.ownership}
          options={OWNERSHIP}
          onChange={(ownership) => change('change the ownership', { ownership })}
        />
        <FieldRow>
          <QuantityField
            label="Power cap, at the meter"
            value={site.powerCapWatts / 1000}
            unit="kW"
            min={0.001}
            max={1e12}
            onChange={(kilowatts) => change('change the power cap', { powerCapWatts: kilowatts * 1000 })}
          />
        </FieldRow>
        <FieldRow>
          <QuantityField
            label="PUE"
            value={site.pue ?? answer?.pue ?? region?.pueLiquid.base ?? 1}
            unit=""
            min={1}
            max={3}
            overridden={site.pue !== undefined}
            defaultText={
              region
                ? `${significant(region.pueLiquid.base)} liquid, ${significant(region.pueAir.base)} air, by region`
                : 'by region'
            }
            onChange={(pue) => change('change the PUE', { pue })}
            onReset={() => change('reset the PUE', { pue: undefined })}
          />
        </FieldRow>
      </Section>
      {answer && <Draws site={answer} />}
      {answer && <GridSection site={answer} />}
      <IssuesSection path={`sites/${siteId}`} />
      <div className="inspector-actions">
        <Button
          icon="trash"
          onClick={() => {
            select(null);
            edit(`remove ${site.name}`, (before) => removeSite(before, { siteId }));
          }}
        >
          Remove the site and its racks
        </Button>
      </div>
    </>
  );
};
