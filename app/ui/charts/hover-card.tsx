/** All series at the crosshair, beside the sample and never over it. */
import { TierMark } from '../trust-mark.tsx';
import { SeriesSwatch } from './series-swatch.tsx';
import type { Sample } from './samples.ts';
import './hover-card.css';

interface HoverCardProps {
  readonly sample: Sample;
  /** px of the crosshair, and width of the chart. */
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

const CARD_PX = 190;
const GAP_PX = 10;

export const HoverCard = ({ sample, x, width, top }: HoverCardProps) => {
  const right = x + GAP_PX + CARD_PX <= width;
  const side = right ? { left: x + GAP_PX } : { right: width - x + GAP_PX };
  return (
    <div className="hover-card" style={{ ...side, top }} aria-hidden="true">
      <p className="hover-card__title">
        {sample.label}
        {sample.tier && <TierMark tier={sample.tier} />}
      </p>
      <dl>
        {sample.rows.map((row) => (
          <div key={row.name}>
            <dt>
              {row.colour && <SeriesSwatch colour={row.colour} hatched={row.hatched ?? false} />}
              {row.name}
            </dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      {sample.note && <p className="hover-card__note">{sample.note}</p>}
    </div>
  );
};
