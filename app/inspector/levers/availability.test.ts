/** What a model or its racks do not have is refused with the reason; what they have is not. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { RackGroup } from '../../../src/scenario/schema.ts';
import {
  draftModelsFor,
  expertsReason,
  kvFormatReason,
  methodReason,
  modeReason,
  tierReason,
  unfusedReason,
  weightsReason,
} from './availability.ts';
import type { LeverContext, PoolRack } from './context.ts';
import { STANDARD } from './lever-words.ts';
import { roleReason } from './roles.ts';

const rack = (systemId: string, role: RackGroup['role'] = 'auto'): PoolRack => {
  const system = defaultCatalogue.systems[systemId];
  const accelerator = system?.acceleratorId ? defaultCatalogue.accelerators[system.acceleratorId] : undefined;
  if (!system || !accelerator) throw new Error(`no rack ${systemId}`);
  const group: RackGroup = {
    id: systemId,
    siteId: 's1',
    systemId,
    role,
    acquisition: 'buy',
    powerLimitShare: 1,
    placements: [],
  };
  return { group, system, accelerator, accelerators: system.accelerators };
};

const context = (modelId: string, racks: readonly PoolRack[], store = false): LeverContext => {
  const model = defaultCatalogue.models[modelId];
  if (!model) throw new Error(`no model ${modelId}`);
  return { model, racks, store };
};

const r1 = context('deepseek-r1', [rack('gb200-nvl72')]);
const llama = context('llama-3.1-8b', [rack('hgx-h200-8')]);

describe('ways of serving', () => {
  test('attention apart needs two groups, one of them with the role', () => {
    expect(modeReason('attention-ffn', r1)).toMatch(/two rack groups/);
    const two = [rack('vr-nvl72'), rack('lpx-256')];
    expect(modeReason('attention-ffn', context('deepseek-r1', two))).toMatch(/role FFN or attention/);
    const roles = [rack('vr-nvl72'), rack('lpx-256', 'ffn')];
    expect(modeReason('attention-ffn', context('deepseek-r1', roles))).toBeNull();
  });

  test('prefill apart needs more than one accelerator', () => {
    expect(modeReason('disaggregated', r1)).toBeNull();
    expect(modeReason('disaggregated', context('llama-3.1-8b', [rack('rtx-4090-1')]))).toMatch(/cannot be split/);
  });
});

describe('number formats', () => {
  test("NVFP4 is NVIDIA's", () => {
    expect(weightsReason('nvfp4', STANDARD, r1)).toBeNull();
    expect(weightsReason('nvfp4', STANDARD, context('deepseek-r1', [rack('mi355x-8')]))).toMatch(/NVIDIA/);
    expect(weightsReason({ routedExperts: 'nvfp4' }, STANDARD, llama)).toMatch(/no such part/);
  });

  test('one rack that cannot is enough', () => {
    const both = context('deepseek-r1', [rack('gb200-nvl72'), rack('mi355x-8')]);
    expect(weightsReason('nvfp4', STANDARD, both)).toMatch(/MI355X/);
  });

  test('a rack for the FFN alone keeps its own format', () => {
    const lpx = (role: RackGroup['role']) => context('deepseek-r1', [rack('vr-nvl72'), rack('lpx-256', role)]);
    expect(weightsReason('nvfp4', STANDARD, lpx('auto'))).toMatch(/FP8/);
    expect(weightsReason('nvfp4', STANDARD, lpx('ffn'))).toBeNull();
  });

  test('a narrow cache and attention that is not fused exclude each other', () => {
    expect(kvFormatReason('nvfp4', STANDARD, llama)).toMatch(/FP4/);
    expect(kvFormatReason('fp8', STANDARD, llama)).toBeNull();
    expect(kvFormatReason('fp8', { ...STANDARD, flashAttention: false }, llama)).toMatch(/flash attention/);
    expect(unfusedReason({ ...STANDARD, kvFormat: 'fp8' }, llama)).toMatch(/flash attention/);
    expect(unfusedReason(STANDARD, llama)).toBeNull();
  });
});

describe('speculation and experts', () => {
  test('MTP goes with models that were trained with it', () => {
    expect(methodReason('mtp', r1)).toBeNull();
    expect(methodReason('mtp', llama)).toMatch(/without a layer/);
    expect(methodReason('eagle', llama)).toBeNull();
  });

  test('a draft model is smaller and has the same vocabulary', () => {
    const model = defaultCatalogue.models['llama-3.1-70b'] ?? defaultCatalogue.models['llama-3.3-70b'];
    if (!model) throw new Error('no large Llama');
    const drafts = draftModelsFor(model);
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.every((draft) => draft.vocabSize === model.vocabSize)).toBe(true);
    expect(drafts.every((draft) => draft.activeParameters < model.activeParameters)).toBe(true);
  });

  test('a dense model has no experts to balance', () => {
    expect(expertsReason(llama)).toMatch(/dense/);
    expect(expertsReason(r1)).toBeNull();
  });
});

describe('KV tiers and roles', () => {
  test('racks are a tier where one of the site has the role', () => {
    expect(tierReason('racks', r1)).toMatch(/KV store/);
    expect(tierReason('racks', { ...r1, store: true })).toBeNull();
  });

  test('a tier that no rack of the pool has published is refused', () => {
    expect(tierReason('localNvme', llama)).toBeNull();
    const bare = rack('hgx-h200-8');
    const without = { ...llama, racks: [{ ...bare, system: { ...bare.system, localNvme: null } }] };
    expect(tierReason('localNvme', without)).toMatch(/no drive/);
  });

  test('a rack has the roles its parts allow', () => {
    const { system } = rack('gb200-nvl72');
    const store = defaultCatalogue.systems['cmx-icms'];
    if (!store) throw new Error('no store');
    expect([roleReason('prefill', system), roleReason('kv-store', system)]).toEqual([null, 'not a storage system']);
    expect([roleReason('prefill', store), roleReason('kv-store', store)]).toEqual(['no accelerator', null]);
  });
});
