/** The positions of a site in blocks of equal ones: how many, and the heat each gives to air and to liquid. */
import { useState } from 'react';
import { addFacilityBlock } from '../../src/scenario/edits/add-facility-block.ts';
import { updateSite } from '../../src/scenario/edits/update-site.ts';
import { FACILITY_BLOCKS } from '../../src/scenario/facility-blocks.ts';
import { positionCount, positionLabel } from '../../src/scenario/positions.ts';
import { LIMITS, type Scenario, type Site } from '../../src/scenario/schema.ts';
import { inScale, text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { Field } from './editors/field.tsx';
import { RemoveButton } from './editors/remove-button.tsx';
import { SmallNumber } from './editors/small-number.tsx';
import { blockRefusal, changedBlocks, type Block } from './position-blocks.ts';
import { Section } from './section.tsx';

const MOST_BLOCKS = 20;
const KILO = 1_000;

export const PositionsSection = ({ scenario, site }: { readonly scenario: Scenario; readonly site: Site }) => {
  const edit = useScenarioStore((state) => state.edit);
  const [refusal, setRefusal] = useState<string | null>(null);
  const siteIndex = scenario.sites.indexOf(site);
  const set = (positions: Block[]): void =>
    edit(`change the positions of ${site.name}`, (before) =>
      updateSite(before, { siteId: site.id, patch: { positions } }),
    );
  const change = (index: number, patch: Partial<Block>): void => {
    const refused = patch.count === undefined ? null : blockRefusal(scenario, site.id, index, patch.count);
    setRefusal(refused);
    if (refused === null) set(changedBlocks(site.positions, index, patch));
  };
  const last = site.positions.at(-1);
  let start = 0;
  return (
    <Section title="Positions" note={`${whole(positionCount(site))}, heat of each in kW`}>
      <div className="number-grid number-grid__head" aria-hidden="true">
        <span />
        <span>count</span>
        <span>air</span>
        <span>liquid</span>
      </div>
      {site.positions.map((block, index) => {
        const from = positionLabel(siteIndex, start);
        start += block.count;
        const to = positionLabel(siteIndex, start - 1);
        const name = from === to ? from : `${from}–${to}`;
        return (
          <div key={`${from} ${block.count}`} className="number-grid" role="group" aria-label={`Positions ${name}`}>
            <span className="inspector-row__label" title={name}>
              {name}
            </span>
            <SmallNumber
              label={`Count of ${name}`}
              value={block.count}
              min={1}
              whole
              onChange={(count) => change(index, { count })}
            />
            <SmallNumber
              label={`Air of ${name}, kW each`}
              value={block.airWatts / KILO}
              onChange={(air) => change(index, { airWatts: air * KILO })}
            />
            <SmallNumber
              label={`Liquid of ${name}, kW each`}
              value={block.liquidWatts / KILO}
              onChange={(liquid) => change(index, { liquidWatts: liquid * KILO })}
            />
            <RemoveButton label={`Remove ${name}`} onRemove={() => change(index, { count: 0 })} />
          </div>
        );
      })}
      {refusal !== null && (
        <p className="inspector-text" data-broken="true" role="status">
          {refusal}
        </p>
      )}
      <div className="inspector-line">
        <span className="inspector-row__label" />
        <Button
          small
          disabled={site.positions.length >= MOST_BLOCKS || !last}
          onClick={() => {
            setRefusal(null);
            if (last) set([...site.positions, { ...last, count: 1 }]);
          }}
        >
          Add positions
        </Button>
        <NewBlock site={site} onAdded={() => setRefusal(null)} />
      </div>
      <Field
        label="Floor load of a position"
        value={site.floorLoadKgPerPosition}
        unit="kg"
        min={1}
        onChange={(floorLoadKgPerPosition) =>
          edit('change the floor load', (before) =>
            updateSite(before, { siteId: site.id, patch: { floorLoadKgPerPosition } }),
          )
        }
      />
    </Section>
  );
};

/** Modular blocks: positions, cooling and power together. */
const NewBlock = ({ site, onAdded }: { readonly site: Site; readonly onAdded: () => void }) => {
  const edit = useScenarioStore((state) => state.edit);
  const room = LIMITS.positionsPerSite - positionCount(site);
  return (
    <Popover label="Block to add" align="end" button={{ small: true, icon: 'plus', children: 'Block' }}>
      {(close) => (
        <>
          <p className="popover-head">Power, cooling and positions together</p>
          {FACILITY_BLOCKS.map(({ id, name, positions, airWatts, liquidWatts, meterWatts }) => (
            <button
              key={id}
              type="button"
              className="popover-row facility-block"
              disabled={positions > room || site.positions.length >= MOST_BLOCKS}
              onClick={() => {
                onAdded();
                edit(`add a ${name.toLowerCase()} to ${site.name}`, (before) =>
                  addFacilityBlock(before, { siteId: site.id, blockId: id }),
                );
                close();
              }}
            >
              <b>
                {name}, {text(inScale('power', meterWatts))}
              </b>
              <span className="unit">
                {whole(positions)} positions, {kilowatts(airWatts)} air
                {liquidWatts > 0 && `, ${kilowatts(liquidWatts)} liquid`} each
              </span>
            </button>
          ))}
        </>
      )}
    </Popover>
  );
};

const kilowatts = (value: number): string => text(inScale('power', value));
