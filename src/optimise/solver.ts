/** What solves a linear program: given from outside, since this layer loads no binary and knows no clock. */

export interface Solution {
  /** `limit`: the time ran out before the optimum was proved. */
  readonly status: 'optimal' | 'limit' | 'failed';
  /** Values of the variables by name; empty where there are none. */
  readonly values: ReadonlyMap<string, number>;
}

/** Solves a program in CPLEX LP format. */
export type Solve = (lp: string) => Solution;

/** HiGHS as far as it is used here: one model as text, one answer. */
export interface Highs {
  solve(
    lp: string,
    options: { readonly output_flag: boolean; readonly time_limit: number },
  ): { readonly Status: string; readonly Columns: Readonly<Record<string, object>> };
}

/** A program whose optimum is not proved in `seconds` gives nothing: what was found by then may break a limit. */
export const solveBy =
  (highs: Highs, seconds: number): Solve =>
  (lp) => {
    const { Status: status, Columns: columns } = highs.solve(lp, { output_flag: false, time_limit: seconds });
    const values = new Map(Object.entries(columns).flatMap(([name, column]) => valueIn(name, column)));
    if (status === 'Optimal') return { status: 'optimal', values };
    return status === 'Time limit reached'
      ? { status: 'limit', values: NO_VALUES }
      : { status: 'failed', values: NO_VALUES };
  };

const NO_VALUES: ReadonlyMap<string, number> = new Map();

const valueIn = (name: string, column: object): [string, number][] =>
  'Primal' in column && typeof column.Primal === 'number' ? [[name, column.Primal]] : [];
