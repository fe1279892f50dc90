/** Rows are predicted from their own columns: what rows share never mixes their configurations. Eq. T3 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultAliases } from '../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { e2eContext, e2ePredictor } from './e2e-predictor.ts';
import type { Values } from './predicted.ts';
import { readE2eRows } from './rows/e2e-row.ts';

const HEAD =
  'model,system,backend,weight_precision,mode,isl,osl,length_distribution,concurrency,accelerators_total,tp,ttft_ms,tpot_ms,prefill_workers,prefill_gpus_per_worker,prefill_tp,decode_workers,decode_gpus_per_worker,decode_tp';

const predicted = (...lines: readonly string[]): readonly (Values | string)[] => {
  const read = readE2eRows([HEAD, ...lines].join('\n'));
  if (!read.ok) throw new Error(read.error.reason);
  const predict = e2ePredictor(e2eContext(read.value, defaultCatalogue, defaultAliases, defaultCalibration));
  return read.value.map((row) => {
    const answer = predict(row);
    return answer.ok ? answer.values : answer.reason;
  });
};

const row = (users: number, tp: number): string =>
  `Llama-3.3-70B,h200_sxm,vllm,fp8,agg,1024,1024,"uniform[0.8L,L]",${users},${tp},${tp},100,10,,,,,,`;

const values = (answer: Values | string | undefined): Required<Pick<Values, 'ttft' | 'tpot' | 'throughput'>> => {
  if (typeof answer === 'object' && answer.ttft && answer.tpot && answer.throughput)
    return { ttft: answer.ttft, tpot: answer.tpot, throughput: answer.throughput };
  throw new Error(String(answer));
};

describe('rows without a group', () => {
  test('keep their own layout and load, whatever stands beside them', () => {
    const together = predicted(row(8, 2), row(8, 8), row(64, 8));
    const alone = [predicted(row(8, 2)), predicted(row(8, 8)), predicted(row(64, 8))].flat();
    together.forEach((answer, i) => {
      const ratio = values(answer).tpot / values(alone[i]).tpot;
      expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
    });
    expect(values(together[1]).tpot).toBeLessThan(values(together[0]).tpot);
    expect(values(together[2]).tpot).toBeGreaterThan(values(together[1]).tpot);
  });

  test('of models nobody knows are refused with the name', () => {
    const [answer] = predicted(row(8, 2).replace('Llama-3.3-70B', 'nobody-70b'));
    expect(answer).toContain('nobody-70b');
  });
});

// Little: c = X · (TTFT + (osl − 1)·TPOT), X in requests; the drain of a run of ten waves takes up to a fifth of it.
test.each([
  ['aggregated', row(64, 4)],
  ['on two replicas', row(64, 4).replace(',64,4,4,', ',64,8,4,')],
  [
    'disaggregated over three decode workers',
    'Llama-3.3-70B,h200_sxm,vllm,fp8,disagg,1024,1024,"uniform[0.8L,L]",96,16,,100,10,1,4,4,3,4,4',
  ],
])('the rate of a run fits its users and its latencies: %s', (_, line) => {
  const users = Number(/"uniform\[0\.8L,L\]",(\d+)/.exec(line)?.[1]);
  const { ttft, tpot, throughput } = values(predicted(line)[0]);
  const little = (users * 0.9 * 1_024 * 1e3) / (ttft + (0.9 * 1_024 - 1) * tpot);
  expect(throughput / little).toBeGreaterThan(0.75);
  expect(throughput / little).toBeLessThan(1.1);
});
