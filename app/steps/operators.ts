/** Operators of a step as the view names and colours them, in the order a layer runs them. */
import type { OperatorClass, StepPart } from '../../src/performance/step.ts';

export interface Row {
  readonly operator: OperatorClass;
  readonly name: string;
  readonly colour: string;
  /** Seconds, and the seconds of the rows before it. */
  readonly time: number;
  readonly from: number;
}

const OPERATORS: readonly { readonly operator: OperatorClass; readonly name: string; readonly colour: string }[] = [
  { operator: 'projection', name: 'attention projections', colour: 'var(--op-ffn)' },
  { operator: 'attention', name: 'attention', colour: 'var(--op-attention)' },
  { operator: 'moe', name: 'experts', colour: 'var(--op-ffn)' },
  { operator: 'ffn', name: 'dense FFN', colour: 'var(--op-ffn)' },
  { operator: 'elementwise', name: 'norms and activations', colour: 'var(--line-strong)' },
  { operator: 'head', name: 'output head', colour: 'var(--op-ffn)' },
  { operator: 'collective', name: 'collectives', colour: 'var(--op-collective)' },
  { operator: 'host', name: 'host', colour: 'var(--op-host)' },
];

/** The parts as a waterfall, each beginning where the one before it ends. */
export const waterfallOf = (parts: readonly StepPart[]): readonly Row[] => {
  let from = 0;
  return OPERATORS.flatMap(({ operator, name, colour }) => {
    const time: number = parts.find((part) => part.operator === operator)?.time ?? 0;
    if (time <= 0) return [];
    const row = { operator, name, colour, time, from };
    from += time;
    return [row];
  });
};

export const largestOf = (rows: readonly Row[]): Row | null =>
  rows.reduce<Row | null>((most, row) => (most === null || row.time > most.time ? row : most), null);
