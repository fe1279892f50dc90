/** The cloud, the front over it, and what stands at the pointer. Arrow keys walk the front, Enter pins a configuration. */
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Tier } from '../../src/calibration/tier.ts';
import type { Band } from '../../src/calibration/trust.ts';
import type { FrontierAnswer } from '../../src/search/frontier-types.ts';
import type { Ours, OverlayPoint } from '../state/frontier-measured.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { useSize } from '../ui/charts/use-size.ts';
import { cardPlace } from './card-place.ts';
import { Card, RunCard, SpotCard } from './cards.tsx';
import { marksOf } from './cloud.ts';
import { CloudCanvas } from './cloud-canvas.tsx';
import { lineOf, wordsOf } from './configuration-words.ts';
import { FrontierGround } from './frontier-ground.tsx';
import { FrontierLine } from './frontier-line.tsx';
import { FrontierMarks, type Place } from './frontier-marks.tsx';
import { scaleOf, xOf, yOf, type Box } from './frontier-scale.ts';
import { FrontierWords } from './frontier-words.tsx';
import { perUser } from './numbers.ts';
import { handAt, type Hand } from './pointing.ts';
import { spotAt, type Spot } from './spots.ts';
import { figureText, perWord, type Chip, type Upward } from './upward.ts';
import type { FrontierView } from './view.ts';

const MARGIN = { left: 46, right: 12, top: 18, bottom: 34 };
/** In the docked view the axes have no titles. */
const LOW_MARGIN = { ...MARGIN, top: 6, bottom: 20 };
const TITLES_PX = 260;
const CARD_PX = 264;

export interface FrontierChartProps {
  readonly view: FrontierView;
  /** Null while the search is under way: its points have no configurations yet. */
  readonly answer: FrontierAnswer | null;
  readonly terms: FrontierTerms | null;
  readonly upward: Upward;
  readonly chip: Chip;
  readonly tier: Tier;
  readonly band: Band | null;
  readonly slowest: number | null;
  /** Published runs that have a place on this axis. */
  readonly runs: readonly OverlayPoint[];
  readonly ours: ReadonlyMap<string, Ours>;
  readonly chosen: Spot | null;
  readonly onPin: (spot: Spot) => void;
  readonly labelledBy: string;
}

