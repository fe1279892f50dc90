/** Tables and their points are the formulas of `serving`, and bounds stay below what they bound. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { deviceUnderTest, modelUnderTest, tensor, wideExperts } from '../performance/instance-under-test.ts';
import type { Layout } from '../performance/layout.ts';
import { precisionOf } from '../performance/precision.ts';
import { PLAIN } from '../performance/techniques.ts';
import { disaggregatedCurveOf, prefillOnly, servingApart, transferSecondsOf } from '../serving/disaggregated-curve.ts';
import { mixOf } from '../serving/requests.ts';
import { ladderTo, serviceAt, serviceCurveOf } from '../serving/service-curve.ts';
import { aggregatedCurve } from './coarse-curve.ts';
import { apartRow, apartRows, handOverSeconds } from './disaggregated-points.ts';
import { drafting, fixedRequests } from './frontier-under-test.ts';
import { prefillSideOf, stepTableOf, type Served } from './step-tables.ts';

const served = (modelId: string, input: number, output: number): Served => {
  const mix = mixOf([{ requests: fixedRequests(input, output), weight: 1 }]);
  if (!mix) throw new Error('no mix');
  return {
    model: modelUnderTest(modelId),
    mix,
    engine: defaultCalibration.engines.sglang,
    calibration: defaultCalibration,
    terms: { prefillBudgetTokens: 8_192, maxBatch: 'auto' },
  };
};

const CASES: readonly (readonly [string, string, string, Layout, number, number, number])[] = [
  ['dense, short prompts', 'llama-3.1-8b', 'hgx-h100-8', tensor(1), 500, 500, 0],
  ['dense, long prompts in chunks', 'llama-3.3-70b', 'hgx-h200-8', tensor(8), 20_000, 300, 0],
  ['dense with drafts', 'llama-3.3-70b', 'hgx-h200-8', tensor(4), 4_000, 800, 3],
  ['experts over a rack', 'deepseek-r1', 'gb200-nvl72', wideExperts(32), 8_192, 1_024, 0],
  ['experts with drafts', 'deepseek-r1', 'gb200-nvl72', wideExperts(16), 1_024, 1_024, 2],
  ['experts, tensor-parallel', 'gpt-oss-120b', 'mi355x-8', tensor(8), 1_000, 2_000, 1],
];

describe.each(CASES)('%s', (_, modelId, systemId, layout, input, output, drafts) => {
  const question = served(modelId, input, output);
  const { mix, terms } = question;
  const device = deviceUnderTest(systemId);
  const precision = precisionOf(question.model, 'native', 'auto', question.engine.id);
  const techniques = drafts > 0 ? drafting(drafts).techniques : PLAIN;
  const table = stepTableOf(question, device, layout, precision, techniques);
  const side = prefillSideOf(question, device, layout, precision, techniques);
  if (!table || !side) throw new Error('does not fit');
  const link = { bytesPerSecond: 50e9, latencySeconds: 1e-5 };

  test('no batch beats the bound of its row', () => {
    for (const [row, inFlight] of table.inFlight.entries()) {
      const { tpot, endToEnd } = serviceAt(table.instance, mix, terms, inFlight);
      const least = table.aggregatedAtLeast(row);
      expect(least.tpot).toBeLessThanOrEqual(tpot * (1 + 1e-12));
      expect(least.endToEnd).toBeLessThanOrEqual(endToEnd);
    }
  });

  test('rows apart are those of the disaggregated curve', () => {
    const decode = servingApart(table.instance);
    const whole = {
      prefill: side.instance,
      prefills: 4_000,
      decode,
      decodes: 1,
      mix,
      terms,
      link: { ...link, bytesPerSecond: 1e15 },
    };
    const curve = disaggregatedCurveOf(whole);
    expect(curve?.capBy).not.toBe('prefill');
    const ladder = ladderTo(table.cap);
    for (const [row, { step, tpot, throughput }] of apartRows(table, table.gained, mix).entries()) {
      // First and last batch are on both ladders.
      if (row !== 0 && row !== table.inFlight.length - 1) continue;
      const own = row === 0 ? 0 : ladder.length - 1;
      expect(curve?.stepTime[own]).toBeCloseTo(step, 12);
      expect(curve?.tpot[own]).toBeCloseTo(tpot, 12);
      expect((curve?.throughput[own] ?? 0) / throughput).toBeCloseTo(1, 9);
    }
  });

  test('prefill and transfer apart are those of the disaggregated curve', () => {
    const alone = prefillOnly(side.instance, mix, terms.prefillBudgetTokens);
    expect([side.seconds, side.occupancy]).toEqual([alone.seconds, alone.occupancy]);
    const decode = servingApart(table.instance);
    const whole = { prefill: side.instance, prefills: 1, decode, decodes: 1, mix, terms, link };
    expect(handOverSeconds(side, table, mix, link)).toBeCloseTo(transferSecondsOf(whole), 12);
  });

  test('the curve of few batches lies on the full one where they meet', () => {
    const [few, full] = [aggregatedCurve(table, mix), serviceCurveOf(table.instance, mix, terms)];
    expect(few.cap).toBe(full?.cap);
    expect(few.responseSteps).toBe(full?.responseSteps);
    expect(few.responseFactor).toBe(full?.responseFactor);
    for (const end of [0, -1]) {
      expect((few.tpot.at(end) ?? 0) / (full?.tpot.at(end) ?? 1)).toBeCloseTo(1, 2);
      expect((few.throughput.at(end) ?? 0) / (full?.throughput.at(end) ?? 1)).toBeCloseTo(1, 2);
    }
  });
});

// 0.92 of 16 sequences; each holds its slot for a step of 20 ms and 99 tokens of 10 ms, two of them a step.
test('one row by hand', () => {
  const mix = mixOf([{ requests: fixedRequests(1_000, 100), weight: 1 }]);
  if (!mix) throw new Error('no mix');
  const { tpot, endToEnd, throughput } = apartRow(0.02, 2, 16, mix);
  expect(tpot).toBeCloseTo(0.01, 12);
  expect(endToEnd).toBeCloseTo(1.01, 12);
  expect(throughput).toBeCloseTo((0.92 * 16) / 1.01, 9);
});
