/** One site of the plan on a phone: where it is, its racks, and the power it draws of what it may. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { RackAnswer, SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { inScale, scaleFor, text } from '../../src/units/format.ts';
import { useScenario } from '../state/scenario-store.ts';
import { RackElevation } from '../ui/rack-elevation/rack-elevation.tsx';

/** Racks a line has room for. */
const MOST = 6;

interface PhoneSiteProps {
  readonly site: SiteAnswer;
  /** Of all sites. */
  readonly racks: readonly RackAnswer[];
}

export const PhoneSite = ({ site, racks }: PhoneSiteProps) => {
  const regionId = useScenario()?.sites.find((one) => one.id === site.siteId)?.regionId ?? '';
  const here = racks.filter((rack) => rack.siteId === site.siteId);
  const scale = scaleFor('power', site.peakMeterPower);
  return (
    <div className="phone__site">
      <span className="phone__place">
        <b>{site.name}</b>
        <span className="ellipsis">{defaultCatalogue.regions[regionId]?.name ?? regionId}</span>
      </span>
      <span className="phone__racks">
        {here.slice(0, MOST).map((rack) => {
          const system = defaultCatalogue.systems[rack.systemId];
          return system ? (
            <RackElevation key={rack.position} system={system} count={rack.count} scale={1} lit={rack.load} />
          ) : null;
        })}
        {here.length > MOST && <span className="phone__more">+{here.length - MOST}</span>}
      </span>
      <span className="phone__figure">
        <b>{inScale('power', site.peakMeterPower, scale).value}</b> of {text(inScale('power', site.powerCap, scale))}
        <span className="phone__power" data-over={site.peakMeterPower > site.powerCap} aria-hidden="true">
          <span style={{ width: `${Math.min(100, (site.peakMeterPower / site.powerCap) * 100)}%` }} />
        </span>
      </span>
    </div>
  );
};
