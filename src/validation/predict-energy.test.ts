/** Metered rows through the model: the arithmetic of power and energy, layouts, reasons for refusal. */
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultPower } from '../calibration/power.ts';
import { defaultAliases } from '../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { energyContext, energyQuestion } from './energy-configuration.ts';
import { measuredLoad, predictEnergy, predictedLoad } from './predict-energy.ts';
import type { Predicted } from './predicted.ts';
import { readEnergyRows, type EnergyRow } from './rows/energy-row.ts';

const context = energyContext(defaultCatalogue, defaultAliases, defaultCalibration, defaultPower);

const CELLS: Readonly<Record<string, string>> = {
  workload: 'lm-arena-chat',
  modality: 'text',
  model: 'meta-llama/Llama-3.1-70B-Instruct',
  gpu: 'H100',
  gpus: '4',
  tp: '4',
  ep: '1',
  dp: '1',
  weight_precision: 'bf16',
  max_num_seqs: '64',
  avg_batch_size: '63.8',
  mean_output_tokens: '352',
  output_tok_per_s: '2510.5',
  power_w_per_gpu: '500.4',
  energy_j_per_output_token: '0.7973',
  power_scope: 'gpu_board',
  engine: 'vLLM',
};

const rowOf = (changes: Readonly<Record<string, string>> = {}): EnergyRow => {
  const cells = { ...CELLS, ...changes };
  const read = readEnergyRows(`${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`);
  const row = read.ok ? read.value[0] : undefined;
  if (!row) throw new Error(JSON.stringify(read));
  return row;
};

const valuesOf = (answer: Predicted) => {
  if (!answer.ok) throw new Error(answer.reason);
  return answer.values;
};

describe('predictEnergy', () => {
  it('gives energy as power over throughput, measured and predicted', () => {
    const { power = 0, energy, throughput = 0, energy_end_to_end } = valuesOf(predictEnergy(rowOf(), context));
    // four accelerators
    expect(energy).toBeCloseTo((4 * power) / 2_510.5, 9);
    expect(power).toBeGreaterThan(105);
    expect(power).toBeLessThan(700);
    expect(throughput).toBeGreaterThan(0);
    expect(energy_end_to_end).toBeGreaterThan(0);
  });

  it('predicts the load without the measured one', () => {
    const answer = valuesOf(predictEnergy(rowOf(), context));
    const other = valuesOf(predictEnergy(rowOf({ output_tok_per_s: '1500', avg_batch_size: '40' }), context));
    expect(other.throughput).toBe(answer.throughput);
    expect(other.energy_end_to_end).toBe(answer.energy_end_to_end);
    expect(other.power).not.toBe(answer.power);
  });

  it('draws less when the same batch is served more slowly', () => {
    const watts = (rate: string): number =>
      valuesOf(predictEnergy(rowOf({ output_tok_per_s: rate }), context)).power ?? 0;
    expect(watts('1000')).toBeLessThan(watts('2000'));
    expect(watts('2000')).toBeLessThan(watts('4000'));
  });

  it('holds no more in flight than memory does', () => {
    const read = energyQuestion(rowOf({ max_num_seqs: '100000' }), context);
    if (!read.ok) throw new Error(read.reason);
    const { inFlight } = predictedLoad(read.question, 1);
    // 4 · 80 GB less 141 GB of weights and reserves leave some 150 GB; a sequence holds (250 + 0.55 · 352) · 327,680 B = 145 MB
    expect(inFlight).toBeGreaterThan(700);
    expect(inFlight).toBeLessThan(1_300);
  });

  it('cuts attention over a data-parallel rank, and experts over all', () => {
    const layout = (changes: Readonly<Record<string, string>>) => {
      const read = energyQuestion(
        rowOf({ model: 'deepseek-ai/DeepSeek-V3.1', gpu: 'B200', gpus: '8', ...changes }),
        context,
      );
      if (!read.ok) throw new Error(read.reason);
      return read.question.instance.layout;
    };
    expect(layout({ tp: '1', ep: '8', dp: '1' })).toEqual({ tp: 8, pp: 1, attnDp: 1, moeTp: 1, ep: 8 });
    expect(layout({ tp: '1', ep: '8', dp: '8' })).toEqual({ tp: 1, pp: 1, attnDp: 8, moeTp: 1, ep: 8 });
    expect(layout({ tp: '8', ep: '1', dp: '1' })).toEqual({ tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 });
  });

  it.each([
    [{ model: 'nobody/unheard-of' }, 'not in the catalogue'],
    [{ gpu: 'Z9' }, 'not in the catalogue'],
    [{ power_scope: 'wall_system' }, 'wall meter'],
    [{ workload: 'dance' }, 'length is not stated'],
    [{ max_num_seqs: '' }, 'not stated'],
    [{ output_tok_per_s: '' }, 'not stated'],
    [{ weight_precision: 'fp12' }, 'not modelled'],
  ] as const)('refuses %j with its reason', (changes, reason) => {
    const answer = predictEnergy(rowOf(changes), context);
    expect(answer.ok ? '' : answer.reason).toContain(reason);
  });

  it('takes a stated prompt length over that of the workload', () => {
    const read = energyQuestion(rowOf({ workload: 'dance', mean_input_tokens: '777' }), context);
    expect(read.ok && read.question.mix.inputTokens).toBe(777);
  });
});

describe('measuredLoad', () => {
  it('is absent where batch or rate is', () => {
    expect(measuredLoad(rowOf())).toEqual({ inFlight: 63.8, tokensPerSecond: 2510.5 });
    expect(measuredLoad(rowOf({ avg_batch_size: '' }))).toBeNull();
  });
});
