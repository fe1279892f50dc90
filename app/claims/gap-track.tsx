/** Ours against the published figure on a logarithmic track: the square is what was published, the tick is ours. */
import { text } from '../../src/units/format.ts';
import { factor } from '../../src/units/format-change.ts';

/** Factor at either end. */
const MOST = 10;

export const GapTrack = ({ gap }: { readonly gap: number | null }) => {
  if (gap === null) return <span className="gap gap--none">no figure to compare</span>;
  const place = 0.5 + Math.max(-0.5, Math.min(0.5, Math.log10(gap) / (2 * Math.log10(MOST))));
  return (
    <span className="gap" role="img" aria-label={`ours is ${text(factor(gap))} of what was published`}>
      <span
        className="gap__reach"
        style={{ left: `${Math.min(place, 0.5) * 100}%`, width: `${Math.abs(place - 0.5) * 100}%` }}
      />
      <span className="gap__published" />
      <span className="gap__ours" style={{ left: `${place * 100}%` }} />
    </span>
  );
};
