/** A site: where it stands, how many there are of it, what it may draw, what it draws, and the grid behind it. */
import type { Tier } from '../../src/calibration/tier.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { removeSite } from '../../src/scenario/edits/remove-site.ts';
import { setOwnership } from '../../src/scenario/edits/set-ownership.ts';
import { updateSite, type UpdateSite } from '../../src/scenario/edits/update-site.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { electricity, inScale, litres, percent, scaleFor, text } from '../../src/units/format.ts';
import { significant, whole } from '../../src/units/significant.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { Figure } from './cost-section.tsx';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { NameRow } from './editors/name-row.tsx';
import { EnergySection } from './energy/energy-section.tsx';
import { FigureRow } from './figures/figure-row.tsx';
import { IssuesSection } from './issues-section.tsx';
import { PositionsSection } from './positions-section.tsx';
import { REGIONS } from './regions.ts';
import { RoundTripSection } from './round-trip-section.tsx';
import { Head, Row, Section } from './section.tsx';

const OWNERSHIP = [
  { value: 'owned', name: 'owned hall' },
  { value: 'colocation', name: 'colocation' },
  { value: 'cloud', name: 'cloud' },
] as const;

const STAGES = [
  { value: 'existing', name: 'there already' },
  { value: 'new-build', name: 'still to be built' },
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

const GridSection = ({
  site,
  regionId,
  tier,
}: {
  readonly site: SiteAnswer;
  readonly regionId: string;
  readonly tier: Tier;
}) => (
  <Section title="Cooling, water, building">
    <FigureRow label="PUE, air" path={`regions.${regionId}.pueAir`} />
    <FigureRow label="PUE, liquid" path={`regions.${regionId}.pueLiquid`} />
    <FigureRow label="Water on site" path={`regions.${regionId}.waterOnSite`} />
    <FigureRow label="Water of the grid" path={`regions.${regionId}.waterOffSite`} />
    <FigureRow label="Construction" path={`regions.${regionId}.constructionPerWatt`} />
    <Row label="Energy per month" tier={tier}>
      <Figure parts={electricity(site.energyPerMonth)} />
    </Row>
    <Row label="Water per month" tier={site.waterPerMonth === null ? 'withheld' : tier}>
      {site.waterPerMonth === null ? <b>not stated</b> : <Figure parts={litres(site.waterPerMonth)} />}
    </Row>
  </Section>
);

export const SitePanel = ({ scenario, siteId }: { readonly scenario: Scenario; readonly siteId: string }) => {
  const edit = useScenarioStore((state) => state.edit);
  const select = useSessionStore((state) => state.select);
  const evaluation = useEvaluation();
  const tier = evaluation?.totals.tier ?? 'estimated';
  const answer = evaluation?.sites.find((one) => one.siteId === siteId) ?? null;
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
          onChange={(ownership) =>
            edit('change the ownership', (before) => setOwnership(before, { siteId, ownership }))
          }
        />
        <Field
          label="Power cap, at the meter"
          value={site.powerCapWatts / 1000}
          unit="kW"
          min={0.001}
          max={1e12}
          onChange={(kilowatts) => change('change the power cap', { powerCapWatts: kilowatts * 1000 })}
        />
        <Field
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
        <Choice
          label="Building and grid"
          value={site.stage}
          options={STAGES}
          standard="existing"
          onChange={(stage) => change('change the stage', { stage })}
        />
        {site.stage === 'new-build' && (
          <div className="sub-rows">
            <FigureRow label="building takes" path="costs.leadTimeMonths.building" />
            <FigureRow label="grid takes" path="costs.leadTimeMonths.gridConnection" />
          </div>
        )}
        <Field
          label="Sites alike"
          value={site.count}
          unit={site.count === 1 ? 'this one' : 'with the same racks'}
          min={1}
          max={10_000}
          whole
          overridden={site.count !== 1}
          defaultText="1, this site alone"
          onChange={(count) => change('change the number of sites alike', { count })}
          onReset={() => change('reset the number of sites alike', { count: undefined })}
        />
        {site.count > 1 && (
          <p className="inspector-text">
            Each of the {whole(site.count)} serves its share of the demand. Cost and totals count them all; power and
            racks here are of one.
          </p>
        )}
      </Section>
      {answer && <Draws site={answer} />}
      <PositionsSection scenario={scenario} site={site} />
      <EnergySection scenario={scenario} site={site} onChange={change} />
      <RoundTripSection scenario={scenario} site={site} />
      {answer && <GridSection site={answer} regionId={site.regionId} tier={tier} />}
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
