/** Published names → catalogue, by the rule that comes with the names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect, compact } from '../../tools/catalogue/generate.ts';
import { catalogueFolder } from '../../tools/catalogue/item-files.ts';
import { defaultAliases } from '../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { nameTables, resolveHardware, resolveModel } from './resolve-names.ts';
import { backendLabel, backendOf } from './rows/engine.ts';

const tables = nameTables(defaultCatalogue, defaultAliases);

it('the shipped names are what their item files give', () => {
  const shipped = readFileSync(join(catalogueFolder, 'generated', 'aliases.json'), 'utf8');
  expect(shipped).toBe(compact(collect().aliases));
});

describe('models', () => {
  it.each([
    ['Llama-3.x-70B', 'llama-3.3-70b'],
    ['dsr1', 'deepseek-r1'],
    ['Qwen/Qwen3-235B-A22B-Instruct-2507', 'qwen3-235b-a22b'],
    ['NVIDIA/Qwen3-32B-NVFP4', 'qwen3-32b'],
    // No alias: -FP8 falls, then -2507, then -Thinking.
    ['someone/Qwen3-14B-Thinking-2507-FP8', 'qwen3-14b'],
    ['GOOGLE/GEMMA-3-12B-IT', 'gemma-3-12b'],
    ['llama2-70b-99.9', 'llama-2-70b'],
    ['gpt-oss-120b', 'gpt-oss-120b'],
  ])('%s is %s', (name, id) => {
    expect(resolveModel(tables, name)).toBe(id);
  });

  it.each(['', 'gpt-9', 'Qwen3', 'Instruct', '-FP8', 'Qwen3-32B-GGUF', 'constructor'])('%s is unknown', (name) => {
    expect(resolveModel(tables, name)).toBeNull();
  });
});

describe('hardware', () => {
  it.each([
    ['h100_sxm', 'NVIDIA H100 SXM', 'hgx-h100-8', 'h100-sxm', 1],
    ['gb200', 'NVIDIA GB200 NVL72', 'gb200-nvl72', 'gb200', 1],
    ['gb300', '', 'gb300-nvl72', 'gb300', 1],
    ['trn1.32xlarge', 'AWS Trainium1', 'trn1-32', 'trn1', 1],
    ['dgx-spark', 'NVIDIA GB10 (DGX Spark)', 'dgx-spark-node', 'dgx-spark', 1],
    ['', 'B200', 'dgx-b200-8', 'b200-sxm', 1],
    ['a server nobody lists', 'AMD Instinct MI300X 192GB HBM3', 'mi300x-8', 'mi300x', 1],
    ['rtx4090', 'NVIDIA RTX 4090', 'rtx-4090-1', 'rtx-4090', 1],
    [
      '1-node-4x-BMG-Pro-B60-Dual [1-node-4x-BMG-Pro-B60-Dual]',
      'MS-Intel Arc Pro B60 Dual 48G Turbo',
      'arc-b60-8',
      'arc-b60',
      2,
    ],
    ['DGX H200', 'H200 of some spelling', 'hgx-h200-8', 'h200-sxm', 1],
    // The accelerator decides when the published system is another.
    ['h100_sxm', 'NVIDIA H200-SXM-141GB', 'hgx-h200-8', 'h200-sxm', 1],
  ])('%s with %s', (system, accelerator, systemId, acceleratorId, devicesPerCounted) => {
    expect(resolveHardware(tables, system, accelerator)).toEqual({ systemId, acceleratorId, devicesPerCounted });
  });

  it.each([
    ['', ''],
    ['1-node-2S-GNR_128C [1-node-2S-GNR_128C]', ''],
    ['', 'NVIDIA H900'],
    ['', 'AMD Instinct MI325X 256GB HBM3E, AMD Instinct MI300X 192GB HBM3'],
  ])('system "%s" with accelerator "%s" is unknown', (system, accelerator) => {
    expect(resolveHardware(tables, system, accelerator)).toBeNull();
  });

  it('every accelerator that some system holds has a home that holds it', () => {
    const held = new Set(Object.values(defaultCatalogue.systems).flatMap((system) => system.acceleratorId ?? []));
    expect(held.size).toBeGreaterThan(50);
    for (const id of held) expect(tables.homes.get(id)?.acceleratorId).toBe(id);
  });
});

it('software of the alias list and the patterns agree', () => {
  const { names } = JSON.parse(readFileSync(join(catalogueFolder, 'aliases', 'backends.json'), 'utf8')) as {
    names: Record<string, string[]>;
  };
  const pairs = Object.entries(names).flatMap(([id, others]) => others.map((name) => [name, id]));
  expect(pairs.length).toBeGreaterThan(30);
  for (const [name, id] of pairs) expect([name, backendLabel(backendOf(name ?? ''))]).toEqual([name, id]);
});
