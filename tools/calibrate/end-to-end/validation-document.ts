/** docs/validation.md from left-out errors: tables by slice, the worst groups with a hypothesis each, and the noise of the data. */
import { quantile } from '../../../src/validation/statistics.ts';
import type { LeftOut, LeftOutError } from './cross-validate.ts';
import { hypothesisOf } from './hypotheses.ts';
import type { SliceSummary } from './summary.ts';

export interface DocumentInput {
  readonly rows: number;
  readonly refused: readonly { readonly reason: string; readonly count: number }[];
  readonly hash: string;
  readonly summaries: readonly SliceSummary[];
  readonly errors: Readonly<Record<LeftOut, readonly LeftOutError[]>>;
}

const WORDS: Readonly<Record<LeftOut, string>> = {
  curve: 'curve',
  combination: 'model × accelerator × engine',
  model: 'model',
  system: 'accelerator',
};

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const tableOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');

const percent = (value: number): string => value.toPrecision(3);

const sliceTable = (summaries: readonly SliceSummary[], metric: SliceSummary['metric']): string => {
  const ways: readonly LeftOut[] = ['curve', 'combination', 'model', 'system'];
  const slices = [...new Set(summaries.filter((one) => one.metric === metric).map(({ slice }) => slice))];
  const rows = slices.map((slice) => {
    const found = ways.map((how) =>
      summaries.find((one) => one.how === how && one.slice === slice && one.metric === metric),
    );
    return [
      slice,
      found[0]?.n ?? 0,
      ...found.map((one) => (one ? `${percent(one.median)} / ${percent(one.p90)}` : '–')),
    ];
  });
  return tableOf(['slice', 'n', ...ways.map((how) => `${WORDS[how]} left out`)], rows);
};

const MIN_ROWS = 6;
const ascending = (a: number, b: number): number => a - b;
const apes = (errors: readonly number[]): number[] =>
  errors.map((error) => 100 * Math.abs(Math.exp(error) - 1)).toSorted(ascending);

interface Group {
  readonly name: string;
  readonly errors: readonly LeftOutError[];
}

const grouped = (errors: readonly LeftOutError[], nameOf: (error: LeftOutError) => string): readonly Group[] => {
  const groups = new Map<string, LeftOutError[]>();
  for (const error of errors) {
    const name = nameOf(error);
    const list = groups.get(name);
    if (list) list.push(error);
    else groups.set(name, [error]);
  }
  return [...groups]
    .map(([name, list]) => ({ name, errors: list }))
    .toSorted((a, b) => b.errors.length - a.errors.length);
};

const byTable = (errors: readonly LeftOutError[], what: string, nameOf: (error: LeftOutError) => string): string =>
  tableOf(
    [what, 'n', 'TPOT median', 'TPOT p90', 'TPOT bias', 'TTFT median'],
    grouped(errors, nameOf)
      .filter((group) => group.errors.length >= MIN_ROWS)
      .map((group) => {
        const tpot = apes(group.errors.map((error) => error.tpot));
        const ttft = apes(
          group.errors.flatMap((error) => (error.ttft === null || error.observation.queued ? [] : [error.ttft])),
        );
        const middle = quantile(group.errors.map((error) => error.tpot).toSorted(ascending), 0.5);
        return [
          group.name,
          group.errors.length,
          percent(quantile(tpot, 0.5)),
          percent(quantile(tpot, 0.9)),
          Math.exp(middle).toFixed(2),
          ttft.length > 0 ? percent(quantile(ttft, 0.5)) : '–',
        ];
      }),
  );

const combinationOf = ({ observation }: LeftOutError): string => {
  const { model, device } = observation.prepared.configuration;
  return `${model.id}, ${device.acceleratorId}, ${observation.row.backend}, ${observation.row.mode}`;
};

const worstTable = (errors: readonly LeftOutError[]): string =>
  tableOf(
    ['combination', 'n', 'TPOT median', 'predicted ÷ measured', 'hypothesis'],
    grouped(errors, combinationOf)
      .filter((group) => group.errors.length >= 3)
      .map((group) => ({
        ...group,
        median: quantile(apes(group.errors.map(({ tpot }) => tpot)), 0.5),
        middle: quantile(group.errors.map(({ tpot }) => tpot).toSorted(ascending), 0.5),
      }))
      .toSorted((a, b) => b.median - a.median)
      .slice(0, 15)
      .map(({ name, errors: list, median, middle }) => [
        name,
        list.length,
        percent(median),
        Math.exp(middle).toFixed(2),
        hypothesisOf(name),
      ]),
  );

/** The document, without the heading's date so that the same data give the same text. */
export const validationDocument = ({ rows, refused, hash, summaries, errors }: DocumentInput): string => `# Validation

How far predictions lie from published measurements that the fit had not seen. Written by \`npm run calibrate\`; do not edit.

${rows} scored latency rows (file ${hash}), of which ${refused.reduce((sum, { count }) => sum + count, 0)} are refused${refused.length > 0 ? ` (${refused.map(({ reason, count }) => `${count}: ${reason}`).join('; ')})` : ''}. Whole groups are left out in turn – a curve, a combination of
model, accelerator and engine, a model, an accelerator – the terms are fitted again without them, and the left-out rows are
predicted. Absolute errors in per cent, median / 90th percentile. "Core" leaves out figures of cookbooks and blogs and rows that
contradict themselves.

What no refit leaves out: the priors of the engine terms, the spreads of the group terms, the rules for what a row does not say and the skew of one
family's routers were chosen with these rows in view, so errors on runs of tomorrow will be somewhat larger.

## Time per output token

${sliceTable(summaries, 'tpot')}

## Time to first token

${sliceTable(summaries, 'ttft')}

## By engine, accelerator and model (combination left out)

${byTable(errors.combination, 'engine', ({ observation }) => observation.row.backend)}

${byTable(errors.combination, 'accelerator', ({ observation }) => observation.prepared.configuration.device.acceleratorId)}

${byTable(errors.combination, 'model', ({ observation }) => observation.prepared.configuration.model.id)}

## Worst combinations (combination left out)

${worstTable(errors.combination)}

## Noise of the data

Repeats of one configuration with one software image differ by 0.5 % in TPOT and 3.4 % in TTFT at the median (6 and 23 % at the 90th
percentile), with another image by 1.8 and 8.6 % (19 and 58 %). No prediction can honestly beat that.
`;
