/** The OI/CF map: a point per workflow, model and phase over the ground of one device. Arrow keys walk the points, Enter chooses one. */
import { useMemo, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import type { WallMap } from '../../src/evaluate/wall-map-answer.ts';
import { useSize } from '../ui/charts/use-size.ts';
import { wallWord } from '../ui/wall-words.ts';
import { WallBadge } from '../ui/wall-badge.tsx';
import { MapCard } from './map-card.tsx';
import { Ground } from './map-ground.tsx';
import { placeLabels } from './map-labels.ts';
import { Points } from './map-points.tsx';
import { scaleOf, xOf, yOf, type Box } from './map-scale.ts';
import type { Spot } from './map-spots.ts';
import { intensity, requests, shortModel, size, workflowWord } from './words.ts';

const MARGIN = { left: 58, right: 10, top: 18, bottom: 34 };
/** In the docked view the axes have no titles: ticks and the ridge carry their units. */
const LOW_MARGIN = { ...MARGIN, top: 4, bottom: 20 };
/** px from a point within which it is pointed at. */
const REACH_PX = 20;
const CARD_PX = 190;
/** Below these heights the words on the ground would cover the points, and titles of the axes would take a tenth of the map. */
const LOW_PX = 420;
const TITLES_PX = 260;

interface WallMapChartProps {
  readonly map: WallMap;
  readonly spots: readonly Spot[];
  readonly chosen: Spot;
  readonly onChoose: (key: string) => void;
  readonly labelledBy: string;
}

const words = ({ model, workflow, phase, point }: Spot): string =>
  `${shortModel(model.name)} ${workflowWord(workflow.workflowId, workflow.name)}, ${phase}: ${intensity(point.flopPerByte)} FLOP per byte, ${size(workflow.bytesPerRequest)} per request, ${requests(workflow.heldAtOnce)} held at once, limited by ${wallWord(point.wall)}`;

export const WallMapChart = ({ map, spots, chosen, onChoose, labelledBy }: WallMapChartProps) => {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [cursor, setCursor] = useState<number | null>(null);
  const low = height < LOW_PX;
  const titled = height >= TITLES_PX;
  const margin = titled ? MARGIN : LOW_MARGIN;
  const box = useMemo<Box>(
    () => ({
      left: margin.left,
      top: margin.top,
      width: Math.max(0, width - margin.left - margin.right),
      height: Math.max(0, height - margin.top - margin.bottom),
    }),
    [width, height, margin],
  );
  const scale = useMemo(() => scaleOf(map, chosen.model, box), [map, chosen.model, box]);
  const places = useMemo(
    () =>
      spots.map(({ workflow, point }) => ({
        x: xOf(box, scale.x, point.flopPerByte),
        y: yOf(box, scale.y, workflow.bytesPerRequest),
      })),
    [spots, box, scale],
  );
  const labels = useMemo(() => {
    const named = spots.flatMap((spot, index) => {
      const place = places[index];
      return place && spot.phase === 'decode' ? [{ key: spot.key, text: spot.label, ...place, spot }] : [];
    });
    const first = named.toSorted((a, b) => Number(b.spot === chosen) - Number(a.spot === chosen));
    const lines = chosen.model.lines.map(({ bytesPerRequest }, index) => ({
      left: box.left,
      top: yOf(box, scale.y, bytesPerRequest) + (index === 0 ? 2 : -18),
      width: low ? 90 : 230,
      height: index === 0 || !low ? 16 : 0,
    }));
    const strokes = chosen.model.lines.map(({ bytesPerRequest }) => ({
      left: box.left,
      top: yOf(box, scale.y, bytesPerRequest) - 1,
      width: box.width,
      height: 2,
    }));
    return placeLabels(first, places, [...lines, ...strokes], box);
  }, [spots, places, chosen, box, scale, low]);

  const last = spots.length - 1;
  const at = cursor === null || cursor > last ? null : cursor;
  const spot = at === null ? undefined : spots[at];
  const place = at === null ? undefined : places[at];

  const nearest = (event: PointerEvent<HTMLDivElement>): number | null => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const away = places.map(({ x, y }) => Math.hypot(x - (event.clientX - left), y - (event.clientY - top)));
    const best = away.reduce((least, distance, index) => (distance < (away[least] ?? Infinity) ? index : least), 0);
    return (away[best] ?? Infinity) <= REACH_PX ? best : null;
  };

  const steer = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = at ?? spots.indexOf(chosen);
    const steps: Partial<Record<string, number>> = {
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next !== undefined) setCursor(Math.min(last, Math.max(0, next)));
    else if (event.key === 'Enter' && spot) onChoose(spot.key);
    else if (event.key === 'Escape' && at !== null) setCursor(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={ref}
      className="map"
      role="slider"
      tabIndex={0}
      aria-roledescription="chart"
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={at ?? Math.max(0, spots.indexOf(chosen))}
      aria-valuetext={words(spot ?? chosen)}
      onPointerMove={(event) => setCursor(nearest(event))}
      onPointerLeave={() => setCursor(null)}
      onClick={() => spot && onChoose(spot.key)}
      onKeyDown={steer}
      onBlur={() => setCursor(null)}
    >
      {box.width > 0 && box.height > 0 && (
        <>
          <svg width={width} height={height} aria-hidden="true">
            <Ground box={box} scale={scale} model={chosen.model} places={places} low={low} />
            <Points spots={spots} places={places} chosen={chosen} hovered={spot ?? null} />
            {labels.map(({ key, text, left, top }) => (
              <text key={key} className="map__label" x={left} y={top + 10}>
                {text}
              </text>
            ))}
          </svg>
          {titled && (
            <>
              <span className="map__axis map__axis--y">capacity footprint: memory per request in flight, log</span>
              <span className="map__axis map__axis--x">operational intensity: FLOP per byte of memory moved, log</span>
            </>
          )}
          {!low && <GroundWords box={box} />}
        </>
      )}
      {spot && place && <MapCard spot={spot} style={cardPlace(place, width, height)} />}
    </div>
  );
};

/** What a ground means, in its corner. */
const GroundWords = ({ box }: { readonly box: Box }) => (
  <>
    <p className="map__words" style={{ left: box.left + 6, top: box.top + 6 }}>
      <WallBadge wall="capacity" /> above: memory is full before a batch reaches the ridge
    </p>
    <p className="map__words" style={{ left: box.left + 6, bottom: MARGIN.bottom + 6 }}>
      <WallBadge wall="bandwidth" /> below and left: waits for memory bandwidth
    </p>
    <p className="map__words" style={{ right: MARGIN.right + 6, bottom: MARGIN.bottom + 6 }}>
      <WallBadge wall="compute" /> right: waits for arithmetic
    </p>
  </>
);

const CARD_TALL_PX = 118;
const GAP_PX = 16;

/** On the side with more room, never over the point. */
const cardPlace = (
  { x, y }: { readonly x: number; readonly y: number },
  width: number,
  height: number,
): CSSProperties => ({
  ...(x + GAP_PX + CARD_PX <= width ? { left: x + GAP_PX } : { right: width - x + GAP_PX }),
  top: Math.max(0, Math.min(y - 24, height - CARD_TALL_PX)),
});
