/** One position: what stands on it as a button, its tap, labels and state; or an empty place. Redraws only when its own facts change. */
import { memo, useMemo, type CSSProperties, type KeyboardEvent } from 'react';
import type { System } from '../../src/catalogue/figures.ts';
import type { RackAnswer } from '../../src/evaluate/evaluation.ts';
import type { RackGroup } from '../../src/scenario/schema.ts';
import { quantity } from '../../src/units/quantity.ts';
import { useSessionStore } from '../state/session-store.ts';
import { useDragSource } from '../ui/drag/drag-area.tsx';
import { Light } from '../ui/light.tsx';
import { RackElevation, type LitHue } from '../ui/rack-elevation/rack-elevation.tsx';
import { WallBadge } from '../ui/wall-badge.tsx';
import { kilowattText, loadText, placeKey, rackName } from './estate-facts.ts';
import { slotStateOf, useHandStore } from './hand-store.ts';
import { duplicateAt, removeAt } from './rack-actions.ts';
import { BUS_HEIGHT, SIDE, tapWidth, type RoomGeometry } from './room-geometry.ts';
import './slot.css';

/** Load from which a rack is called tight. */
const TIGHT = 0.9;

export interface StandingRack {
  readonly system: System;
  readonly count: number;
  readonly role: RackGroup['role'];
  readonly poolName: string | null;
}

export interface SlotProps {
  readonly siteId: string;
  readonly position: number;
  /** Column in its row of the room. */
  readonly column: number;
  readonly label: string;
  readonly geometry: RoomGeometry;
  readonly standing: StandingRack | null;
  readonly rack: RackAnswer | null;
  readonly load: number | null;
  readonly stale: boolean;
  readonly selected: boolean;
  /** The one rack of the room that Tab reaches. */
  readonly reachable: boolean;
  readonly onReach: (position: number) => void;
}

export const Slot = memo((props: SlotProps) => {
  const { siteId, position, column, label, geometry, standing } = props;
  const key = placeKey(siteId, position);
  const state = useHandStore(slotStateOf(key));
  const style: CSSProperties = {
    left: SIDE + column * geometry.pitch,
    width: geometry.pitch,
    height: geometry.mediumY,
  };
  return (
    <div className={`slot slot-${state}${standing ? '' : ' slot-empty'}`} style={style} data-drop={key}>
      <div className="slot-place" style={{ top: geometry.rackY - 2, height: geometry.floorY - geometry.rackY + 1 }} />
      {standing ? (
        <Standing {...props} standing={standing} />
      ) : (
        <span className="slot-label" style={{ top: geometry.floorY + 2 }}>
          {label}
        </span>
      )}
    </div>
  );
});
Slot.displayName = 'Slot';

const hueOf = (role: RackGroup['role'], rack: RackAnswer | null): LitHue => {
  if (role === 'kv-store') return 'kv';
  if (role === 'cpu-tools') return 'host';
  if (role === 'prefill') return 'prefill';
  return rack?.phase ?? 'decode';
};

type StandingProps = SlotProps & { readonly standing: StandingRack };

const Standing = memo((props: StandingProps) => {
  const { label, geometry, standing, rack, load } = props;
  const { system } = standing;
  const excess = rack ? rack.provisioned - rack.limit : 0;
  return (
    <>
      {rack && <Tap rack={rack} system={system} geometry={geometry} excess={excess} />}
      <RackButton {...props} />
      {rack?.wall && (
        <span
          className="rack-badge"
          style={{ top: headOf(system, geometry) - (rack.verdict === 'overloaded' ? -2 : 5) }}
        >
          <WallBadge wall={rack.wall} />
        </span>
      )}
      <span
        className={`slot-label slot-label-left ${label.length > 2 ? 'slot-label-long' : ''}`}
        style={{ top: geometry.floorY + 2 }}
      >
        {label}
      </span>
      <Load rack={rack} load={load} excess={excess} geometry={geometry} />
    </>
  );
});
Standing.displayName = 'Standing';

