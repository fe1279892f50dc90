/** The tab of racks: chips that narrow the list, and the list by group. */
import { useMemo, useState } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { useScenario } from '../state/scenario-store.ts';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { RackItem } from './rack-item.tsx';
import { rackList, vendorsOf } from './rack-list.ts';
import { useShortList } from './short-list.ts';
import './racks-tab.css';

const VENDORS = vendorsOf(defaultCatalogue);
const NONE: readonly string[] = [];

export const RacksTab = ({ search }: { readonly search: string }) => {
  const [all, setAll] = useState(false);
  const [liquid, setLiquid] = useState(false);
  const [vendor, setVendor] = useState<string | null>(null);
  const kept = useShortList((state) => state.ids);
  const groups = useScenario()?.rackGroups;
  // What stands in the plan is at hand too.
  const short = useMemo(
    () =>
      new Set(
        [...kept, ...(groups?.map((group) => group.systemId) ?? NONE)].filter((id) =>
          Object.hasOwn(defaultCatalogue.systems, id),
        ),
      ),
    [kept, groups],
  );
  // A search looks everywhere: what is searched for is rarely what is at hand.
  const only = all || search.trim() !== '' ? null : short;
  const list = useMemo(
    () => rackList(defaultCatalogue, { search, only, liquid, vendor }),
    [search, only, liquid, vendor],
  );
  return (
    <>
      <div className="palette-chips" role="group" aria-label="Narrow the list">
        <Chip pressed={!all} onClick={() => setAll(false)}>
          Short list {short.size}
        </Chip>
        <Chip pressed={all} onClick={() => setAll(true)}>
          All
        </Chip>
        <Chip pressed={liquid} onClick={() => setLiquid(!liquid)}>
          Liquid
        </Chip>
        <span className={vendor === null ? 'chip chip-select' : 'chip chip-select chip-chosen'}>
          <select
            aria-label="Vendor"
            value={vendor ?? ''}
            onChange={(event) => setVendor(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">Vendor</option>
            {VENDORS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <Icon name="down" size={12} />
        </span>
      </div>
      <div className="palette-list scrolls">
        {list.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h3 className="palette-group">
              {group.name}{' '}
              <span>
                {group.items.length} of {group.total}
              </span>
            </h3>
            <ul>
              {group.items.map((system) => (
                <RackItem key={system.id} system={system} />
              ))}
            </ul>
          </section>
        ))}
        {list.length === 0 && <p className="palette-none">Nothing in the catalogue matches.</p>}
      </div>
    </>
  );
};
