/**
 * The item files and what was generated from them: valid, joined up, physically coherent and in step.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { centralOf } from '../../tools/catalogue/ledger.ts';
import type { Figure } from '../../tools/catalogue/ledger.ts';
import { collect, compact, items } from '../../tools/catalogue/generate.ts';
import { catalogueFolder, prettyText, projectRoot } from '../../tools/catalogue/item-files.ts';
import { defaultCatalogue } from './default-catalogue.ts';
import { acceleratorItem, systemItem } from './schema.ts';

const generated = collect();
const catalogue = defaultCatalogue;
const acceleratorItems = items('accelerators', acceleratorItem);
const systemItems = items('systems', systemItem);

const onDisk = (name: string): string => readFileSync(join(catalogueFolder, 'generated', name), 'utf8');

const numberOf = (figure: Figure | undefined): number | null =>
  figure === undefined || typeof figure.value === 'string' ? null : centralOf(figure.value);

const alternativesOf = (path: string): unknown[] =>
  generated.provenance[path]?.alternatives?.map((other) => other.value) ?? [];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('item files', () => {
  test('are all valid and all there', () => {
    expect(Object.keys(generated.figures.accelerators)).toHaveLength(63);
    expect(Object.keys(generated.figures.systems)).toHaveLength(77);
    expect(Object.keys(generated.figures.models)).toHaveLength(145);
    expect(Object.keys(generated.figures.regions)).toHaveLength(63);
    expect(Object.keys(generated.figures.workflows)).toHaveLength(9);
  });

  test('name figures and files that are known', () => {
    for (const system of Object.values(catalogue.systems)) {
      expect([null, ...Object.keys(catalogue.accelerators)], system.id).toContain(system.acceleratorId);
    }
    for (const workflow of Object.values(catalogue.workflows)) {
      expect(catalogue.diurnalShapes, workflow.id).toHaveProperty([workflow.diurnalShapeId]);
      expect(catalogue.slaClasses, workflow.id).toHaveProperty([workflow.slaClassId]);
    }
    for (const id of Object.keys(catalogue.power.operatorClassShare)) {
      expect(catalogue.accelerators).toHaveProperty([id]);
    }
  });
});

describe('generated files', () => {
  test('are in step with the item files (otherwise: npm run catalogue)', () => {
    expect(onDisk('figures.json') === compact(generated.figures)).toBe(true);
    expect(onDisk('front.json') === compact(generated.front)).toBe(true);
    expect(onDisk('provenance.json') === compact(generated.provenance)).toBe(true);
  });

  test('docs/sources.md is in step', async () => {
    const text = readFileSync(join(projectRoot, 'docs', 'sources.md'), 'utf8');
    expect(text === (await prettyText(generated.sources, 'markdown'))).toBe(true);
  });

  test('every figure with provenance names a source in words', () => {
    for (const [path, entry] of Object.entries(generated.provenance)) {
      expect(entry.source.length, path).toBeGreaterThan(3);
    }
  });
});

describe('physics', () => {
  const tolerance = 0.07;
  const sums: readonly (readonly [
    total: keyof (typeof systemItems)[number]['figures'],
    each: keyof (typeof acceleratorItems)[number]['figures'],
    factor: number,
  ])[] = [
    ['memoryTotal', 'memoryCapacity', 1],
    ['memoryBandwidthTotal', 'memoryBandwidth', 1],
    ['densePeakFp8Total', 'densePeakFp8', 1e-3],
    ['densePeakFp4Total', 'densePeakFp4', 1e-3],
    ['scaleUpTotalPerDirection', 'scaleUpPerDirection', 1],
    ['scaleOutTotalPerDirection', 'scaleOutPerDirection', 1],
  ];
  test('totals are count x one accelerator within 7 %, or a note says why not', () => {
    let checked = 0;
    for (const system of systemItems) {
      const accelerator = acceleratorItems.find((item) => item.id === system.acceleratorId);
      const count = numberOf(system.figures.accelerators);
      if (accelerator === undefined || count === null) continue;
      for (const [total, each, factor] of sums) {
        const whole = system.figures[total];
        const part = numberOf(accelerator.figures[each]);
        const stated = numberOf(whole);
        if (whole === undefined || part === null || stated === null || stated === 0) continue;
        const usable = each === 'memoryCapacity' ? numberOf(accelerator.figures.memoryUsable) : null;
        const close = [part, usable].some(
          (one) => one !== null && Math.abs(stated / (count * one * factor) - 1) <= tolerance,
        );
        const explained = whole.note !== undefined || system.notes !== undefined;
        expect(close || explained, `systems/${system.id} ${total}: ${stated} against ${count} x ${part}`).toBe(true);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(80);
  });

  test('nameplate power covers typical power, the feed covers nameplate', () => {
    for (const { id, powerTypical, powerNameplate, powerProvisioned } of Object.values(catalogue.systems)) {
      if (powerTypical === null || powerNameplate === null || powerProvisioned === null) continue;
      expect(powerNameplate, id).toBeGreaterThanOrEqual(powerTypical);
      expect(powerProvisioned, id).toBeGreaterThanOrEqual(powerNameplate);
    }
  });

  test('bands are ordered and shapes keep the mean', () => {
    for (const region of Object.values(catalogue.regions)) {
      for (const band of [region.carbonIntensity, region.energyPrice, region.pueAir, region.pueLiquid]) {
        expect(band.low <= band.base && band.base <= band.high, region.id).toBe(true);
      }
      expect(mean(region.hourlyCarbonShape), region.id).toBeCloseTo(1, 5);
      expect(mean(region.monthlyCarbonShape ?? [1]), region.id).toBeCloseTo(1, 5);
      expect(Math.abs(region.utcOffsetHours - region.longitudeDeg / 15), region.id).toBeLessThan(2);
    }
  });
});

describe('known conflicts', () => {
  test('stay visible, in base units', () => {
    expect(catalogue.accelerators['gb300']?.boardPower).toBe(1400);
    expect(alternativesOf('accelerators.gb300.boardPower')).toContain(1100);
    expect(catalogue.accelerators['b200-sxm']?.memoryBandwidth).toBe(8e12);
    expect(alternativesOf('accelerators.b200-sxm.memoryBandwidth')).toContain(7.7e12);
    expect(alternativesOf('accelerators.mi455x.densePeak.fp8')).toContain(20.13e15);
    expect(alternativesOf('accelerators.h100-sxm.memoryCapacity')).toContain(80e9);
  });

  test('GB300 NVL72 is fed for its peak, 155 kW', () => {
    expect(catalogue.systems['gb300-nvl72']?.powerProvisioned).toBe(155_000);
  });

  test('driver readings win over printed capacity', () => {
    expect(catalogue.accelerators['h200-sxm']?.memoryCapacity).toBe(150.1e9);
  });
});

describe('hand-worked conversions', () => {
  // PJM 397.7 gCO2e/kWh / 3.6e6 J/kWh; 8 NICs x 400 Gbit/s / 8 bit = 400 GB/s; B200 node 2,400 W / 8 = 300 W
  test('reach base units', () => {
    expect(catalogue.regions['us-va']?.carbonIntensity.base).toBeCloseTo(397.7 / 3.6e6, 12);
    expect(catalogue.systems['hgx-h100-8']?.scaleOutTotalPerDirection).toBe(400e9);
    expect(catalogue.power.nodeOverheadPerAccelerator.b200Node.base).toBe(300);
    expect(catalogue.slaClasses['real-time/voice']?.ttft?.p95).toBe(0.35);
    expect(catalogue.slaClasses['offline-batch/1h']?.deadline).toBe(3600);
  });

  // H100 164 kg + server 5,700 kg / 8 = 876.5 kg
  test('embodied carbon carries its share of the server', () => {
    expect(catalogue.power.embodiedKgPerAccelerator['h100-sxm']?.base).toBe(876.5);
    expect(catalogue.power.embodiedKgPerAccelerator['gb200']?.base).toBe(800);
  });
});