/** The only part that renders again when a drag begins or ends anywhere. */
const RackButton = (props: StandingProps) => {
  const { siteId, position, label, geometry, standing, rack, load, stale, selected, reachable, onReach } = props;
  const { system, count, role, poolName } = standing;
  const select = useSessionStore((session) => session.select);
  const place = useMemo(() => ({ siteId, position }), [siteId, position]);
  const thing = useMemo(() => ({ systemId: system.id, name: system.name, count, from: place }), [system, count, place]);
  const drag = useDragSource(`rack ${siteId}/${position}`, thing);
  const name = useMemo(
    () => rackName({ label, system, count, role, poolName, rack, load }),
    [label, system, count, role, poolName, rack, load],
  );
  const overloaded = rack?.verdict === 'overloaded';
  const overFeed = rack !== null && rack.provisioned > rack.limit;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      removeAt(place);
    } else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      duplicateAt(place);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      walk(event, event.key === 'ArrowRight' ? 1 : -1);
    else drag.props.onKeyDown?.(event);
  };
  return (
    <button
      {...drag.props}
      ref={drag.setSource}
      type="button"
      className={`rack${drag.dragging ? ' rack-lifted' : ''}${overFeed ? ' rack-over-limit' : ''}`}
      style={{ top: geometry.rackY, left: (geometry.pitch - geometry.rackWidth) / 2 }}
      tabIndex={reachable ? 0 : -1}
      aria-label={name}
      aria-pressed={selected}
      aria-keyshortcuts="Enter Delete Control+D"
      onKeyDown={onKeyDown}
      onFocus={() => onReach(position)}
      onClick={() => select({ kind: 'rack', siteId, position })}
    >
      {overloaded && <span className="rack-overload" aria-hidden="true" />}
      <RackElevation
        system={system}
        scale={geometry.scale}
        count={count}
        lit={overloaded ? 1 : load}
        hue={hueOf(role, rack)}
        stale={stale}
      />
    </button>
  );
};

/** Left and right between the racks of a room; not while one is in hand, then the keys move that. */
const walk = (event: KeyboardEvent<HTMLButtonElement>, step: 1 | -1): void => {
  if (useSessionStore.getState().inHand !== null) return;
  const racks = [...(event.currentTarget.closest('.room-rows')?.querySelectorAll<HTMLElement>('button.rack') ?? [])];
  const next = racks[racks.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

interface TapProps {
  readonly rack: RackAnswer;
  readonly system: System;
  readonly geometry: RoomGeometry;
  readonly excess: number;
}

/** The feed from the busway, as thick as what it carries, and the kW drawn; or by how much the feed is exceeded. */
const Tap = ({ rack, system, geometry, excess }: TapProps) => {
  const width = tapWidth(rack.drawn);
  const estimated = system.confidence.power === 'estimate' || system.confidence.power === null;
  // The hatch of an overload fills the foot of the zone over the rack; the label then stands above it.
  const label = {
    left: (geometry.pitch + width) / 2 + (geometry.scale === 2 ? 2 : 3),
    ...(rack.verdict === 'overloaded' ? { top: BUS_HEIGHT } : {}),
  };
  return (
    <>
      <span className="tap" style={{ width, left: (geometry.pitch - width) / 2, height: headOf(system, geometry) }} />
      {excess > 0 ? (
        <span className="tap-label tap-label-over" style={label}>
          +{kilowattText(quantity<'J/s'>(excess))}
        </span>
      ) : (
        <span
          className="tap-label"
          style={label}
          title={estimated ? 'drawn at this load; power is an estimate' : 'drawn at this load'}
        >
          {estimated ? '≈' : ''}
          {kilowattText(rack.drawn)}
        </span>
      )}
    </>
  );
};

/** Top of what stands there: the rack, or a cabinet that hangs 14 U down. */
const headOf = (system: System, { rackY, scale }: RoomGeometry): number =>
  rackY + (system.kind === 'edge' ? 14 * scale + 3 : 0);

interface LoadProps {
  readonly rack: RackAnswer | null;
  readonly load: number | null;
  readonly excess: number;
  readonly geometry: RoomGeometry;
}

/** Load beside the label, and a light at the foot of the rack as soon as it is not simply met. Overloaded has no number. */
const Load = ({ rack, load, excess, geometry }: LoadProps) => {
  if (!rack) return null;
  const overloaded = rack.verdict === 'overloaded';
  const missed = overloaded || excess > 0;
  const tight = !missed && load !== null && load > TIGHT;
  const foot = { top: geometry.floorY - 14, left: (geometry.pitch + geometry.rackWidth) / 2 + 3 };
  return (
    <>
      {!overloaded && load !== null && (
        <span className="slot-load" style={{ top: geometry.floorY + 2 }}>
          {loadText(load)}
        </span>
      )}
      {(missed || tight) && (
        <span className="slot-light" style={foot}>
          {missed ? (
            <Light state="missed" label={overloaded ? 'overloaded' : 'over its feed'} />
          ) : (
            <Light state="tight" />
          )}
        </span>
      )}
    </>
  );
};
