/** From the text of a file to outcomes, for one kind of rows: the row type stays inside. */
import { success, type Result } from '../scenario/result.ts';
import type { Predicted } from './predicted.ts';
import type { KindName, RowKind } from './row-kind.ts';
import type { CsvError } from './rows/csv.ts';
import { validateRows, type Outcome, type ValidationOptions } from './validate.ts';

/** Outcomes of a file, or where it is not one. */
export type Validator = (text: string, options: ValidationOptions) => Result<readonly Outcome[], CsvError>;

/** Kinds that can be predicted. */
export type Validators = Readonly<Partial<Record<KindName, Validator>>>;

/** `predictorOf` sees the configurations of the whole file first: rows of one curve share what the curve says. */
export const validatorOf =
  <Row>(kind: RowKind<Row>, predictorOf: (rows: readonly Row[]) => (row: Row) => Predicted): Validator =>
  (text, options) => {
    const rows = kind.read(text);
    return rows.ok ? success(validateRows(rows.value, kind.facts, predictorOf(rows.value), options)) : rows;
  };
