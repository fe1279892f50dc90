/** What the heads of the levers say, and how parts are counted. */
import { describe, expect, test } from 'vitest';
import { leverOf } from '../../../src/performance/levers.ts';
import { servingSchema } from '../../../src/scenario/schema.ts';
import type { GroupAnswer } from '../../../src/evaluate/evaluation.ts';
import {
  changedIn,
  formatName,
  partsWords,
  ratioOf,
  servedAs,
  shortLayout,
  STANDARD,
  summaryOf,
} from './lever-words.ts';
import { leverFor } from './lever-card.tsx';

const layout = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };
const TP4 = { ...layout, tp: 4, moeTp: 4 };
const EP8 = { ...layout, attnDp: 8, ep: 8 };

type Part = Pick<GroupAnswer, 'rackGroupId' | 'role' | 'layout' | 'instances'>;
const part = (role: GroupAnswer['role'], instances: number, cut: GroupAnswer['layout'], rackGroupId = 'g1'): Part => ({
  rackGroupId,
  role,
  layout: cut,
  instances,
});
const groups = [part('decode', 1, EP8), part('decode', 2, EP8, 'g2'), part('prefill', 2, TP4)] as GroupAnswer[];

describe('parts', () => {
  test('are counted over rack groups and told in the order of a request', () => {
    expect(partsWords(groups)).toBe('2 prefill × TP 4 : 3 decode × EP 8');
    expect(partsWords(groups.slice(0, 2))).toBeNull();
    expect(ratioOf(groups, 'prefill', 'decode')).toBeCloseTo(2 / 3);
    expect(ratioOf(groups, 'attention', 'ffn')).toBeNull();
  });

  test('LPUs hold the FFN together: one instance, however many', () => {
    const apart = [part('attention', 2, EP8), { ...part('ffn', 1_536, layout, 'g2'), acceleratorId: 'lp30' }];
    const lpus = apart as GroupAnswer[];
    expect(partsWords(lpus)).toBe('2 attention × EP 8 : 1 FFN × 1,536 LPUs');
    expect(ratioOf(lpus, 'attention', 'ffn')).toBe(2);
  });

  test('layouts are said in as few factors as tell them apart', () => {
    expect(shortLayout(EP8)).toBe('EP 8');
    expect(shortLayout({ ...TP4, ep: 4, moeTp: 1 })).toBe('TP 4, EP 4');
    expect(shortLayout({ ...EP8, tp: 2, ep: 16 })).toBe('TP 2, DP 8, EP 16');
    expect(shortLayout(layout)).toBe('one accelerator');
  });

  test('the way of serving is that of the answer, else what is asked or implied', () => {
    expect(servedAs('auto', groups, [])).toBe('disaggregated');
    expect(servedAs('auto', [], ['auto', 'prefill'])).toBe('disaggregated');
    expect(servedAs('auto', [], ['ffn'])).toBe('attention-ffn');
    expect(servedAs('aggregated', [], ['ffn'])).toBe('aggregated');
    expect(servedAs('auto', [], ['auto'])).toBe('aggregated');
  });
});

describe('heads', () => {
  test('say the present choices without an answer', () => {
    const of = (id: Parameters<typeof summaryOf>[0], change: Partial<typeof STANDARD> = {}) =>
      summaryOf(id, { ...STANDARD, ...change }, [], 'aggregated');
    expect(of('way')).toBe('aggregated, vLLM');
    expect(of('formats', { weights: 'nvfp4', kvFormat: 'fp8' })).toBe('NVFP4, KV FP8');
    expect(of('cut', { layout: EP8 })).toBe('EP 8');
    expect(of('batching', { maxBatch: 256 })).toBe('to 256 seq, 8,192 tok a step');
    expect(of('kv', { prefixCaching: false })).toBe('no cache, host, racks');
    expect(of('speculation', { speculation: { method: 'mtp', draftTokens: 2 } })).toBe('MTP, 2 drafts');
  });

  test('count what differs from the default', () => {
    expect(changedIn(STANDARD)).toBe(0);
    const serving = { ...STANDARD, engine: 'sglang', kvTiers: { ...STANDARD.kvTiers, host: false } } as const;
    expect([
      changedIn(serving),
      changedIn(serving, 'way'),
      changedIn(serving, 'kv'),
      changedIn(serving, 'cut'),
    ]).toEqual([2, 1, 1, 0]);
  });

  test('every choice of the schema is under one head', () => {
    const changed = Object.keys(servingSchema.shape).filter(
      (key) => changedIn({ ...STANDARD, [key]: 'something else' }) !== 1,
    );
    expect(changed).toEqual([]);
  });

  test('formats are capitals', () => {
    expect(formatName('nvfp4 experts, bf16 attention')).toBe('NVFP4 experts, BF16 attention');
    expect(formatName('int4-g128')).toBe('INT4-g128');
  });
});

test('every lever that a control names is in the table', () => {
  const named = [
    'mode',
    'prefillPerDecode',
    'attentionPerFfn',
    'microBatches',
    'weights',
    'kvFormat',
    'flashAttention',
    'layout',
    'expertBalance',
    'maxBatch',
    'prefillBudgetTokens',
    'prefixCaching',
    'pagedBlockTokens',
    'kvTiers',
    'speculation',
  ];
  expect(named.filter((id) => leverOf(id) === undefined)).toEqual([]);
  expect(leverFor('engine')?.name).toBe('Engine');
});