export const FrontierChart = (props: FrontierChartProps) => {
  const { view, answer, terms, upward, chip, tier, band, slowest, runs, ours, chosen, onPin, labelledBy } = props;
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [hand, setHand] = useState<Hand | null>(null);
  const [cardPx, setCardPx] = useState(180);
  const low = height < TITLES_PX;
  const margin = low ? LOW_MARGIN : MARGIN;
  const box = useMemo<Box>(
    () => ({
      left: margin.left,
      top: margin.top,
      width: Math.max(0, width - margin.left - margin.right),
      height: Math.max(0, height - margin.top - margin.bottom),
    }),
    [width, height, margin],
  );
  const scale = useMemo(() => {
    const highest = band ? view.front.y.map((value) => value / band.low) : [];
    return scaleOf(box, view.front, {
      x: runs.map((run) => run.tokensPerSecondPerUser),
      y: [...runs.map((run) => run.tokensPerSecondPerAccelerator), ...highest],
    });
  }, [box, view, runs, band]);
  const marks = useMemo(() => scale && marksOf(view.parts, upward, scale), [view, upward, scale]);
  const placed = useMemo(() => {
    if (!scale) return { runs: [], front: [] };
    return {
      runs: runs.map((run) => ({
        run,
        place: { x: xOf(scale, run.tokensPerSecondPerUser), y: yOf(scale, run.tokensPerSecondPerAccelerator) },
      })),
      front: view.indices.map((index, at) => ({
        index,
        place: { x: xOf(scale, view.front.x[at] ?? 0), y: yOf(scale, view.front.y[at] ?? 1) },
      })),
    };
  }, [scale, runs, view]);

  const placeOf = (spot: Spot): Place | null =>
    scale && spot.up[upward] > 0 ? { x: xOf(scale, spot.perUser), y: yOf(scale, spot.up[upward]) } : null;
  const spot =
    hand?.kind === 'point' && answer && hand.index < answer.columns.misses.length ? spotAt(answer, hand.index) : null;
  const atRun = hand?.kind === 'run' ? placed.runs.find(({ run }) => run.point.id === hand.id) : undefined;
  const hovered = spot ? placeOf(spot) : (atRun?.place ?? null);
  const cardAt = scale && hovered ? cardPlace(scale, view.front, hovered, { width: CARD_PX, height: cardPx }) : null;

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const found = handAt({ ...placed, marks }, { x: event.clientX - left, y: event.clientY - top });
    setHand(found?.kind === 'point' && !answer ? null : found);
  };

  const last = view.indices.length - 1;
  const at = hand?.kind === 'point' ? spot : chosen;
  // From a point beside the front the walk begins at the next one to the right.
  const own = at ? view.indices.findIndex((index) => index === at.index) : -1;
  const beside = at ? view.front.x.findIndex((value) => value >= at.perUser) : 0;
  const now = own === -1 ? Math.max(0, beside) : own;
  const steer = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Partial<Record<string, number>> = {
      ArrowRight: own === -1 ? now : now + 1,
      ArrowDown: own === -1 ? now : now + 1,
      ArrowLeft: now - 1,
      ArrowUp: now - 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    const index = next === undefined ? undefined : view.indices[Math.min(last, Math.max(0, next))];
    if (index !== undefined && answer) setHand({ kind: 'point', index });
    else if (event.key === 'Enter' && spot) onPin(spot);
    else if (event.key === 'Escape' && hand) setHand(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said = spot ?? chosen;

  return (
    <div
      ref={ref}
      className="frontier__map"
      role="slider"
      tabIndex={0}
      aria-roledescription="chart"
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={now}
      aria-valuetext={said && terms ? sentenceOf(said, terms, upward, chip) : 'searching'}
      onPointerMove={point}
      onPointerLeave={() => setHand(null)}
      onClick={() => spot && onPin(spot)}
      onKeyDown={steer}
      onBlur={() => setHand(null)}
    >
      {scale && (
        <>
          <svg width={width} height={height} aria-hidden="true">
            <FrontierGround scale={scale} front={view.front} band={band} slowest={slowest} />
          </svg>
          <CloudCanvas width={width} height={height} marks={marks} />
          <div className="frontier__front">
            <FrontierLine
              width={width}
              height={height}
              scale={scale}
              front={view.front}
              broken={view.broken}
              upward={upward}
              node={low ? 2 : 3}
            />
          </div>
          <svg width={width} height={height} aria-hidden="true">
            <FrontierMarks
              scale={scale}
              runs={placed.runs}
              chosen={chosen && placeOf(chosen)}
              hovered={hovered}
              card={cardAt?.at ?? null}
            />
            <FrontierWords
              scale={scale}
              view={view}
              band={band}
              slowest={slowest}
              chosen={chosen}
              at={chosen && placeOf(chosen)}
              upward={upward}
              chip={chip}
              low={low}
            />
          </svg>
        </>
      )}
      {cardAt && (
        <Card
          onHeight={setCardPx}
          low={low}
          style={{ left: cardAt.left, top: Math.min(cardAt.top, height - cardPx), width: CARD_PX }}
        >
          {spot && terms && <SpotCard spot={spot} terms={terms} upward={upward} tier={tier} chip={chip} />}
          {atRun && <RunCard run={atRun.run} ours={ours.get(atRun.run.point.id)} chip={chip} />}
        </Card>
      )}
    </div>
  );
};

/** A point for those who do not see it. */
const sentenceOf = (spot: Spot, terms: FrontierTerms, upward: Upward, chip: Chip): string =>
  [
    lineOf(wordsOf(terms, spot.configuration, chip)),
    `${perUser(spot.perUser)} to one user`,
    spot.up[upward] > 0 ? `${figureText(upward, spot.up[upward])} ${perWord(upward, chip)}` : '',
    spot.misses.length > 0 ? `misses ${spot.misses.join(' and ')}` : 'within every limit',
  ]
    .filter(Boolean)
    .join('; ');
