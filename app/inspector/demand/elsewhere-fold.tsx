/** Demand that comes from other regions: each with its share and its own time zone; the rest comes from where the users are said to be. */
import { setElsewhere } from '../../../src/scenario/edits/set-elsewhere.ts';
import type { Workload } from '../../../src/scenario/schema.ts';
import { percent, text } from '../../../src/units/format.ts';
import { useScenarioStore } from '../../state/scenario-store.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { Choice } from '../editors/choice.tsx';
import { Fold } from '../editors/fold.tsx';
import { RemoveButton } from '../editors/remove-button.tsx';
import { SmallNumber } from '../editors/small-number.tsx';
import { REGIONS, regionName } from '../regions.ts';
import { zoneName } from './day-shapes.ts';

const PER_CENT = 100;
const MOST = 12;
/** Share a region starts with, as far as there is that much left. */
const FIRST_SHARE = 0.1;

export const ElsewhereFold = ({ workload }: { readonly workload: Workload }) => {
  const edit = useScenarioStore((state) => state.edit);
  const { elsewhere } = workload.demand;
  const away = elsewhere.reduce((sum, part) => sum + part.share, 0);
  const left = Math.max(0, 1 - away);
  const set = (regionId: string, share: number | null): void =>
    edit(`change the demand from ${regionName(regionId)}`, (before) =>
      setElsewhere(before, { workloadId: workload.id, regionId, share }),
    );
  const taken = new Set([...elsewhere.map((part) => part.regionId), workload.demandRegionId]);
  const options = [{ value: '', name: 'choose a region' }, ...REGIONS.filter(({ value }) => !taken.has(value))];
  const summary =
    elsewhere.length === 0
      ? 'none'
      : `${text(percent(away))}, ${elsewhere.length} ${elsewhere.length === 1 ? 'region' : 'regions'}`;
  const home = workload.demandRegionId === undefined ? 'beside the racks' : regionName(workload.demandRegionId);
  return (
    <Fold title="From other regions" summary={summary} changed={elsewhere.length > 0}>
      {elsewhere.length > 0 && (
        <ul className="share-list">
          {elsewhere.map(({ regionId, share }) => (
            <li key={regionId} className="share-list__item">
              <span className="inspector-row__label" title={regionName(regionId)}>
                {regionName(regionId)}
              </span>
              <span className="unit">{zoneName(defaultCatalogue.regions[regionId]?.utcOffsetHours ?? 0)}</span>
              <SmallNumber
                label={`Share of ${regionName(regionId)}, %`}
                value={share * PER_CENT}
                unit="%"
                max={(share + left) * PER_CENT}
                onChange={(typed) => set(regionId, typed / PER_CENT)}
              />
              <RemoveButton label={`Remove ${regionName(regionId)}`} onRemove={() => set(regionId, null)} />
            </li>
          ))}
          <li className="share-list__item">
            <span className="inspector-row__label" title={`The rest, ${home}`}>
              The rest, {home}
            </span>
            <span className="unit">{zoneName(workload.demand.utcOffsetHours)}</span>
            <b>{text(percent(left))}</b>
          </li>
        </ul>
      )}
      <Choice
        label={elsewhere.length === 0 ? 'Some comes from' : 'And from'}
        value=""
        options={options}
        refused={
          elsewhere.length >= MOST
            ? `a workload has at most ${MOST} other regions`
            : left <= 0
              ? 'all of it is shared out'
              : null
        }
        onChange={(regionId) => {
          if (regionId !== '') set(regionId, Math.min(FIRST_SHARE, left));
        }}
      />
    </Fold>
  );
};
