/** A linear program in the CPLEX LP format, which HiGHS and every other solver reads. Variables are not negative. */

export interface LpTerm {
  readonly factor: number;
  readonly name: string;
}

export interface LpRow {
  readonly name: string;
  readonly terms: readonly LpTerm[];
  readonly relation: '<=' | '=' | '>=';
  readonly bound: number;
}

export interface LinearProgram {
  /** To be as small as can be. */
  readonly objective: readonly LpTerm[];
  readonly rows: readonly LpRow[];
  /** Upper bounds; what is not named here has none. */
  readonly limits: readonly { readonly name: string; readonly limit: number }[];
}

/** Throws for a number that is not finite: a solver would read it as another name. */
export const lpText = ({ objective, rows, limits }: LinearProgram): string =>
  [
    'Minimize',
    `obj: ${sumOf(objective)}`,
    'Subject To',
    ...rows.map(({ name, terms, relation, bound }) => `${name}: ${sumOf(terms)} ${relation} ${numberOf(bound)}`),
    'Bounds',
    ...limits.map(({ name, limit }) => `${name} <= ${numberOf(limit)}`),
    'End',
    '',
  ].join('\n');

/** One term a line: readers of the format need not take lines of more than 560 characters. */
const sumOf = (terms: readonly LpTerm[]): string =>
  terms.map(({ factor, name }) => `${factor < 0 ? '-' : '+'} ${numberOf(Math.abs(factor))} ${name}`).join('\n');

const numberOf = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error(`linear program: ${value}`);
  return String(value);
};
