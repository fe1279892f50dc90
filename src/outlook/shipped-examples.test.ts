/** Outlooks begin where the evaluation is: on every example that ships, the draw with all figures at base and year 0 are the plan itself. Eq. T2, Eq. Y1 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { calibrationFor } from '../evaluate/calibration-for.ts';
import { estateOf, SEARCHED } from '../evaluate/estate.ts';
import { evaluationOf } from '../evaluate/evaluate.ts';
import { createMemo } from '../evaluate/memo.ts';
import { readScenarioText } from '../scenario/read-scenario.ts';
import { beginUncertainty } from './uncertainty/uncertainty.ts';
import { yearsOf } from './years.ts';

const folder = new URL('../../public/examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe.each(examples)('%s', async (name) => {
  const read = readScenarioText(readFileSync(new URL(name, folder), 'utf8'));
  if (!read.ok) throw new Error(read.error.reason);
  const scenario = read.value;
  const calibration = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
  const memo = createMemo();
  const estate = estateOf(scenario, defaultCatalogue, calibration, memo, SEARCHED);
  const { totals, deployments } = evaluationOf(estate);

  test('chance draws around the plan as evaluated', () => {
    const kpis = beginUncertainty(estate, { draws: 1 }).next()?.kpis;
    const pairs = [
      ['costPerMonth', totals.costPerMonth],
      ['costPerMtok', totals.costPerMtokOutput],
      ['capex', totals.capex],
      ['tco', totals.tcoOverHorizon],
      ['slaMet', totals.workloadsMet],
      ['ttftOverLimit', totals.tightestTtft && totals.tightestTtft.value / totals.tightestTtft.limit],
      ['headroom', totals.headroom?.value ?? null],
      ['tokensPerSecond', totals.peakOutputTokensPerSecond],
      ['tokensPerMonth', totals.outputTokensPerMonth],
      ['peakPower', totals.peakMeterPower],
      ['energyPerMonth', totals.energyPerMonth],
      ['carbonPerMtok', totals.carbonPerMtokOutput],
      ['carbonPerMonth', totals.carbonPerMonth],
      ['waterPerMonth', totals.waterPerMonth],
    ] as const;
    const off = pairs.filter(([kpi, value]) => {
      const base = kpis?.[kpi].base ?? null;
      return value === null || base === null
        ? base !== value
        : Math.abs(base - value) > 1e-4 * Math.max(1e-9, Math.abs(value));
    });
    expect(off.map(([kpi, value]) => [kpi, value, kpis?.[kpi].base])).toEqual([]);
  });

  test('year 0 is twelve of its months', () => {
    const ground = { catalogue: defaultCatalogue, calibration, memo };
    const first = yearsOf(ground, scenario, () => () => 6).next();
    const standing = first?.years[0]?.standing;
    expect(standing).toMatchObject({
      cost: totals.costPerMonth === null ? null : 12 * totals.costPerMonth,
      capex: totals.capex,
      energy: 12 * totals.energyPerMonth,
      carbon: 12 * totals.carbonPerMonth,
      embodied: 12 * totals.embodiedPerMonth,
      outputTokens: 12 * totals.outputTokensPerMonth,
      peakMeterPower: totals.peakMeterPower,
      accelerators: totals.accelerators,
      workloadsMet: totals.workloadsMet,
    });
    expect(first?.years[0]?.deployments.map(({ headroom, verdict }) => [headroom, verdict])).toEqual(
      deployments.map(({ headroom, verdict }) => [headroom, verdict]),
    );
  });
});
