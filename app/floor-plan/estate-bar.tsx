/** The bar over the rooms: sums of the estate, the hour it is drawn at, the bin while a rack is in hand, a new workload and a new site. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { addSite } from '../../src/scenario/edits/add-site.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { clock } from '../../src/units/format-time.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { BIN } from './drag-rules.ts';
import { estateText } from './estate-facts.ts';
import { useHandStore } from './hand-store.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface EstateBarProps {
  readonly scenario: Scenario;
  readonly onAddWorkload: () => void;
}

export const EstateBar = ({ scenario, onAddWorkload }: EstateBarProps) => {
  const hourUtc = useSessionStore((session) => session.shownHourUtc);
  const showHour = useSessionStore((session) => session.showHour);
  return (
    <header className="estate-bar">
      <h2>Estate</h2>
      <span className="estate-sums ellipsis">{estateText(defaultCatalogue, scenario)}</span>
      <Bin />
      <label className="estate-hour">
        <span>Shown at</span>
        <span className="select">
          <select
            value={hourUtc ?? ''}
            onChange={(event) => showHour(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">peak of each pool</option>
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {clock(hour)} UTC
              </option>
            ))}
          </select>
          <Icon name="down" size={12} />
        </span>
      </label>
      <Button small icon="plus" onClick={onAddWorkload}>
        Workload
      </Button>
      <NewSite />
    </header>
  );
};

/** A rack in hand may be dropped here; the place is kept free so that nothing moves. */
const Bin = () => {
  const lifted = useSessionStore((session) => session.inHand?.from != null);
  const over = useHandStore((state) => state.over === BIN);
  if (!lifted) return null;
  return (
    <div className={over ? 'bin bin-over' : 'bin'} data-drop={BIN}>
      <Icon name="trash" size={14} /> Drop here to remove
    </div>
  );
};

const REGIONS = Object.values(defaultCatalogue.regions).toSorted((a, b) => a.name.localeCompare(b.name));

const NewSite = () => {
  const edit = useScenarioStore((state) => state.edit);
  return (
    <Popover label="Region of the new site" align="end" button={{ small: true, icon: 'plus', children: 'Site' }}>
      {(close) => (
        <>
          <p className="popover-head">Region of the new site</p>
          {REGIONS.map((region) => (
            <button
              key={region.id}
              type="button"
              className="popover-row"
              onClick={() => {
                edit('Add site', (scenario) => addSite(scenario, { regionId: region.id }));
                close();
              }}
            >
              {region.name}
            </button>
          ))}
        </>
      )}
    </Popover>
  );
};
