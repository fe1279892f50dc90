/** Rows → outcomes → report: what counts, what is refused, and every leaf of the JSON. */
import { describe, expect, it } from 'vitest';
import { e2eKind, kindOf } from './kinds.ts';
import type { Predicted } from './predicted.ts';
import { reportOf } from './report.ts';
import { readE2eRows, type E2eRow } from './rows/e2e-row.ts';
import { validateRows, type Outcome } from './validate.ts';

const TEXT = `id,group,model,system,backend,weight_precision,mode,spec_decode,isl,osl,concurrency,ttft_ms,tpot_ms,output_tok_s,flags,score
r1,g1,M1,h100_sxm,vllm,fp8,agg,none,1024,128,1,100,10,,,1
r2,g1,M1,h100_sxm,vLLM,fp8,agg,none,1024,128,8,200,20,500,ttft-queueing,1
r3,g2,M2,b200_sxm,trtllm,fp4,disagg,mtp,1024,128,8,400,40,,ttft>10s,1
r4,g2,M2,b200_sxm,trtllm,fp4,disagg,mtp,1024,128,8,400,40,,,0
`;

const rows = (): readonly E2eRow[] => {
  const read = readE2eRows(TEXT);
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
};

/** A test double: TTFT always 110 ms, TPOT right, M2 unknown. */
const predict = (row: E2eRow): Predicted =>
  row.model === 'M2'
    ? { ok: false, reason: 'M2 is unknown' }
    : { ok: true, values: { ttft: 110, tpot: row.tpotMs ?? 0 }, tier: 'calibrated', band: { ttft: [90, 130] } };

const outcomesOf = (predictor = predict, all = false): readonly Outcome[] =>
  validateRows(rows(), e2eKind.facts, predictor, { all });

describe('report', () => {
  const report = reportOf(outcomesOf(), 0.5);

  it('counts rows with score 1 and refused rows at 100 % in every metric they carry', () => {
    expect(report).toMatchObject({ n: 3, answered: 2, refused: 1, seconds: 0.5 });
    // TTFT errors 10 %, 45 %, refused; groups g1 27.5 % and g2 100 %.
    expect(report.metrics.ttft).toMatchObject({ n: 3, median_ape: expect.closeTo(45, 10) as number, in_band: 50 });
    expect(report.metrics.ttft?.group_median_ape).toBeCloseTo(63.75, 10);
    expect(report.metrics.tpot).toMatchObject({ n: 3, median_ape: 0, bias: 0 });
    expect(report.refusals).toEqual([{ reason: 'M2 is unknown', n: 1 }]);
  });

  it('counts a metric the row carries and the answer leaves out as refused', () => {
    expect(report.metrics.throughput).toMatchObject({ n: 1, median_ape: 100, bias: null });
  });

  it('gives TTFT a second time without rows that wait', () => {
    expect(report.metrics.ttft_unqueued?.n).toBe(1);
    expect(report.metrics.ttft_unqueued?.median_ape).toBeCloseTo(10, 10);
  });

  it('has a leaf per slice and value, with counts and the same metrics', () => {
    expect(Object.keys(report.by)).toEqual([
      'system',
      'model',
      'backend',
      'mode',
      'precision',
      'spec_decode',
      'modality',
      'source',
      'tier',
    ]);
    expect(Object.keys(report.by.backend)).toEqual(['vllm', 'trtllm']);
    expect(report.by.system['b200_sxm']).toMatchObject({
      n: 1,
      answered: 0,
      refused: 1,
      metrics: { tpot: { n: 1, median_ape: 100 } },
    });
    expect(report.by.spec_decode['mtp']?.metrics.ttft_unqueued).toBeUndefined();
    expect(report.by.modality['text']?.metrics).toEqual(report.metrics);
    expect(report.by.tier).toMatchObject({ calibrated: { n: 2 }, refused: { n: 1 } });
    expect(report.by.source['not stated']?.n).toBe(3);
  });

  it('counts rows with score 0 when asked to', () => {
    expect(reportOf(outcomesOf(predict, true), 0)).toMatchObject({ n: 4, refused: 2 });
  });

  it('survives JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -3])('an answer of %s is a refusal', (tpot) => {
  const [first] = outcomesOf(() => ({ ok: true, values: { tpot }, tier: 'estimated' }));
  expect(first).toMatchObject({ refusal: `tpot came out as ${tpot}`, tier: null, predicted: {} });
});

it('tells progress after each row', () => {
  const told: string[] = [];
  validateRows(rows(), e2eKind.facts, predict, { all: false, onRow: (done, total) => told.push(`${done}/${total}`) });
  expect(told).toEqual(['1/3', '2/3', '3/3']);
});

it('knows the kind of a file by its header', () => {
  expect(kindOf(TEXT.slice(0, TEXT.indexOf('\n')).split(','))).toBe('e2e');
  expect(kindOf(['id', 'accelerator', 'scenario', 'tok_s_total', 'ttft_mean_ms'])).toBe('throughput');
  expect(kindOf(['row_id', 'gpu', 'power_w_per_gpu', 'energy_j_per_output_token'])).toBe('energy');
  expect(kindOf(['a', 'b'])).toBeNull();
});
