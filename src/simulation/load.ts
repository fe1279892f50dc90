/** The requests of a run and what became of each, as columns. Requests are numbered in the order of their arrival. */
import type { RequestLengths } from './lengths.ts';
import { scratchFloats } from './scratch.ts';

export interface Load extends RequestLengths {
  /** Second at which the engine sees each request, ascending. In a closed loop the run itself fills it in beyond `known`. */
  readonly arrivals: Float64Array;
  /** Requests whose arrival is known at the start; each completion issues one of the rest. */
  readonly known: number;
}

/** What a run measured, good until the next run. TTFT counts from the issue, so the response delay is in it. */
export interface Served {
  readonly ttft: Float64Array;
  /** 0 for a request with a single output token. */
  readonly tpot: Float64Array;
  /** Second of the last completion. */
  readonly end: number;
  readonly steps: number;
}

/** Closed loop: the first `users` requests are there at once, each of the rest as soon as one completes. */
export const closedLoad = (lengths: RequestLengths, users: number, delay: number): Load => {
  const known = Math.min(users, lengths.inputs.length);
  const arrivals = scratchFloats('arrivals', lengths.inputs.length);
  arrivals.fill(delay, 0, known);
  return { ...lengths, arrivals, known };
};

/** Decode steps a request needs after its first token. */
export const decodeSteps = (outputs: number, tokensPerStep: number): number => Math.ceil((outputs - 1) / tokensPerStep);

/** Share of its output an engine that grows sequences counts on while it admits: more than half, as long ones stay longer. */
const MEAN_OCCUPANCY = 0.6;

/** KV tokens a request is admitted with, per output token beside its input. */
export const reservedShare = (reservesFinalLength: boolean): number => (reservesFinalLength ? 1 : MEAN_OCCUPANCY);
