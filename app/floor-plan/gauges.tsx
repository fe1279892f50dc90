/** The right column of a room: power, heat by liquid and air, the grid, price and PUE, each against its limit. */
import { memo, type ReactNode } from 'react';
import type { Region } from '../../src/catalogue/figures.ts';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import type { Tier } from '../../src/calibration/tier.ts';
import type { Position } from '../../src/scenario/positions.ts';
import type { Site } from '../../src/scenario/schema.ts';
import {
  dollarsPerKwh,
  gramsPerKwh,
  inScale,
  number,
  scaleFor,
  text,
  type Parts,
  type Scale,
} from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import './gauges.css';

export interface GaugesProps {
  readonly site: Site;
  readonly region: Region | null;
  readonly positions: readonly Position[];
  readonly answer: SiteAnswer | null;
  readonly tier: Tier | null;
  readonly hourUtc: number | null;
}

export const Gauges = memo(({ site, region, positions, answer, tier, hourUtc }: GaugesProps) => {
  const sum = (pick: (position: Position) => number) =>
    positions.reduce((total, position) => total + pick(position), 0);
  const drawn = answer ? ((hourUtc === null ? answer.peakMeterPower : answer.meterPowerByHour[hourUtc]) ?? null) : null;
  const liquidLimit = answer?.liquidLimit ?? sum((position) => position.liquidWatts);
  const airLimit = answer?.airLimit ?? sum((position) => position.airWatts);
  const carbon = answer && hourUtc !== null ? answer.carbonIntensityByHour[hourUtc] : undefined;
  const pue = answer?.pue ?? site.pue ?? null;
  const ownPrice = site.energyPriceUsdPerJoule === undefined ? null : quantity<'USD/J'>(site.energyPriceUsdPerJoule);
  return (
    <div className="gauges">
      <Gauge
        label="Drawn"
        medium="power"
        value={drawn}
        limit={site.powerCapWatts}
        planned={answer?.provisionedMeterPower ?? 0}
        mark={tier && answer && <TierMark tier={tier} />}
        note="Power at the meter, cooling included: drawn; hatched: what the racks may draw; end: the cap of the site"
      />
      {liquidLimit > 0 && (
        <Gauge
          label="Liquid peak"
          medium="liquid"
          value={answer?.liquidHeat ?? null}
          limit={liquidLimit}
          note="Heat into liquid at provisioned power"
        />
      )}
      <Gauge
        label="Air peak"
        medium="air"
        value={answer?.airHeat ?? null}
        limit={airLimit}
        note="Heat into the room at provisioned power"
      />
      <dl className="gauge-facts">
        {region && <GridLine region={region} now={gramsPerKwh(carbon ?? region.carbonIntensity.base)} />}
        {region && (
          <Fact
            label="Price"
            parts={dollarsPerKwh(answer?.energyPrice ?? ownPrice ?? region.energyPrice.base)}
            note={ownPrice === null ? `Electricity in ${region.name}, catalogue` : 'Electricity, set for this site'}
          />
        )}
        <Fact
          label="PUE"
          parts={pue === null ? { value: 'set by cooling', unit: '' } : number(pue)}
          note={site.pue === undefined ? 'Of the region, by how the heat leaves' : 'Set for this site'}
        />
      </dl>
    </div>
  );
});
Gauges.displayName = 'Gauges';

/** Feeds of racks are read in kW up to where they get long. */
const KILOWATTS: Scale = { divisor: 1000, unit: 'kW' };
const LARGE_WATTS = 1e7;
const SMALL_WATTS = 1_000;

interface GaugeProps {
  readonly label: string;
  readonly medium: 'power' | 'liquid' | 'air';
  /** W; null before the first answer. */
  readonly value: number | null;
  readonly limit: number;
  readonly planned?: number;
  readonly mark?: ReactNode;
  readonly note: string;
}

const Gauge = ({ label, medium, value, limit, planned = 0, mark, note }: GaugeProps) => {
  const scale = limit >= SMALL_WATTS && limit < LARGE_WATTS ? KILOWATTS : scaleFor('power', limit);
  const share = value === null || limit === 0 ? 0 : Math.min(1, value / limit);
  const rest = limit === 0 ? 0 : Math.max(0, Math.min(1, planned / limit) - share);
  const over = value !== null && value > limit;
  return (
    <div className="gauge" title={note}>
      <p className="gauge-line">
        <span className="gauge-label">{label}</span>
        {mark}
        <span className={over ? 'gauge-value gauge-over' : 'gauge-value'}>
          {value === null ? <span className="unit">not computed</span> : inScale('power', value, scale).value}
        </span>
        <span className="unit">of {text(inScale('power', limit, scale))}</span>
      </p>
      <div className="gauge-bar">
        <span className={`gauge-fill gauge-fill-${medium}`} style={{ width: `${share * 100}%` }} />
        {rest > 0 && <span className="gauge-planned" style={{ left: `${share * 100}%`, width: `${rest * 100}%` }} />}
      </div>
    </div>
  );
};

const Fact = ({ label, parts, note }: { readonly label: string; readonly parts: Parts; readonly note: string }) => (
  <div className="gauge-fact" title={note}>
    <dt>{label}</dt>
    <dd>
      <span className="value">{parts.value}</span> <span className="unit">{parts.unit}</span>
    </dd>
  </div>
);

/** Carbon of the grid: the figure, and where it lies between the low and high the catalogue gives. */
const GridLine = ({ region, now }: { readonly region: Region; readonly now: Parts }) => {
  const { low, base, high } = region.carbonIntensity;
  const at = high > low ? (base - low) / (high - low) : 0.5;
  return (
    <div
      className="gauge-fact"
      title={`Life-cycle, ${region.name}: ${gramsPerKwh(low).value} to ${text(gramsPerKwh(high))}, catalogue`}
    >
      <dt>Grid</dt>
      <dd className="grid-range" aria-hidden="true">
        <span style={{ left: `${at * 100}%` }} />
      </dd>
      <dd>
        <span className="value">{now.value}</span> <span className="unit">{now.unit}</span>
      </dd>
    </div>
  );
};
