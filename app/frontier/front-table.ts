/** The front as rows: the table behind the chart, and the file. Published runs follow, each with what it is. */
import type { Tier } from '../../src/calibration/tier.ts';
import type { FrontierAnswer } from '../../src/search/frontier-types.ts';
import { significant } from '../../src/units/significant.ts';
import type { OverlayPoint } from '../state/frontier-measured.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { inFlightWords, lineOf, wordsOf } from './configuration-words.ts';
import { perUser, seconds } from './numbers.ts';
import { spotAt } from './spots.ts';
import { figureText, perWord, UPWARDS, type Chip } from './upward.ts';
import type { FrontierView } from './view.ts';

export const samplesOf = (
  answer: FrontierAnswer,
  terms: FrontierTerms,
  view: FrontierView,
  runs: readonly OverlayPoint[],
  tier: Tier,
  chip: Chip,
): Samples => ({
  axis: 'Configuration',
  positions: [...view.indices, ...runs].map((_, index) => index),
  at: (position) => {
    const index = view.indices[position];
    const run = runs[position - view.indices.length];
    if (index === undefined) return run ? runSample(run, chip) : { label: '', rows: [] };
    const spot = spotAt(answer, index);
    return {
      label: `${position + 1}. ${lineOf(wordsOf(terms, spot.configuration, chip))}; ${inFlightWords(spot.inFlight)}`,
      tier,
      rows: [
        { name: 'To one user', value: perUser(spot.perUser) },
        ...UPWARDS.map((upward) => ({
          name: perWord(upward, chip),
          value: spot.up[upward] > 0 ? figureText(upward, spot.up[upward]) : 'not stated',
        })),
        { name: 'TTFT, nobody waiting', value: seconds(spot.ttft) },
        { name: 'Limits', value: spot.misses.length === 0 ? 'met' : `misses ${spot.misses.join(', ')}` },
      ],
    };
  },
});

const runSample = (run: OverlayPoint, chip: Chip) => ({
  label: `Measured ${run.point.id}: ${run.point.engineName}, ${run.point.how}`,
  rows: [
    { name: 'To one user', value: perUser(run.tokensPerSecondPerUser) },
    ...UPWARDS.map((upward) => ({
      name: perWord(upward, chip),
      value: upward === 'gpu' ? figureText('gpu', run.tokensPerSecondPerAccelerator) : 'not stated',
    })),
    { name: 'TTFT, nobody waiting', value: 'not stated' },
    { name: 'Limits', value: 'measured' },
  ],
});

const HEAD = [
  'mode',
  'rack',
  'prefill_rack',
  'tp',
  'pp',
  'attn_dp',
  'moe_tp',
  'ep',
  'prefill_tp',
  'prefill_pp',
  'prefill_attn_dp',
  'prefill_moe_tp',
  'prefill_ep',
  'prefills',
  'decodes',
  'formats',
  'drafts',
  'in_flight',
  'tok_s_user',
  'tok_s_accelerator',
  'tok_s_kw',
  'tok_usd',
  'ttft_s',
  'misses',
] as const;

/** Full digits for the figures of the drawing, five are kept. Absent figures are empty cells: a file has no words. */
export const csvOf = (answer: FrontierAnswer, terms: FrontierTerms, view: FrontierView): string => {
  const rows = view.indices.map((index) => {
    const { configuration, perUser: user, up, ttft, inFlight, misses } = spotAt(answer, index);
    const { mode, rackId, prefillRackId, layout, prefillLayout, ratio, precision, technique } = configuration;
    const cutOf = (cut: typeof layout | null) =>
      cut ? [cut.tp, cut.pp, cut.attnDp, cut.moeTp, cut.ep] : ['', '', '', '', ''];
    return [
      mode,
      rackId,
      prefillRackId ?? '',
      ...cutOf(layout),
      ...cutOf(prefillLayout),
      ratio?.prefills ?? '',
      ratio?.decodes ?? '',
      terms.choices.precisions[precision]?.label ?? '',
      terms.choices.techniques[technique]?.label ?? '',
      ...[inFlight, user, up.gpu, up.kilowatt, up.dollar, ttft].map(plain),
      misses.join(' and '),
    ];
  });
  return `${[HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
};

const plain = (value: number): string => (Number.isNaN(value) ? '' : significant(value, 5).replaceAll(',', ''));

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
