/** A system of the catalogue and its accelerator: every figure with its source, how it is known, and what else was published. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { System } from '../../src/catalogue/figures.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { whole } from '../../src/units/significant.ts';
import { AcceleratorFigures } from './accelerator-figures.tsx';
import { FigureRow } from './figures/figure-row.tsx';
import { IssuesSection } from './issues-section.tsx';
import { Head, More, Row, Section } from './section.tsx';
import { shortName } from './words.ts';

export const SystemSection = ({ system, folded = false }: { readonly system: System; readonly folded?: boolean }) => {
  const path = `systems.${system.id}`;
  const accelerator = system.acceleratorId === null ? undefined : defaultCatalogue.accelerators[system.acceleratorId];
  return (
    <Section title={shortName(system.name, 26)} note={`${system.vendor}, ${system.status}`}>
      <FigureRow label="Accelerators" path={`${path}.accelerators`} />
      <FigureRow label="Memory in all" path={`${path}.memoryTotal`} />
      <FigureRow label="Host memory" path={`${path}.hostDram`} />
      <FigureRow label={system.store ? 'Drives' : 'Drives in the servers'} path={`${path}.localNvme`} />
      {system.store && <FigureRow label="Read rate" path={`${path}.store.readBandwidth`} />}
      {system.cpuCores !== null && <FigureRow label="CPU cores" path={`${path}.cpuCores`} />}
      <FigureRow label="Power, operating" path={`${path}.powerTypical`} />
      <FigureRow label="Power, nameplate" path={`${path}.powerNameplate`} />
      <FigureRow label="Power, provisioned" path={`${path}.powerProvisioned`} />
      <Row label="Cooling">
        <b>{system.cooling === 'unknown' ? 'not stated' : system.cooling}</b>
      </Row>
      <FigureRow label="Heat into liquid" path={`${path}.liquidShare`} />
      <FigureRow label="Height" path={`${path}.heightU`} />
      <FigureRow label="Weight" path={`${path}.weightKg`} />
      {system.capex === null ? (
        <Row label="Price of one">
          <b>no price</b>
        </Row>
      ) : (
        <FigureRow label={system.cloudOnly ? 'Replacement cost' : 'Price of one'} path={`${path}.capex`} />
      )}
      {system.rentalPerAcceleratorHour === null ? (
        <Row label="Rent of an accelerator">
          <b>no price</b>
        </Row>
      ) : (
        <FigureRow label="Rent of an accelerator" path={`${path}.rentalPerAcceleratorHour`} />
      )}
      {accelerator &&
        (folded ? (
          <More title={`Figures of the accelerator, ${shortName(accelerator.name)}`}>
            <AcceleratorFigures accelerator={accelerator} />
          </More>
        ) : null)}
    </Section>
  );
};

export const SystemPanel = ({ scenario, systemId }: { readonly scenario: Scenario; readonly systemId: string }) => {
  const system = defaultCatalogue.systems[systemId];
  if (!system) return null;
  const standing = scenario.rackGroups
    .filter((group) => group.systemId === systemId)
    .reduce((sum, group) => sum + group.placements.reduce((all, one) => all + one.count, 0), 0);
  const accelerator = system.acceleratorId === null ? undefined : defaultCatalogue.accelerators[system.acceleratorId];
  return (
    <>
      <Head title={shortName(system.name, 26)} full={system.name} what="catalogue">
        {standing === 0 ? 'none placed in this plan' : `${whole(standing)} placed in this plan`}
      </Head>
      <SystemSection system={system} />
      {accelerator && (
        <Section title={shortName(accelerator.name)} note="one accelerator">
          <AcceleratorFigures accelerator={accelerator} />
        </Section>
      )}
      <IssuesSection path={`systems/${systemId}`} />
    </>
  );
};
