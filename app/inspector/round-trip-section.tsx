/** Round trips from a site to the regions where users are. Only regions a workload names count; others may be entered ahead. */
import { updateSite } from '../../src/scenario/edits/update-site.ts';
import type { Scenario, Site } from '../../src/scenario/schema.ts';
import { useState } from 'react';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
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
  const known = Object.entries(site.roundTripSeconds);
  const named = scenario.workloads.flatMap((workload) => workload.demandRegionId ?? []);
  const missing = [...new Set(named)].filter((id) => !Object.hasOwn(site.roundTripSeconds, id));
  const options = [
    { value: '', name: 'choose a region' },
    ...REGIONS.filter(({ value }) => !Object.hasOwn(site.roundTripSeconds, value) && !missing.includes(value)),
  ];
  return (
    <Section title="Round trip to users" note={known.length + missing.length === 0 ? 'none entered' : undefined}>
      {known.map(([id, seconds]) => (
        <Field
          key={id}
          label={regionName(id)}
          value={seconds / MS}
          unit="ms"
          min={0}
          max={60_000}
          overridden
          defaultText="not entered: 0 ms is counted"
          onChange={(typed) => set(id, typed * MS)}
          onReset={() => set(id, null)}
        />
      ))}
      {missing.map((id) => (
        <OwnFigure key={id} label={regionName(id)} absent="none yet" unit="ms" onSet={(typed) => set(id, typed * MS)} />
      ))}
      <Choice label="To another region" value={region} options={options} onChange={setRegion} />
      {region !== '' && (
        <OwnFigure
          label={regionName(region)}
          absent="none yet"
          unit="ms"
          onSet={(typed) => {
            set(region, typed * MS);
            setRegion('');
          }}
        />
      )}
    </Section>
  );
};
