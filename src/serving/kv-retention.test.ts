/** Retention: the trace's own points come back, derived curves are the gaps themselves, and idle against active context. Eq. K4 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Workflow } from '../catalogue/figures.ts';
import { meanOf } from '../maths/log-normal.ts';
import { retentionCurveOf, shareFoundAfter, shareOfGapsAtMost } from './kv-retention.ts';

const workflowOf = (id: string): Workflow => {
  const workflow = catalogue.workflows[id];
  if (!workflow) throw new Error(`no workflow ${id}`);
  return workflow;
};

describe('coding agents', () => {
  const curve = retentionCurveOf(workflowOf('coding-agent'));

  test('keep 85 % of the hits with 60 s, 95 % with 300 s', () => {
    expect(curve.basis).toBe('measured');
    expect(shareFoundAfter(curve, 60)).toBeCloseTo(0.85, 2);
    expect(shareFoundAfter(curve, 300)).toBeCloseTo(0.95, 2);
    expect(shareFoundAfter(curve, 1e6)).toBe(1);
  });

  test('lie on a straight line in the logarithm of time between points, and in time before the first', () => {
    // √(120 · 300) = 189.7 s is half way from (120 s, 0.9029) to (300 s, 0.9526).
    expect(shareFoundAfter(curve, Math.sqrt(120 * 300))).toBeCloseTo((0.9029 + 0.9526) / 2, 6);
    expect(shareFoundAfter(curve, 5)).toBeCloseTo(0.4627 / 2, 6);
  });

  // The gaps as fitted give the same curve within 0.1 from 10 s on, although they played no part in it.
  test('agree with the gaps they were fitted to', () => {
    const derived = { ...workflowOf('coding-agent'), retention: null };
    for (const seconds of [10, 30, 60, 120, 300, 600, 1_800]) {
      expect(Math.abs(shareOfGapsAtMost(derived, seconds) - shareFoundAfter(curve, seconds))).toBeLessThan(0.1);
    }
  });

  // Idle against active time of a session. The trace says 17 weighed by tokens (4 with gaps cut at 300 s), with 9.75 s a call.
  // The figures of the workflow give 14: its clipped log-normals are thinner in the tail than the trace, whose tool waits
  // have a mean of 49 s against 26 s of the fit, and sessions with longer contexts wait longer.
  test('are idle for many times as long as they are active', () => {
    const { gapBetweenTurnsSeconds, humanGapSeconds, humanGapShare } = workflowOf('coding-agent');
    if (!gapBetweenTurnsSeconds || !humanGapSeconds) throw new Error('gaps are missing');
    const idle = (1 - humanGapShare) * meanOf(gapBetweenTurnsSeconds) + humanGapShare * meanOf(humanGapSeconds);
    const ratio = idle / 9.753;
    expect(ratio).toBeCloseTo(13.9, 1);
    expect(ratio).toBeGreaterThan(4.024);
    expect(ratio).toBeLessThan(16.98);
  });
});

describe('every workflow', () => {
  test.each(Object.keys(catalogue.workflows))('%s has a curve that rises to 1', (id) => {
    const workflow = workflowOf(id);
    const curve = retentionCurveOf(workflow);
    const shares = [0, 1, 3, 10, 30, 100, 300, 1e3, 1e4, 1e5, 1e6].map((seconds) => shareFoundAfter(curve, seconds));
    for (const [i, share] of shares.entries()) expect(share).toBeGreaterThanOrEqual(shares[i - 1] ?? 0);
    expect(shares.at(-1)).toBe(1);
    const expected = workflow.retention ? 'measured' : workflow.gapBetweenTurnsSeconds ? 'derived' : 'assumed';
    expect(curve.basis).toBe(expected);
  });

  test('derived ones are half way at the median of the gap', () => {
    for (const id of ['web-use', 'computer-use', 'voice']) {
      const workflow = workflowOf(id);
      const median = workflow.gapBetweenTurnsSeconds?.median ?? 0;
      expect(shareFoundAfter(retentionCurveOf(workflow), median)).toBeCloseTo(0.5, 1);
    }
  });

  test('two measured, three derived, four without gaps', () => {
    const count = (basis: string): number =>
      Object.values(catalogue.workflows).filter((workflow) => retentionCurveOf(workflow).basis === basis).length;
    expect([count('measured'), count('derived'), count('assumed')]).toEqual([2, 3, 4]);
  });
});
