/** What lies above the cloud: published runs as squares, the chosen plan with its guides, the point at hand with a line to its card. */
import type { OverlayPoint } from '../state/frontier-measured.ts';
import type { FrontierScale } from './frontier-scale.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface FrontierMarksProps {
  readonly scale: FrontierScale;
  readonly runs: readonly { readonly run: OverlayPoint; readonly place: Place }[];
  readonly chosen: Place | null;
  readonly hovered: Place | null;
  /** Where the line from the hovered point ends: at its card. */
  readonly card: Place | null;
}

const SQUARE = 7;
const RING = 8;

/** Four-bit weights are filled, wider ones hollow. */
export const isFourBit = ({ weightPrecision }: OverlayPoint): boolean => weightPrecision.includes('4');

const lineTo = (from: Place, to: Place): string => {
  const away = Math.hypot(to.x - from.x, to.y - from.y);
  const share = away === 0 ? 0 : RING / away;
  return `M${from.x + share * (to.x - from.x)} ${from.y + share * (to.y - from.y)}L${to.x} ${to.y}`;
};

export const FrontierMarks = ({ scale, runs, chosen, hovered, card }: FrontierMarksProps) => {
  const { box } = scale;
  return (
    <>
      {runs.map(({ run, place }) => (
        <rect
          key={run.point.id}
          className={isFourBit(run) ? 'run run--four-bit' : 'run'}
          x={place.x - SQUARE / 2}
          y={place.y - SQUARE / 2}
          width={SQUARE}
          height={SQUARE}
        />
      ))}
      {chosen && (
        <>
          <path
            className="chosen__guide"
            d={`M${box.left} ${chosen.y}H${chosen.x - RING}M${chosen.x} ${chosen.y + RING}V${box.top + box.height}`}
          />
          <circle className="chosen__edge" cx={chosen.x} cy={chosen.y} r={RING} />
          <circle className="chosen__ring" cx={chosen.x} cy={chosen.y} r={RING} />
          <circle className="chosen__dot" cx={chosen.x} cy={chosen.y} r="2.5" />
        </>
      )}
      {hovered && (
        <>
          {card && <path className="hovered__line" d={lineTo(hovered, card)} />}
          <circle className="hovered__ring" cx={hovered.x} cy={hovered.y} r={RING} />
        </>
      )}
    </>
  );
};
