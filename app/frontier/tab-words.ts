/** What the frontier is about, in words and limits: the head of the tab, its description, and what published runs are compared by. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { limitsOf, loosestTpot } from '../../src/search/frontier-limits.ts';
import { whole } from '../../src/units/significant.ts';
import type { OverlayPlace } from '../state/frontier-measured.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { perUser, seconds, tokenWords } from './numbers.ts';
import { figureText, perWord, unitWord, type Chip as ChipWord, type Upward } from './upward.ts';

/** Model, accelerators and lengths by which published runs are chosen. */
export const placeOf = (modelId: string | null, { racks, mix }: FrontierTerms): OverlayPlace | null =>
  modelId === null
    ? null
    : {
        modelId,
        acceleratorIds: racks.flatMap(
          ({ rackId }) => defaultCatalogue.systems[rackId.split('/')[1] ?? '']?.acceleratorId ?? [],
        ),
        inputTokens: mix.inputTokens,
        outputTokens: mix.outputTokens,
      };

/** `GPU` where every rack holds GPUs. */
export const chipOf = ({ racks }: FrontierTerms): ChipWord =>
  racks.every(({ rackId }) => {
    const id = defaultCatalogue.systems[rackId.split('/')[1] ?? '']?.acceleratorId;
    return id !== null && id !== undefined && defaultCatalogue.accelerators[id]?.kind === 'gpu';
  })
    ? 'GPU'
    : 'chip';

/** What is missing where an axis has no front. */
export const emptyWords = (upward: Upward): string =>
  ({ gpu: 'fits these racks', kilowatt: 'states its power', dollar: 'has a price' })[upward];

/** Tokens per second that one user must get at least; null where nothing limits it. */
export const slowestOf = ({ targets }: FrontierTerms): number | null => {
  const tpot = loosestTpot(limitsOf(targets));
  return Number.isFinite(tpot) && tpot > 0 ? 1 / tpot : null;
};

/** `tok/s per GPU, log, by tok/s to one user · 10.7 k in (8.12 k cached), 419 out · 0.4 s`. */
export const subtitleOf = (
  upward: Upward,
  chip: ChipWord,
  terms: FrontierTerms | null,
  tookMs: number | null,
): string => {
  const axes = `${unitWord(upward)} ${perWord(upward, chip)}, log, by tok/s to one user`;
  if (!terms) return axes;
  const { inputTokens, cachedTokens, outputTokens } = terms.mix;
  const cached = cachedTokens > 0 ? ` (${tokenWords(cachedTokens)} cached)` : '';
  const mix = `${tokenWords(inputTokens)} in${cached}, ${tokenWords(outputTokens)} out`;
  return [axes, mix, ...(tookMs === null ? [] : [seconds(tookMs / 1_000)])].join(' · ');
};

/** The front in a sentence. */
export const descriptionOf = (
  name: string,
  { x, y }: { readonly x: readonly number[]; readonly y: readonly number[] },
  upward: Upward,
  chip: ChipWord,
  chosen: string | null,
): string => {
  const [left, right] = [x[0] ?? 0, x.at(-1) ?? 0];
  const [high, low] = [y[0] ?? 1, y.at(-1) ?? 1];
  const per = perWord(upward, chip);
  return `${name}: ${whole(x.length)} configurations on the front, from ${figureText(upward, high)} ${per} at ${perUser(left)} to one user to ${figureText(upward, low)} ${per} at ${perUser(right)}${chosen === null ? '' : `; the plan gives one user ${chosen}`}. Arrow keys walk the front, Enter pins a configuration.`;
};
