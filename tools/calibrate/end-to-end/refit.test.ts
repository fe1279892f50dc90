/** The committed terms are what the published rows give, and curves left out stay within what is stated. One engine, for the time it takes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { GROUP_SPREADS } from '../../../src/calibration/effects.ts';
import { quantile } from '../../../src/validation/statistics.ts';
import { projectRoot } from '../../catalogue/item-files.ts';
import { byEngine, crossValidate, fitOne } from './cross-validate.ts';
import { fitTerms, termOf } from './fit-effects.ts';
import { tangentsAt, termsAfter } from './fit-engine.ts';
import { priorCalibration } from './prior.ts';
import { readObservations } from './read-rows.ts';

const shared = join(process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared'), 'measurements');

describe.skipIf(!existsSync(shared))(
  'the terms of SGLang (skipped when no measurements are beside the project)',
  () => {
    it('come out again, and hold on curves left out', async () => {
      const { list } = await readObservations(shared, defaultCalibration);
      const own = byEngine(list).get('sglang') ?? [];
      const committed = defaultCalibration.engines.sglang;
      const tangents = tangentsAt(own, committed);
      const fit = fitOne(own, tangents, priorCalibration.engines.sglang);
      const again = termsAfter(tangents, fit.move);
      for (const name of ['kernelFactor', 'layerGapSeconds', 'prefillKernelFactor', 'pollSteps', 'acceptance'] as const)
        expect(again[name] / committed[name], name).toBeCloseTo(1, 1);
      const errors = crossValidate(own, new Map([['sglang', tangents]]), priorCalibration, 'curve', 10);
      const core = errors
        .filter(({ observation }) => observation.core)
        .map(({ tpot }) => Math.abs(Math.expm1(tpot)))
        .toSorted((a, b) => a - b);
      expect(core.length).toBeGreaterThan(300);
      expect(quantile(core, 0.5)).toBeLessThan(0.12);
      expect(quantile(core, 0.9)).toBeLessThan(0.33);
    }, 120_000);
  },
);

describe('group terms', () => {
  const keys = ['', 'model|part|engine', 'model|part|engine|formats', 'model|part|engine|layout'];

  // Noise 0.07 and prior 0.05: a lone residual r splits over three levels of equal prior variance v = 0.0025 against noise
  // variance s = 0.0049; together they take r · 3v/(3v + s) = 0.605 · r.
  it('are pulled towards nothing', () => {
    const terms = fitTerms([{ keys, value: 0.05, weight: 1 }], 0.07, GROUP_SPREADS);
    expect(termOf(terms, keys)).toBeCloseTo(0.05 * 0.605, 3);
  });

  it('of rows that weigh nothing are nothing', () => {
    const terms = fitTerms([{ keys, value: 0.5, weight: 0 }], 0.07, GROUP_SPREADS);
    expect(termOf(terms, keys)).toBe(0);
  });
});
