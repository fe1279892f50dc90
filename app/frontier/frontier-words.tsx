/** Words on the drawing: the axes, the chosen plan, the front, and the speed the class asks for. */
import type { Band } from '../../src/calibration/trust.ts';
import { significant, whole } from '../../src/units/significant.ts';
import type { Place } from './frontier-marks.tsx';
import { frontHeightAt, xOf, type FrontierScale } from './frontier-scale.ts';
import type { Spot } from './spots.ts';
import { axisTitle, figureText, perWord, type Chip, type Upward } from './upward.ts';
import type { FrontierView } from './view.ts';

interface FrontierWordsProps {
  readonly scale: FrontierScale;
  readonly view: FrontierView;
  readonly band: Band | null;
  readonly slowest: number | null;
  readonly chosen: Spot | null;
  readonly at: Place | null;
  readonly upward: Upward;
  readonly chip: Chip;
  /** Too low for titles of the axes. */
  readonly low: boolean;
}

/** px of a letter at this size, for keeping words inside. */
const LETTER = 5.6;

export const FrontierWords = ({ scale, view, band, slowest, chosen, at, upward, chip, low }: FrontierWordsProps) => {
  const { box } = scale;
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  return (
    <>
      {!low && (
        <>
          <text className="frontier__axis" x={4} y={box.top - 6}>
            {axisTitle(upward, chip)}
          </text>
          <text className="frontier__axis" x={right} y={bottom + 31} textAnchor="end">
            tokens per second for one user
          </text>
        </>
      )}
      {slowest !== null && <Slowest scale={scale} slowest={slowest} low={low} />}
      {!low && <FrontName scale={scale} view={view} band={band} />}
      {chosen && at && <ChosenName box={box} chosen={chosen} at={at} upward={upward} chip={chip} low={low} />}
    </>
  );
};

const Slowest = ({
  scale,
  slowest,
  low,
}: {
  readonly scale: FrontierScale;
  readonly slowest: number;
  readonly low: boolean;
}) => {
  const { box } = scale;
  const x = xOf(scale, slowest);
  const bottom = box.top + box.height;
  if (x > box.left + box.width) return null;
  return low ? (
    <text className="frontier__slow-words" x={x + 4} y={bottom - 5}>
      class: {significant(slowest)} tok/s
    </text>
  ) : (
    <text className="frontier__slow-words" transform={`translate(${x - 5} ${bottom - 8}) rotate(-90)`}>
      slower than the class allows: {significant(slowest)} tok/s
    </text>
  );
};

/** Above the right half of the front, where nothing else is. */
const FrontName = ({ scale, view, band }: Pick<FrontierWordsProps, 'scale' | 'view' | 'band'>) => {
  const { box, yMax, yMin } = scale;
  const x = box.left + 0.52 * box.width;
  const y = frontHeightAt(scale, view.front, x);
  if (y === null) return null;
  const above = band ? (-Math.log(band.low) / Math.log(yMax / yMin)) * box.height : 0;
  const count = view.indices.length;
  return (
    <text className="frontier__name" x={x + 6} y={Math.max(box.top + 12, y - above - 12)}>
      Pareto front, {whole(count)} point{count === 1 ? '' : 's'}
    </text>
  );
};

interface ChosenNameProps {
  readonly box: FrontierScale['box'];
  readonly chosen: Spot;
  readonly at: Place;
  readonly upward: Upward;
  readonly chip: Chip;
  readonly low: boolean;
}

const ChosenName = ({ box, chosen, at, upward, chip, low }: ChosenNameProps) => {
  const figures = `${significant(chosen.perUser)} tok/s to one user, ${figureText(upward, chosen.up[upward])} ${perWord(upward, chip)}`;
  // Over a low drawing more words would cover the front; the list beside it has the figures.
  const words = low ? 'chosen' : `chosen: ${figures}`;
  const fits = at.x + 14 + LETTER * words.length < box.left + box.width;
  return (
    <text
      className="frontier__name"
      x={fits ? at.x + 14 : at.x - 14}
      y={Math.max(box.top + 11, at.y - 11)}
      textAnchor={fits ? 'start' : 'end'}
    >
      {words}
    </text>
  );
};
