/** Kernels and traffic of attention and FFN on accelerators of their own. Eq. S6 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visitProbability } from './collectives.ts';
import { deviceUnderTest, instanceUnderTest, modelUnderTest, tensor, wideExperts } from './instance-under-test.ts';
import type { Instance } from './instance.ts';
import { kernelSeconds } from './ledger.ts';
import { weightBytesPerRank } from './memory.ts';
import { expertParameters } from './parameters.ts';
import { attentionKernels, attentionSideOf, crossingsOf, ffnKernels, ffnSideOf } from './split-step.ts';
import { estimatesOf, SPLIT_ESTIMATES } from './split-step-estimates.ts';
import { ffnParameters, sramFit, sramInstance, sramKernels, sramRacks, type SramPool } from './split-step-sram.ts';
import { copiedElements, trafficOf, type TrafficWork } from './split-step-traffic.ts';
import { kernelsOf } from './step-time.ts';
import { quantity } from '../units/quantity.ts';

const BASE = estimatesOf('base');
const v3 = modelUnderTest('deepseek-v3');
const lpu = instanceUnderTest('deepseek-v3', 'lpx-256', tensor(1));
const sixRacks: SramPool = { parts: 6 * 256, perRack: 256, staging: null };
const micro = (seconds: number): number => seconds * 1e6;

describe('what each side is made of', () => {
  const instance = instanceUnderTest('deepseek-v3', 'gb200-nvl72', wideExperts(32), { engine: 'sglang' });

  test('weights are on one side or the other', () => {
    const both = weightBytesPerRank(attentionSideOf(instance)) + weightBytesPerRank(ffnSideOf(instance));
    expect(both).toBeCloseTo(weightBytesPerRank(instance), -3);
    // 11.41 GB of MLA at FP8, embedding and head in bf16 at 1.85 GB each, router 0.21 GB.
    expect(weightBytesPerRank(attentionSideOf(instance))).toBeCloseTo(15.34e9, -7);
  });

  test('both sides and the exchange they replace are the whole step', () => {
    const sequences = 256;
    const work = { sequences, context: 4_096, prompts: 0, promptTokens: 0, promptPast: 0 };
    const whole = kernelsOf(instance, work);
    const attention = attentionKernels(instance, { sequences, context: 4_096, verified: 1 });
    const ffn = ffnKernels(instance, sequences);
    const exchanged = whole.seconds.collective - attention.seconds.collective - ffn.seconds.collective;
    expect(exchanged).toBeGreaterThan(0);
    expect(kernelSeconds(attention) + kernelSeconds(ffn) + exchanged).toBeCloseTo(kernelSeconds(whole), 9);
    expect(attention.flop + ffn.flop).toBeCloseTo(whole.flop, -6);
  });

  test('a dense model splits the same way', () => {
    const llama = instanceUnderTest('llama-3.3-70b', 'hgx-h200-8', tensor(8));
    const whole = kernelsOf(llama, { sequences: 64, context: 2_000, prompts: 0, promptTokens: 0, promptPast: 0 });
    const attention = attentionKernels(llama, { sequences: 64, context: 2_000, verified: 1 });
    expect(kernelSeconds(attention) + kernelSeconds(ffnKernels(llama, 64))).toBeCloseTo(kernelSeconds(whole), 9);
    expect(crossingsOf(llama.model)).toBe(80);
  });
});

describe('FFN on SRAM parts', () => {
  const moe = v3.ffns.find(({ spec }) => spec.kind === 'moe')?.spec;
  if (moe?.kind !== 'moe') throw new Error('DeepSeek-V3 without experts');

  test('one expert of DeepSeek-V3 has 3·7168·2048 = 44.04 M parameters', () => {
    expect(expertParameters(moe, v3.hiddenSize)).toBe(44_040_192);
  });

  test('its routed and shared experts take 656.5 GB, six racks of 128 GB from a usable share of 0.855 on, seven at 0.85', () => {
    const bytes = 58 * ffnParameters(moe, v3.hiddenSize);
    expect(bytes / 1e9).toBeCloseTo(656.5, 1);
    const rack = 256 * deviceUnderTest('lpx-256').capacity;
    expect(rack).toBe(128e9);
    expect(sramRacks(bytes, rack, 0.855)).toBe(6);
    expect(sramRacks(bytes, rack, 0.85)).toBe(7);
    // The three dense blocks, 1.19 GB, move the edge to 657.8 ÷ 768 = 0.8565.
    expect(sramFit(lpu, sixRacks, { ...BASE, sramUsableShare: 0.857 })).toMatchObject({
      racksNeeded: 6,
      shortBytes: 0,
    });
    expect(sramFit(lpu, sixRacks, { ...BASE, sramUsableShare: 0.856 })).toMatchObject({ racksNeeded: 7 });
  });

  test('weights are eight bits wide whatever the checkpoint has', () => {
    const nvfp4 = instanceUnderTest('deepseek-v3', 'lpx-256', tensor(1), { weights: 'nvfp4' });
    expect(sramFit(nvfp4, sixRacks, BASE)).toEqual(sramFit(lpu, sixRacks, BASE));
    expect(sramInstance(nvfp4).precision.weights.routedExperts).toBe('fp8');
  });

  test('a layer of experts takes 1.7 to 3 µs while tokens are few, bound by SRAM: 257 · 44.04 MB on 26.4 parts at most 3.4 µs', () => {
    const layer = (tokens: number): number => micro(sramKernels(lpu, sixRacks, tokens, BASE).seconds.moe / 58);
    expect(layer(32)).toBeGreaterThan(1.7);
    expect(layer(64)).toBeLessThan(3);
    // 11.32 GB of a layer out of 657.65 GB, over 1,536 parts.
    const parts = (1_536 * 257 * 44.04e6) / 657.65e9;
    const all = (257 * 44.04e6) / (parts * 150e12 * BASE.sramBandwidthShare);
    expect(micro(all)).toBeCloseTo(3.36, 2);
    expect(layer(64)).toBeLessThan(micro(all) + micro(BASE.sramLaunchSeconds));
  });

  test('with many tokens multiplying binds: FLOPs ÷ (parts · 1.2 PF · share)', () => {
    const tokens = 4_096;
    const seconds = sramKernels(lpu, sixRacks, tokens, BASE).seconds.moe / 58;
    const flop = 2 * tokens * 9 * 44_040_192;
    const parts = (1_536 * 257 * 44_040_192) / (sramFit(lpu, sixRacks, BASE).bytes / 1.000244);
    expect(seconds - BASE.sramLaunchSeconds).toBeCloseTo(flop / (parts * 1.2e15 * BASE.sramComputeShare), 9);
  });

  test('what SRAM does not hold waits in the memory of the bridges and binds; without it the weights are short', () => {
    const three: SramPool = { parts: 768, perRack: 256, staging: null };
    const short = sramFit(lpu, three, BASE).shortBytes;
    expect(short).toBeCloseTo(657.81e9 - 384e9 * BASE.sramUsableShare, -8);
    const staged: SramPool = { ...three, staging: { capacityBytes: 256e9, bytesPerSecond: 100e9 } };
    const fit = sramFit(lpu, staged, BASE);
    expect(fit.shortBytes).toBe(0);
    expect(fit.residentShare).toBeCloseTo((384e9 * BASE.sramUsableShare) / 657.81e9, 4);
    const slow = sramKernels(lpu, staged, 8, BASE).seconds.moe;
    expect(slow).toBeGreaterThan(50 * sramKernels(lpu, sixRacks, 8, BASE).seconds.moe);
    const twice: SramPool = { ...three, staging: { capacityBytes: 256e9, bytesPerSecond: 200e9 } };
    const constant = 58 * BASE.sramLaunchSeconds;
    expect(sramKernels(lpu, twice, 8, BASE).seconds.moe - constant).toBeCloseTo((slow - constant) / 2, 9);
  });

  test('the pessimistic end is the slower one of every estimate', () => {
    const at = (name: 'pessimistic' | 'optimistic'): number =>
      kernelSeconds(sramKernels(lpu, { ...sixRacks, parts: 2_048 }, 64, estimatesOf(name)));
    expect(at('pessimistic')).toBeGreaterThan(at('optimistic'));
    expect(estimatesOf('pessimistic').bridgeSeconds).toBe(SPLIT_ESTIMATES.bridgeSeconds.high);
    expect(estimatesOf('pessimistic').bridgeBytesPerSecond).toBe(SPLIT_ESTIMATES.bridgeBytesPerSecond.low);
  });
});

describe('traffic between the sides', () => {
  const attention = instanceUnderTest('deepseek-v3', 'gb200-nvl72', wideExperts(32), { engine: 'sglang' });
  const ffn = instanceUnderTest('deepseek-v3', 'gb200-nvl72', wideExperts(32), { engine: 'sglang' });
  const work = (link: TrafficWork['link'], onto: Instance = ffn): TrafficWork => ({
    link,
    attention,
    attentions: 1,
    ffn: onto,
    ffns: 1,
    racks: 1,
    rankTokens: 64,
    ffnTokens: 2_048,
  });
  const moe = v3.ffns.find(({ spec }) => spec.kind === 'moe')?.spec ?? { kind: 'dense', intermediate: 1, matrices: 3 };

  test('copies: every rank visited inside a domain, every domain over the network, one rack behind bridges', () => {
    const hidden = 7_168;
    const visit = visitProbability(256, 8, 32);
    expect(copiedElements(ffn, moe, 'fabric') / hidden).toBeCloseTo(32 * visit + (1 - visit), 9);
    expect(copiedElements(ffn, moe, 'network')).toBe(hidden);
    expect(copiedElements(ffn, moe, 'bridge')).toBe(hidden);
    const eights = instanceUnderTest('deepseek-v3', 'hgx-h200-8', wideExperts(32));
    const node = visitProbability(256, 8, 4);
    expect(copiedElements(eights, moe, 'network') / hidden).toBeCloseTo(4 * node + (1 - node), 9);
  });

  test('bytes ÷ narrower link: 2,048 tokens of 7,168 elements, one byte out and two back, over 32 bridges of 25 GB/s', () => {
    const { dispatchShare, combineShare } = attention.calibration.links.allToAll;
    const narrow = { ...BASE, bridgeBytesPerSecond: 25e9 };
    const traffic = trafficOf(work('bridge', sramInstance(lpu)), narrow);
    const elements = 2_048 * 7_168;
    expect(traffic.bytes).toBeCloseTo(3 * elements, -1);
    const rate = 32 * 25e9;
    const seconds = elements / (rate * dispatchShare) + (2 * elements) / (rate * combineShare);
    expect(traffic.seconds).toBeCloseTo(2 * BASE.bridgeSeconds + seconds, 9);
    expect(traffic.oneWaySeconds).toBeCloseTo((2 * elements) / (rate * combineShare), 9);
    // The other racks of the pool serve other layers meanwhile.
    const six = trafficOf({ ...work('bridge', sramInstance(lpu)), racks: 6 }, narrow);
    expect(six.seconds).toBe(traffic.seconds);
    // Now the cards of the attention side are the narrower end, 32 of 50 GB/s.
    expect(six.oneWaySeconds).toBeCloseTo(traffic.oneWaySeconds / 2, 12);
  });

  test('more bandwidth is never slower, more tokens never faster', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('fabric', 'network', 'bridge'),
        fc.integer({ min: 1, max: 4_096 }),
        fc.double({ min: 1, max: 8, noNaN: true }),
        (link, tokens, factor) => {
          const at = (times: number, count: number): number => {
            const { device } = attention;
            const wider = {
              ...device,
              scaleOut: quantity<'B/s'>(device.scaleOut * times),
              scaleUp: quantity<'B/s'>(device.scaleUp * times),
            };
            const sides = { attention: { ...attention, device: wider }, ffn: { ...ffn, device: wider } };
            const bridge = { ...BASE, bridgeBytesPerSecond: BASE.bridgeBytesPerSecond * times };
            return trafficOf({ ...work(link), ...sides, rankTokens: count / 32, ffnTokens: count }, bridge).seconds;
          };
          expect(at(factor, tokens)).toBeLessThanOrEqual(at(1, tokens));
          expect(at(1, 2 * tokens)).toBeGreaterThanOrEqual(at(1, tokens));
        },
      ),
      { numRuns: 60, seed: 6 },
    );
  });
});
