/** Predicts the latency rows of a file: configuration, simulation, group terms, and the band of what stands behind the answer. */
import type { Calibration } from '../calibration/calibration.ts';
import { groupFactors } from '../calibration/effects.ts';
import { trustFor, type Band } from '../calibration/trust.ts';
import type { Aliases } from '../catalogue/aliases.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { basisOf } from '../performance/basis.ts';
import type { ConfigurationContext } from './configuration.ts';
import { groupNamesOf } from './group-names.ts';
import { answerE2e, prepareE2e, type TableCache } from './predict-e2e.ts';
import type { Predicted } from './predicted.ts';
import { nameTables } from './resolve-names.ts';
import type { E2eRow } from './rows/e2e-row.ts';

/** What the rows of one file share. `calibration` has the tables of every measured accelerator. */
export const e2eContext = (
  rows: readonly E2eRow[],
  catalogue: Catalogue,
  aliases: Aliases,
  calibration: Calibration,
): ConfigurationContext => {
  const mostUsers = new Map<string, number>();
  for (const { group, concurrency } of rows)
    mostUsers.set(group, Math.max(mostUsers.get(group) ?? 0, concurrency ?? 0));
  return { catalogue, names: nameTables(catalogue, aliases), calibration, mostUsers, instances: new Map() };
};

const within = (value: number, { low, high }: Band): readonly [number, number] => [value * low, value * high];

/** Predictor of the rows of one file; rows of one curve share its tables. Eq. T3 */
export const e2ePredictor = (context: ConfigurationContext): ((row: E2eRow) => Predicted) => {
  const tables: TableCache = new Map();
  const { calibration } = context;
  return (row) => {
    const read = prepareE2e(row, context, tables);
    if (!read.ok) return read;
    const { prepared } = read;
    const { configuration } = prepared;
    const answer = answerE2e(prepared, configuration.engine);
    const factors = groupFactors(calibration.groups, groupNamesOf(prepared));
    const ttft = answer.ttftMs * factors.ttft;
    const tpot = answer.tpotMs * factors.step;
    // The run takes as much longer as its requests do; its burst and its drain are in the simulated rate.
    const took = (ttftMs: number, tpotMs: number): number => ttftMs + (configuration.outputTokens - 1) * tpotMs;
    const throughput = answer.outputTokensPerSecond * (took(answer.ttftMs, answer.tpotMs) / took(ttft, tpot));
    const trust = trustFor(basisOf(configuration.workers.instance, factors.known), calibration.bands);
    return {
      ok: true,
      values: { ttft, tpot, throughput },
      tier: trust.tier,
      band: { ttft: within(ttft, trust.ttft), tpot: within(tpot, trust.tpot) },
    };
  };
};
