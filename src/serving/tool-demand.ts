/**
 * CPUs that agents need beside the accelerators: tools run between turns, and what runs at one time follows from Little's law.
 * Eq. K5
 */
import type { System, Workflow } from '../catalogue/figures.ts';
import { meanOf } from '../maths/log-normal.ts';

/** Tools of one workflow, per request. */
export interface ToolUse {
  readonly callsPerRequest: number;
  /** Mean wait for one call, from the end of a turn to the next one. */
  readonly waitSeconds: number;
  /** CPU time of one call; null where nobody published one. */
  readonly cpuSeconds: number | null;
}

/** Null for workflows whose sessions wait for people. The last turn of a session and turns that end at a person call no tool. */
export const toolUseOf = (
  workflow: Pick<Workflow, 'waitsFor' | 'gapBetweenTurnsSeconds' | 'humanGapShare' | 'toolCpuSeconds'>,
  requestsPerSession: number,
): ToolUse | null => {
  if (workflow.waitsFor !== 'tool' || workflow.gapBetweenTurnsSeconds === null) return null;
  return {
    callsPerRequest: (1 - 1 / Math.max(1, requestsPerSession)) * (1 - workflow.humanGapShare),
    waitSeconds: meanOf(workflow.gapBetweenTurnsSeconds),
    cpuSeconds: workflow.toolCpuSeconds,
  };
};

export interface ToolLoad {
  readonly use: ToolUse;
  readonly requestsPerSecond: number;
}

export interface ToolDemand {
  readonly callsPerSecond: number;
  /** Calls under way at one time: cores busy if each kept one core busy for its whole wait. */
  readonly running: number;
  /** Cores busy; null where the CPU time of a call is not known: between none and `running`. */
  readonly cores: number | null;
}

/** Calls, calls under way and busy cores of all loads together. Eq. K5 */
export const toolDemandOf = (loads: readonly ToolLoad[]): ToolDemand => {
  let [callsPerSecond, running] = [0, 0];
  let cores: number | null = 0;
  for (const { use, requestsPerSecond } of loads) {
    const calls = requestsPerSecond * use.callsPerRequest;
    callsPerSecond += calls;
    running += calls * use.waitSeconds;
    cores = cores === null || use.cpuSeconds === null ? null : cores + calls * use.cpuSeconds;
  }
  return { callsPerSecond, running, cores };
};

/** CPU systems for so many busy cores when `utilisation` of a core is used; a fraction. Null where the cores of the system are not published. */
export const cpuSystemsFor = (cores: number, system: Pick<System, 'cpuCores'>, utilisation: number): number | null =>
  system.cpuCores === null || utilisation <= 0 ? null : cores / (system.cpuCores * utilisation);
