/** The committed power law is what the metered rows give, and left-out groups stay within the bounds we state. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../../src/calibration/load-tables.ts';
import { defaultPower, type PowerLaw } from '../../../src/calibration/power.ts';
import { defaultAliases } from '../../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { workingShare } from '../../../src/economics/power-law.ts';
import { energyContext } from '../../../src/validation/energy-configuration.ts';
import { projectRoot } from '../../catalogue/item-files.ts';
import { constantShareErrors, ecologitsErrors, ecologitsJoulesPerToken, summaryOf } from './baselines.ts';
import { fitLaws, quantile, SHARPNESS } from './fit-law.ts';
import type { Metered } from './observations.ts';
import { fitPower } from './power-artefact.ts';

const file = join(process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared'), 'measurements', 'energy.csv');

describe.skipIf(!existsSync(file))('fitPower (skipped when no metered rows are beside the project)', () => {
  it('gives the committed artefact, and holds for architectures it has not seen', async () => {
    const calibration = { ...defaultCalibration, tables: await loadTables(MEASURED_ACCELERATORS) };
    const context = energyContext(defaultCatalogue, defaultAliases, calibration, defaultPower);
    const { power, leftOut, refused, runs } = fitPower(readFileSync(file, 'utf8'), context);
    expect(power).toEqual(defaultPower);
    expect(new Set(refused.map(({ reason }) => reason)).size).toBe(1);
    const median = (metric: 'power' | 'energy' | 'energy_end_to_end'): number =>
      quantile(
        leftOut.map(({ error }) => Math.abs(Math.expm1(error[metric]))),
        0.5,
      );
    expect(leftOut).toHaveLength(369);
    const ours = summaryOf(leftOut.map(({ error }) => error.power));
    const constant = summaryOf(constantShareErrors(runs, ({ family }) => family));
    const ecologits = summaryOf(ecologitsErrors(runs));
    expect(ours.median).toBeLessThan(0.13);
    expect(ours.mean).toBeLessThan(0.18);
    expect(ours.p90).toBeLessThan(0.4);
    for (const rival of [constant, ecologits]) {
      expect(ours.median).toBeLessThan(rival.median);
      expect(ours.mean).toBeLessThan(rival.mean);
      expect(ours.p90).toBeLessThan(rival.p90);
    }
    expect(median('energy')).toBeLessThan(0.13);
    expect(median('energy_end_to_end')).toBeLessThan(0.25);
  }, 120_000);
});

describe('fitLaws', () => {
  const law: PowerLaw = { static: 0.1, kernels: 0.2, memory: 0.3, compute: 1.2 };
  const grid = [0.05, 0.2, 0.5];
  const list: Metered[] = (['hopper', 'blackwell'] as const).flatMap((generation) =>
    grid.flatMap((kernelShare) =>
      grid.flatMap((memoryShare) =>
        grid.map((share): Metered => {
          const use = { kernelShare, memoryShare, computeShare: share / 10 };
          return { generation, idleShare: 0.15, use, share: workingShare(law, SHARPNESS, 0.15, use) };
        }),
      ),
    ),
  );

  it('finds the law that made the observations', () => {
    const { common, hopper, blackwell } = fitLaws(list);
    for (const found of [common, hopper, blackwell]) {
      expect(found.static).toBeCloseTo(law.static, 1);
      expect(found.kernels).toBeCloseTo(law.kernels, 1);
      expect(found.memory).toBeCloseTo(law.memory, 1);
      expect(found.compute).toBeCloseTo(law.compute, 1);
    }
  });

  it('holds a generation without observations at the common law', () => {
    const { common, blackwell } = fitLaws(list.filter(({ generation }) => generation === 'hopper'));
    expect(blackwell).toEqual(common);
  });

  it('is not carried away by one wrong meter', () => {
    const first = list[0];
    if (!first) throw new Error('no observations');
    const { common } = fitLaws([...list, { ...first, share: 0.99 }]);
    expect(common.compute).toBeCloseTo(law.compute, 1);
  });
});

describe('the formula of EcoLogits', () => {
  // α·e^(β·64)·132 + γ = 1.16653e-6 · 0.48807 · 132 + 4.05293e-5 = 1.15684e-4 Wh = 0.41646 J for one token of 132 B active parameters.
  it('gives 0.4165 J per token at 132 B active parameters and a batch of 64', () => {
    expect(ecologitsJoulesPerToken(132, 64)).toBeCloseTo(0.4165, 4);
  });
});
