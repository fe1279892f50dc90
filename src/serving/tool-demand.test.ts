/** CPUs for tools, by hand. Eq. K5 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Workflow } from '../catalogue/figures.ts';
import { cpuSystemsFor, toolDemandOf, toolUseOf } from './tool-demand.ts';

const workflowOf = (id: string): Workflow => {
  const workflow = catalogue.workflows[id];
  if (!workflow) throw new Error(`no workflow ${id}`);
  return workflow;
};

const always = (value: number) => ({ median: value, sigma: 0, min: 0, max: Infinity });

describe('tools of a workflow', () => {
  // Four turns have three gaps, of which one in ten is a person's: 0.75 · 0.9 calls a request.
  test('are called between turns, not after the last one and not for people', () => {
    const use = toolUseOf(
      { waitsFor: 'tool', gapBetweenTurnsSeconds: always(20), humanGapShare: 0.1, toolCpuSeconds: 3 },
      4,
    );
    expect(use?.callsPerRequest).toBeCloseTo(0.675, 12);
    expect(use?.waitSeconds).toBe(20);
  });

  test('chat and voice call none, agents do; nobody published their CPU time', () => {
    const tools = Object.values(catalogue.workflows).filter((workflow) => toolUseOf(workflow, 10) !== null);
    expect(tools.map(({ id }) => id).toSorted()).toEqual(['coding-agent', 'computer-use', 'web-use']);
    expect(tools.every(({ toolCpuSeconds }) => toolCpuSeconds === null)).toBe(true);
  });

  // 5.66 % of the requests of the trace end at a person.
  test('coding agents: 94 % of the gaps are tools', () => {
    const use = toolUseOf(workflowOf('coding-agent'), Infinity);
    expect(use?.callsPerRequest).toBeCloseTo(1 - 2_793 / 49_334, 4);
  });
});

describe('cores', () => {
  const use = { callsPerRequest: 0.9, waitSeconds: 20, cpuSeconds: 4 };

  // 100 requests a second make 90 calls a second: 1,800 under way, 360 cores busy.
  test('follow from calls under way', () => {
    expect(toolDemandOf([{ use, requestsPerSecond: 100 }])).toEqual({ callsPerSecond: 90, running: 1_800, cores: 360 });
  });

  test('are not known when one workload does not say', () => {
    const silent = { use: { ...use, cpuSeconds: null }, requestsPerSecond: 10 };
    const demand = toolDemandOf([{ use, requestsPerSecond: 100 }, silent]);
    expect(demand.cores).toBeNull();
    expect(demand.running).toBe(1_980);
  });

  // 22,528 cores at half use carry 11,264 busy ones.
  test('fill racks', () => {
    expect(catalogue.systems['vera-etl256']?.cpuCores).toBe(22_528);
    expect(catalogue.systems['cpu-2s']?.cpuCores).toBe(256);
    expect(catalogue.systems['vr-nvl72']?.cpuCores).toBe(36 * 88);
    expect(cpuSystemsFor(11_264, { cpuCores: 22_528 }, 0.5)).toBe(1);
    expect(cpuSystemsFor(11_264, { cpuCores: null }, 0.5)).toBeNull();
  });
});
