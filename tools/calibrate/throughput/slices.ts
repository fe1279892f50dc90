/** Errors by slice as lines of text: the model alone beside the model with the group terms of other systems. */
import type { LeftOutThroughput } from './fit.ts';

const quantile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(p * (values.length - 1))] ?? NaN;

const ape = (error: number): number => 100 * Math.abs(Math.exp(error) - 1);

const line = (name: string, list: readonly LeftOutThroughput[]): string => {
  const figures = (errors: readonly number[]): string =>
    [
      `median ${quantile(errors.map(ape), 0.5).toFixed(1).padStart(5)}`,
      `p90 ${quantile(errors.map(ape), 0.9).toFixed(1).padStart(6)}`,
      `bias ${Math.exp(quantile(errors, 0.5)).toFixed(2)}`,
    ].join(' ');
  const alone = figures(list.map(({ observation }) => -observation.value));
  const left = figures(list.map(({ error }) => error));
  return `${name.slice(0, 62).padEnd(62)} n ${String(list.length).padStart(4)}  alone ${alone}  left out ${left}`;
};

type Slicing = (left: LeftOutThroughput) => string;

/** NVIDIA's accelerators in racks; all others, and boards at the edge. */
const isRackNvidia = ({ observation: { maker, accelerator } }: LeftOutThroughput): boolean =>
  maker === 'NVIDIA' && !accelerator.startsWith('jetson');

const SLICINGS: readonly Slicing[] = [
  ({ observation: { maker, stack } }) => `${maker} ${stack}`,
  ({ observation: { row } }) => row.source,
  ({ observation: { row, model } }) => `${row.source.slice(0, 24)} ${model}`,
  ({ observation: { row } }) => row.scenario,
];

const DETAIL: Slicing = ({ observation: { row, model, accelerator, layout } }) =>
  [row.source.slice(-4), model, accelerator, row.weightPrecision, row.scenario.slice(0, 11), layout].join(' ');

export const throughputReport = (list: readonly LeftOutThroughput[], detail: boolean): string => {
  const lines = [
    line('all', list),
    line('NVIDIA in racks', list.filter(isRackNvidia)),
    line(
      'AMD, TPU, Intel, edge',
      list.filter((left) => !isRackNvidia(left)),
    ),
  ];
  for (const slicing of detail ? [...SLICINGS, DETAIL] : SLICINGS) {
    lines.push('');
    const slices = new Map<string, LeftOutThroughput[]>();
    for (const left of list) slices.set(slicing(left), [...(slices.get(slicing(left)) ?? []), left]);
    for (const [name, slice] of [...slices].toSorted(([a], [b]) => (a < b ? -1 : 1))) lines.push(line(name, slice));
  }
  return lines.join('\n');
};
