/** Predicted against measured on two equal log axes: the diagonal, bands of 10 and 30 %, a square per run, a ring and a card on the one pointed at. */
import { memo, useMemo, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { useSize } from '../ui/charts/use-size.ts';
import { OTHERS_NAME, valueOf, type ColourGroup, type Dimension } from './groups.ts';
import type { Compared, MetricWords } from './metrics.ts';
import { errorText, loadWords, metricText } from './metrics.ts';
import { RunCard } from './run-card.tsx';
import { nearestAt, placeIn, squareOf, type Box } from './scale.ts';
import { Ground } from './scatter-ground.tsx';
import './scatter.css';

const MARGIN = { left: 46, right: 40, top: 12, bottom: 22 };
const SIDE_PX = 6;
/** px from a square within which it is pointed at. */
const REACH_PX = 22;

interface ScatterProps {
  readonly compared: readonly Compared[];
  readonly metric: MetricWords;
  readonly dimension: Dimension;
  readonly groups: readonly ColourGroup[];
  /** The one group drawn in full; null for all. */
  readonly alone: string | null;
  readonly description: string;
  readonly onTable: () => void;
}

const colourOf = (groups: readonly ColourGroup[], name: string): string =>
  (groups.find((group) => group.name === name) ?? groups.find((group) => group.name === OTHERS_NAME))?.colour ??
  'var(--ink-3)';

const isShown = (groups: readonly ColourGroup[], alone: string | null, name: string): boolean =>
  alone === null || alone === name || (alone === OTHERS_NAME && !groups.some((group) => group.name === name));

interface SquaresProps extends Pick<ScatterProps, 'compared' | 'dimension' | 'groups' | 'alone'> {
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

const Squares = memo(({ compared, dimension, groups, alone, places }: SquaresProps) => (
  <g>
    {compared.map(({ point, tier }, index) => {
      const place = places[index];
      const name = valueOf(point, dimension);
      const shown = isShown(groups, alone, name);
      if (!place) return null;
      const colour = shown ? colourOf(groups, name) : 'var(--line)';
      return (
        <rect
          key={point.id}
          x={place.x - SIDE_PX / 2}
          y={place.y - SIDE_PX / 2}
          width={SIDE_PX}
          height={SIDE_PX}
          fill={tier === 'estimated' ? 'var(--surface-panel)' : colour}
          stroke={tier === 'estimated' ? colour : 'var(--surface-panel)'}
          strokeWidth={tier === 'estimated' ? 1.4 : 0.8}
        />
      );
    })}
  </g>
));

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The card stands above the diagonal, at the left; for a run that is there itself, below it at the right. Both are mostly empty. */
const isAbove = (box: Box, { x, y }: Spot): boolean =>
  x < box.left + CARD_PX + 40 && y < box.top + Math.max(CARD_PX, box.height * 0.6);

const CARD_PX = 248;
const INSET_PX = 12;

const cornerOf = (box: Box, size: { readonly width: number; readonly height: number }, place: Spot): CSSProperties =>
  isAbove(box, place)
    ? { right: size.width - box.left - box.width + INSET_PX, bottom: size.height - box.top - box.height + INSET_PX }
    : { left: box.left + INSET_PX, top: box.top };

/** A ring on the run, and a line from it to its card. */
const Pointer = ({ box, place }: { readonly box: Box; readonly place: Spot }) => {
  const above = isAbove(box, place);
  const end = above
    ? { x: box.left + box.width - INSET_PX - CARD_PX, y: box.top + box.height - INSET_PX - 40 }
    : { x: box.left + INSET_PX + CARD_PX, y: box.top + 40 };
  const away = Math.hypot(end.x - place.x, end.y - place.y);
  const from = RING_PX / Math.max(away, RING_PX);
  return (
    <>
      <line
        className="scatter__lead"
        x1={place.x + (end.x - place.x) * from}
        y1={place.y + (end.y - place.y) * from}
        x2={end.x}
        y2={end.y}
      />
      <circle className="scatter__ring" cx={place.x} cy={place.y} r={RING_PX} />
    </>
  );
};

const RING_PX = 7.5;

const words = (run: Compared, metric: MetricWords): string =>
  `${run.point.modelName} on ${run.point.acceleratorName}, ${run.point.engineName}, ${loadWords(run.point)}: measured ${metricText(run.measured, metric)}, predicted ${metricText(run.predicted, metric)}, ${errorText(run.error)}`;

export const Scatter = ({ compared, metric, dimension, groups, alone, description, onTable }: ScatterProps) => {
  const [ref, size] = useSize<HTMLDivElement>();
  const [cursor, setCursor] = useState<number | null>(null);
  const [pinned, setPinned] = useState(false);
  const square = useMemo(() => squareOf(compared), [compared]);
  const { width, height } = size;
  const box = useMemo<Box>(
    () => ({
      left: MARGIN.left,
      top: MARGIN.top,
      width: Math.max(0, width - MARGIN.left - MARGIN.right),
      height: Math.max(0, height - MARGIN.top - MARGIN.bottom),
    }),
    [width, height],
  );
  const places = useMemo(
    () => compared.map(({ measured, predicted }) => placeIn(box, square, measured, predicted)),
    [compared, box, square],
  );
  const last = compared.length - 1;
  const at = cursor === null || cursor > last ? null : cursor;
  const run = at === null ? undefined : compared[at];
  const place = at === null ? undefined : places[at];

  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (pinned) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setCursor(nearestAt(places, event.clientX - left, event.clientY - top, REACH_PX));
  };

  const steer = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Partial<Record<string, number>> = {
      ArrowRight: (at ?? -1) + 1,
      ArrowUp: (at ?? -1) + 1,
      ArrowLeft: (at ?? last + 1) - 1,
      ArrowDown: (at ?? last + 1) - 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next !== undefined) setCursor(Math.min(last, Math.max(0, next)));
    else if (event.key === 'Enter') setPinned(at !== null && !pinned);
    else if (event.key === 't' || event.key === 'T') onTable();
    else if (event.key === 'Escape' && at !== null) {
      setCursor(null);
      setPinned(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={ref}
      className="scatter"
      role="slider"
      tabIndex={0}
      aria-roledescription="chart"
      aria-label={`Predicted against measured ${metric.name}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={at ?? 0}
      aria-valuetext={run ? words(run, metric) : description}
      onPointerMove={move}
      onPointerLeave={() => !pinned && setCursor(null)}
      onClick={() => setPinned(at !== null && !pinned)}
      onKeyDown={steer}
      onBlur={() => {
        setCursor(null);
        setPinned(false);
      }}
    >
      {width > 0 && height > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          <Ground box={box} square={square} />
          <Squares compared={compared} dimension={dimension} groups={groups} alone={alone} places={places} />
          {place && <Pointer box={box} place={place} />}
        </svg>
      )}
      {run && place && <RunCard run={run} metric={metric} corner={cornerOf(box, size, place)} />}
    </div>
  );
};
