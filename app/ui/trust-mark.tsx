/**
 * The 8 px mark after a figure: how far an answer may be trusted (tier), or how a catalogue figure is known (confidence).
 * Filled, half, hollow, dashed; the word is its accessible name and its tooltip.
 */
import type { Tier } from '../../src/calibration/tier.ts';
import type { Confidence } from '../../src/catalogue/figures.ts';
import './trust-mark.css';

type Shape = 'filled' | 'half' | 'hollow' | 'dashed' | 'struck';

const TIER_SHAPE: Readonly<Record<Tier, Shape>> = {
  measured: 'filled',
  calibrated: 'half',
  estimated: 'hollow',
  withheld: 'struck',
};

const CONFIDENCE_SHAPE: Readonly<Record<Confidence, Shape>> = {
  measured: 'filled',
  datasheet: 'half',
  reported: 'half',
  estimate: 'hollow',
};

const CONFIDENCE_WORD: Readonly<Record<Confidence, string>> = {
  measured: 'measured',
  datasheet: 'published, datasheet',
  reported: 'published, reported',
  estimate: 'estimate',
};

/** Word of a figure's confidence, as reports and tooltips say it. */
export const confidenceWord = (confidence: Confidence | null): string =>
  confidence ? CONFIDENCE_WORD[confidence] : 'not published';

const Mark = ({ shape, word }: { readonly shape: Shape; readonly word: string }) => (
  <svg className="trust-mark" width="8" height="8" viewBox="0 0 8 8" role="img" aria-label={word}>
    <title>{word}</title>
    {shape === 'filled' && <rect className="trust-mark-fill" x=".25" y=".25" width="7.5" height="7.5" />}
    {shape !== 'filled' && (
      <rect
        className="trust-mark-line"
        x=".75"
        y=".75"
        width="6.5"
        height="6.5"
        strokeDasharray={shape === 'dashed' || shape === 'struck' ? '1.5 1.2' : undefined}
      />
    )}
    {shape === 'half' && <path className="trust-mark-half" d="M.75 .75V7.25H7.25Z" />}
    {shape === 'struck' && <path className="trust-mark-line" d="M1 7L7 1" />}
  </svg>
);

/** Mark of an answer. */
export const TierMark = ({ tier }: { readonly tier: Tier }) => <Mark shape={TIER_SHAPE[tier]} word={tier} />;

/** Mark of a catalogue figure; null is a figure nobody published. */
export const ConfidenceMark = ({ confidence }: { readonly confidence: Confidence | null }) => (
  <Mark shape={confidence ? CONFIDENCE_SHAPE[confidence] : 'dashed'} word={confidenceWord(confidence)} />
);
