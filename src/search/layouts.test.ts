/** Which layouts may run, why the others may not, and that the list holds only those that may. Eq. X1 */
import { describe, expect, test } from 'vitest';
import { deviceUnderTest, modelUnderTest, tensor, wideExperts } from '../performance/instance-under-test.ts';
import { acceleratorsOf, layoutKey } from '../performance/layout.ts';
import { layoutReason, layoutsOf, refusedLayouts } from './layouts.ts';

const h200 = deviceUnderTest('hgx-h200-8');
const nvl72 = deviceUnderTest('gb200-nvl72');
const llama = modelUnderTest('llama-3.3-70b');
const deepseek = modelUnderTest('deepseek-r1');
const gptOss = modelUnderTest('gpt-oss-120b');

describe('a layout', () => {
  test.each([
    ['MoE ranks differ from attention ranks', deepseek, { ...tensor(8), moeTp: 4 }, 'shape-mismatch'],
    ['attention-DP without experts', llama, { tp: 1, pp: 1, attnDp: 8, moeTp: 8, ep: 1 }, 'shape-mismatch'],
    ['more than the group has', llama, { ...tensor(8), pp: 4 }, 'not-enough-accelerators'],
    ['tensor parallel beyond the node', llama, tensor(16), 'tp-leaves-domain'],
  ] as const)('%s', (_, model, layout, reason) => {
    expect(layoutReason(model, h200, layout, 16)).toBe(reason);
  });

  // 64 query heads of gpt-oss over 3 ranks; 256 experts of DeepSeek over 288.
  test('heads that do not divide, experts that do not reach', () => {
    expect(layoutReason(gptOss, h200, tensor(3), 16)).toBe('heads-not-divisible');
    expect(layoutReason(deepseek, nvl72, wideExperts(288), 300)).toBe('more-ranks-than-experts');
  });

  test('beyond the domain without a network card', () => {
    const alone = { ...h200, scaleOut: deviceUnderTest('jetson-edge').scaleOut };
    expect(layoutReason(deepseek, alone, wideExperts(16), 16)).toBe('no-scale-out');
    expect(layoutReason(deepseek, h200, wideExperts(16), 16)).toBeNull();
  });
});

describe.each([
  ['Llama-3.3-70B on HGX H200', llama, h200, 64],
  ['DeepSeek-R1 on GB200 NVL72', deepseek, nvl72, 72],
  ['gpt-oss-120b on MI355X', gptOss, deviceUnderTest('mi355x-8'), 8],
  ['Llama-3.1-8B on Jetson', modelUnderTest('llama-3.1-8b'), deviceUnderTest('jetson-edge'), 1],
] as const)('layouts of %s', (_, model, device, available) => {
  const layouts = layoutsOf(model, device, available);

  test('may all run, and none is listed twice', () => {
    expect(layouts.length).toBeGreaterThan(0);
    for (const layout of layouts) expect(layoutReason(model, device, layout, available)).toBeNull();
    expect(new Set(layouts.map(layoutKey)).size).toBe(layouts.length);
  });

  test('begin with a single accelerator', () => {
    expect(Math.min(...layouts.map(acceleratorsOf))).toBe(1);
  });
});

test('a rack of 72 is tried as one instance', () => {
  expect(layoutsOf(deepseek, nvl72, 72).map(layoutKey)).toContain(layoutKey(wideExperts(72)));
});

describe('refused layouts', () => {
  const reasonsOf = (device: typeof h200, available: number): Map<string, string> =>
    new Map(refusedLayouts(llama, device, available).map(({ layout, reason }) => [layoutKey(layout), reason]));

  // 64 query heads over 9 or 12 ranks leave a remainder.
  test('name what no number of accelerators would mend before the number', () => {
    const reasons = reasonsOf(h200, 8);
    expect(reasons.get(layoutKey(tensor(16)))).toBe('tp-leaves-domain');
    expect(reasons.get(layoutKey({ ...tensor(8), pp: 2 }))).toBe('not-enough-accelerators');
    expect(reasonsOf(nvl72, 72).get(layoutKey(tensor(9)))).toBe('heads-not-divisible');
  });

  test('are none of those that are tried', () => {
    const tried = new Set(layoutsOf(deepseek, nvl72, 72).map(layoutKey));
    for (const { layout } of refusedLayouts(deepseek, nvl72, 72)) expect(tried.has(layoutKey(layout))).toBe(false);
  });
});
