/** Round trips from a site to the regions where users are: from the distance, until someone has measured one. */
import { updateSite } from '../../src/scenario/edits/update-site.ts';
import type { Scenario, Site } from '../../src/scenario/schema.ts';
import { roundTripBetween } from '../../src/serving/round-trip.ts';
import { significant } from '../../src/units/significant.ts';
import { useState } from 'react';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { SourceMark } from './figures/source-mark.tsx';
import { ownCatalogue } from './figures/figure-values.ts';
import { OwnFigure } from './figures/own-figure.tsx';
import { REGIONS, regionName } from './regions.ts';
import { Section } from './section.tsx';

const MS = 1e-3;

export const RoundTripSection = ({ scenario, site }: { readonly scenario: Scenario; readonly site: Site }) => {
  const edit = useScenarioStore((state) => state.edit);
  const [region, setRegion] = useState('');
  const set = (regionId: string, seconds: number | null): void =>
    edit('change a round trip', (before) => {
      const { [regionId]: _, ...others } = before.sites.find((one) => one.id === site.id)?.roundTripSeconds ?? {};
      const roundTripSeconds = seconds === null ? others : { ...others, [regionId]: seconds };
      return updateSite(before, { siteId: site.id, patch: { roundTripSeconds } });
    });
  const { regions, wideArea } = ownCatalogue(scenario.assumptions);
  const place = regions[site.regionId];
  /** Seconds; null where a region is unknown. */
  const fromDistance = (id: string): number | null => {
    const users = regions[id];
    return users && place ? roundTripBetween(users, place, wideArea) : null;
  };
  const named = scenario.workloads.flatMap(({ demandRegionId, demand }) => [
    ...(demandRegionId === undefined ? [] : [demandRegionId]),
    ...demand.elsewhere.map(({ regionId }) => regionId),
  ]);
  const shown = [...new Set([...named, ...Object.keys(site.roundTripSeconds)])];
  const options = [{ value: '', name: 'choose a region' }, ...REGIONS.filter(({ value }) => !shown.includes(value))];
  const rows = region === '' ? shown : [...shown, region];
  return (
    <Section title="Round trip to users" note={shown.length === 0 ? 'users beside the racks' : 'there and back'}>
      {rows.map((id) => {
        const own = site.roundTripSeconds[id];
        const distant = fromDistance(id);
        const seconds = own ?? distant;
        if (seconds === null)
          return (
            <OwnFigure
              key={id}
              label={regionName(id)}
              absent="unknown region"
              unit="ms"
              onSet={(typed) => set(id, typed * MS)}
            />
          );
        return (
          <Field
            key={id}
            label={regionName(id)}
            value={Number((seconds / MS).toPrecision(own === undefined ? 3 : 7))}
            unit={own === undefined ? 'ms, from distance' : 'ms'}
            min={0}
            max={60_000}
            overridden={own !== undefined}
            defaultText={
              distant === null ? 'unknown region' : `${significant(distant / MS)} ms, from distance: cable and access`
            }
            mark={<SourceMark label={`round trip to ${regionName(id)}`} path="wideArea.accessSeconds" />}
            onChange={(typed) => set(id, typed * MS)}
            onReset={() => set(id, null)}
          />
        );
      })}
      <Choice label="To another region" value="" options={options} onChange={setRegion} />
    </Section>
  );
};
