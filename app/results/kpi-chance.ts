/** Key figures with the spread of their draws in place of the band of measured runs. */
import type { Band } from '../../src/calibration/trust.ts';
import type { Kpi as Total, UncertaintyAnswer } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { range } from '../../src/units/format-change.ts';
import { EN_DASH, NO_BREAK_SPACE, text, type Dimension } from '../../src/units/format.ts';
import { significant } from '../../src/units/significant.ts';
import type { Kpi } from './kpis.ts';

interface Spread {
  readonly total: Total;
  readonly words: (band: Band) => string;
}

const inUnit =
  (dimension: Dimension) =>
  ({ low, high }: Band): string =>
    text(range(dimension, low, high));

const inPercent = ({ low, high }: Band): string =>
  `${significant(low * 100, 2)}${low < 0 ? ' to ' : EN_DASH}${significant(high * 100, 2)}${NO_BREAK_SPACE}%`;

const SPREADS: Readonly<Record<string, Spread>> = {
  month: { total: 'costPerMonth', words: inUnit('dollars') },
  mtok: { total: 'costPerMtok', words: inUnit('dollars') },
  sla: {
    total: 'slaMet',
    words: ({ low, high }) => (low < high ? `${significant(low)}${EN_DASH}${significant(high)}` : significant(low)),
  },
  ttft: { total: 'ttftOverLimit', words: (band) => `${inPercent(band)} of limit` },
  tokens: { total: 'tokensPerSecond', words: inUnit('tokenRate') },
  power: { total: 'peakPower', words: inUnit('power') },
  carbon: { total: 'carbonPerMtok', words: inUnit('carbon') },
  headroom: { total: 'headroom', words: inPercent },
};

/**
 * P10 and P90 of every figure that has draws; the others keep what they had. `limit` is that of the TTFT shown, in seconds: its draws are
 * parts of it. A figure that is withheld has no spread.
 */
export const withChance = (
  kpis: readonly Kpi[],
  { kpis: chances }: Pick<UncertaintyAnswer, 'kpis'>,
  limit: number | null,
): readonly Kpi[] =>
  kpis.map((kpi) => {
    const spread = SPREADS[kpi.id];
    const quantiles = spread && chances[spread.total].quantiles;
    if (!spread || !quantiles || kpi.value === null) return kpi;
    const drawn: Band = { low: quantiles.p10, high: quantiles.p90 };
    if (kpi.id === 'ttft' && limit === null) return kpi;
    const unit = kpi.id === 'ttft' ? (limit ?? 1) : 1;
    return {
      ...kpi,
      band: { low: drawn.low * unit, high: drawn.high * unit },
      bandText: spread.words(drawn),
      bandFrom: 'draws',
    };
  });
