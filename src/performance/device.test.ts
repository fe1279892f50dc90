/** Rates of a device: what its accelerator publishes, and the rule for formats it has no rate for. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Accelerator, ComputeFormat, System } from '../catalogue/figures.ts';
import { quantity } from '../units/quantity.ts';
import { deviceOf, peakOf, type Device } from './device.ts';

const acceleratorOf = (id: string): Accelerator => {
  const accelerator = catalogue.accelerators[id];
  if (!accelerator) throw new Error(`no accelerator ${id}`);
  return accelerator;
};

const systemOf = (id: string): System => {
  const system = catalogue.systems[id];
  if (!system) throw new Error(`no system ${id}`);
  return system;
};

const deviceIn = (systemId: string): Device => {
  const system = systemOf(systemId);
  const device = deviceOf(acceleratorOf(system.acceleratorId ?? ''), system);
  if (!device) throw new Error(`no device in ${systemId}`);
  return device;
};

const withPeaks = (peaks: Partial<Record<ComputeFormat, number>>): Accelerator => ({
  ...acceleratorOf('h100-sxm'),
  densePeak: Object.fromEntries(Object.entries(peaks).map(([format, rate]) => [format, quantity<'FLOP/s'>(rate)])),
});

describe('a format without a rate of its own', () => {
  test('four bits on an H100 run at the fp8 rate, bf16 at its own', () => {
    const h100 = acceleratorOf('h100-sxm');
    expect(peakOf(h100, 'fp4')).toBe(1_979e12);
    expect(peakOf(h100, 'fp6')).toBe(1_979e12);
    expect(peakOf(h100, 'bf16')).toBe(989e12);
  });

  // A100: bf16 312e12 and int8 only. fp8 is next wider bf16; int8 has its own.
  test('fp8 on an A100 runs at bf16', () => {
    const a100 = acceleratorOf('a100-sxm-80');
    expect(peakOf(a100, 'fp8')).toBe(a100.densePeak.bf16);
    expect(peakOf(a100, 'int8')).toBe(a100.densePeak.int8);
  });

  // Jetson Thor: fp8 517e12, fp4 1,035e12. bf16 is one step down from fp8: 258.5e12.
  test('bf16 takes half of fp8 where only narrower rates are known', () => {
    expect(peakOf(acceleratorOf('jetson-thor'), 'bf16')).toBe(258.5e12);
    expect(peakOf(withPeaks({ int8: 100e12 }), 'bf16')).toBe(50e12);
  });

  // DGX Spark publishes fp4 only, 500e12: fp8 is one step down, bf16 two.
  test('every step from four bits halves', () => {
    const spark = acceleratorOf('dgx-spark');
    expect([peakOf(spark, 'fp8'), peakOf(spark, 'bf16')]).toEqual([250e12, 125e12]);
  });

  // Two steps from four bits to sixteen: a quarter.
  test('bf16 takes a quarter where only four bits are known', () => {
    expect(peakOf(withPeaks({ fp4: 100e12 }), 'bf16')).toBe(25e12);
  });

  test('no rate at all is none', () => {
    expect(peakOf(withPeaks({}), 'bf16')).toBeNull();
  });
});

describe('a device', () => {
  // Eq. W1: 989e12 FLOP/s ÷ 3.35e12 B/s = 295 FLOP/B.
  test('H100 has its ridge at 295 FLOP/B in bf16', () => {
    const { peak, bandwidth } = deviceIn('hgx-h100-8');
    expect(peak.bf16 / bandwidth).toBeCloseTo(295.2, 1);
  });

  test('takes its domain from the system it stands in, never beyond it', () => {
    expect(deviceIn('hgx-h100-8').domain).toBe(8);
    expect(deviceIn('gb200-nvl72').domain).toBe(72);
    expect(deviceIn('tpu-v7-cube').domain).toBe(64);
    expect(deviceIn('jetson-edge').domain).toBe(1);
  });

  // 400 Gbit/s of card behind 32 GB/s of PCIe 4: what leaves the server takes the way to the peers.
  test('without a fabric reaches its card over PCIe', () => {
    expect(deviceIn('l40s-8')).toMatchObject({ scaleUp: 32e9, scaleOut: 32e9, oneLink: true });
    expect(deviceIn('hgx-h100-8')).toMatchObject({ scaleUp: 450e9, scaleOut: 50e9, oneLink: false });
  });

  test('is absent where compute, bandwidth or capacity is not published', () => {
    const h100 = acceleratorOf('h100-sxm');
    const node = systemOf('hgx-h100-8');
    expect(deviceOf({ ...h100, memoryBandwidth: null }, node)).toBeNull();
    expect(deviceOf({ ...h100, memoryCapacity: null }, node)).toBeNull();
    expect(deviceOf({ ...h100, densePeak: {} }, node)).toBeNull();
  });

  test('every accelerator of a system has rates above zero or none', () => {
    for (const system of Object.values(catalogue.systems)) {
      const accelerator = system.acceleratorId === null ? undefined : catalogue.accelerators[system.acceleratorId];
      const device = accelerator && deviceOf(accelerator, system);
      if (!device) continue;
      const figures = [...Object.values(device.peak), device.bandwidth, device.capacity];
      expect(Math.min(...figures), system.id).toBeGreaterThan(0);
      expect(device.peak.bf16, system.id).toBeLessThanOrEqual(device.peak.fp8);
      expect(device.peak.fp8, system.id).toBeLessThanOrEqual(device.peak.fp4);
      expect(device.domain, system.id).toBeGreaterThanOrEqual(1);
    }
  });
});
