/** One site as a room: what feeds it above, racks on the floor, what cools them below, the pools, and its gauges. */
import { memo, useMemo, useState } from 'react';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { Tier } from '../../src/calibration/tier.ts';
import type { DeploymentAnswer, RackAnswer, SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { positionLabel, positionsOf } from '../../src/scenario/positions.ts';
import type { Site } from '../../src/scenario/schema.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Brackets } from './brackets.tsx';
import { bracketOf, loadAt, poolRuns, siteText } from './estate-facts.ts';
import { Gauges } from './gauges.tsx';
import { RoomLines } from './room-lines.tsx';
import { SIDE, type RoomGeometry } from './room-geometry.ts';
import { Slot } from './slot.tsx';
import type { SiteStanding } from './standing.ts';
import './room.css';

export interface RoomProps {
  readonly catalogue: Catalogue;
  readonly site: Site;
  readonly siteIndex: number;
  readonly geometry: RoomGeometry;
  readonly perRow: number;
  readonly standing: SiteStanding;
  readonly answer: SiteAnswer | null;
  readonly racks: ReadonlyMap<number, RackAnswer>;
  readonly pools: ReadonlyMap<string, DeploymentAnswer>;
  readonly tier: Tier | null;
  readonly hourUtc: number | null;
  readonly stale: boolean;
  /** Position selected here, or null. */
  readonly selectedPosition: number | null;
  readonly selectedPool: string | null;
  readonly selected: boolean;
  /** A site nobody uses, when there are many: header and gauges only, until opened. */
  readonly foldable: boolean;
}

export const Room = memo((props: RoomProps) => {
  const { catalogue, site, standing, foldable, selected, answer, tier, hourUtc } = props;
  const [opened, setOpened] = useState(false);
  const select = useSessionStore((session) => session.select);
  const positions = useMemo(() => positionsOf(site), [site]);
  const region = catalogue.regions[site.regionId] ?? null;
  const folded = foldable && !opened && standing.at.size === 0;
  return (
    <section className={selected ? 'room room-is-selected' : 'room'} aria-label={`${site.name}, site`}>
      <header className="room-head">
        <button
          type="button"
          className="room-name"
          aria-pressed={selected}
          onClick={() => select({ kind: 'site', siteId: site.id })}
        >
          {site.name}
        </button>
        <span className="room-about ellipsis">{siteText(site, region?.name ?? site.regionId)}</span>
        {foldable && standing.at.size === 0 && (
          <button type="button" className="room-fold" aria-expanded={!folded} onClick={() => setOpened(!opened)}>
            {folded ? 'Show positions' : 'Hide positions'}
          </button>
        )}
      </header>
      {!folded && (
        <div className="room-body">
          <Floor {...props} />
          <Gauges site={site} region={region} positions={positions} answer={answer} tier={tier} hourUtc={hourUtc} />
        </div>
      )}
    </section>
  );
});
Room.displayName = 'Room';

/** Rows of positions; the arrow keys move between racks, Tab reaches one of them. */
const Floor = (props: RoomProps) => {
  const {
    site,
    siteIndex,
    geometry,
    perRow,
    standing,
    answer,
    racks,
    pools,
    hourUtc,
    stale,
    selectedPosition,
    selectedPool,
  } = props;
  const [focused, setFocused] = useState<number | null>(null);
  const positions = useMemo(() => positionsOf(site), [site]);
  const rows = useMemo(
    () =>
      Array.from({ length: Math.ceil(positions.length / perRow) }, (_, i) => {
        const cut = positions.slice(i * perRow, (i + 1) * perRow);
        const indices = cut.map((position) => position.index);
        const runs = poolRuns(indices, (position) => standing.at.get(position)?.pool ?? null);
        // One outline for a pool, one bracket for each role in it.
        const brackets = poolRuns(indices, (position) => {
          const here = standing.at.get(position);
          return here ? bracketOf(here.pool, here.rack.role) : null;
        });
        return { positions: cut, runs, brackets };
      }),
    [positions, perRow, standing],
  );
  const reachable = focused !== null && standing.at.has(focused) ? focused : Math.min(...standing.at.keys());
  return (
    <div className="room-rows" role="group" aria-label={`Racks of ${site.name}`}>
      {rows.map(({ positions: cut, runs, brackets }, row) => (
        <div
          key={row}
          className="room-row"
          style={{ width: cut.length * geometry.pitch + 2 * SIDE, height: geometry.height }}
        >
          <RoomLines
            geometry={geometry}
            positions={cut}
            answer={answer}
            hourUtc={hourUtc}
            first={row === 0}
            selectedRuns={selectedRuns(runs, selectedPool, selectedPosition, cut[0]?.index ?? 0, cut.length)}
          />
          {cut.map(({ index }, column) => {
            const here = standing.at.get(index) ?? null;
            const rack = racks.get(index) ?? null;
            const pool = here?.pool ? pools.get(here.pool.id) : undefined;
            return (
              <Slot
                key={index}
                siteId={site.id}
                position={index}
                column={column}
                label={positionLabel(siteIndex, index)}
                geometry={geometry}
                standing={here?.rack ?? null}
                rack={rack && here && rack.systemId === here.rack.system.id ? rack : null}
                load={rack ? loadAt(rack, pool, hourUtc) : null}
                stale={stale}
                selected={index === selectedPosition}
                reachable={index === reachable}
                onReach={setFocused}
              />
            );
          })}
          <Brackets runs={brackets} offset={cut[0]?.index ?? 0} geometry={geometry} selectedPool={selectedPool} />
        </div>
      ))}
    </div>
  );
};

/** A pool is one outline round its racks; a single rack has its own. */
const selectedRuns = (
  runs: readonly { readonly deploymentId: string | null; readonly from: number; readonly to: number }[],
  pool: string | null,
  position: number | null,
  first: number,
  length: number,
) => {
  const ofPool = pool === null ? [] : runs.filter((run) => run.deploymentId === pool);
  return position !== null && position >= first && position < first + length
    ? [...ofPool, { from: position, to: position }]
    : ofPool;
};
