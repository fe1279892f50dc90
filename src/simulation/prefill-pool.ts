/** The prefill side of a disaggregated deployment: one queue, several workers, batches up to a token budget, then a KV transfer. */
import type { Load } from './load.ts';
import { scratchFloats, scratchIntegers } from './scratch.ts';

export interface PrefillWork {
  readonly prefillWorkers: number;
  readonly prefillBatchTokens: number;
  readonly transferSeconds: number;
  prefill(prompts: number, promptTokens: number): number;
}

export class PrefillPool {
  /** Requests whose KV has arrived and that nobody took yet. */
  ready = 0;
  private readonly load: Load;
  private readonly work: PrefillWork;
  /** Second at which each worker is free. */
  private readonly free: Float64Array;
  /** The worker that is free first, and when. */
  private firstWorker = 0;
  private freeAt = 0;
  /** No batch holds more prompts. */
  private readonly mostPrompts: number;
  /** First request no worker has begun. */
  private head = 0;
  /** Batches in the order their KV arrives: requests `from` up to, not including, `to`. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly readyAt: Float64Array;
  private batches = 0;
  /** Batches before this one have arrived. */
  private arrived = 0;
  /** The batch requests are taken from, and how many of it are gone. */
  private current = 0;
  private taken = 0;

  constructor(load: Load, work: PrefillWork) {
    const { prefillWorkers, prefillBatchTokens, transferSeconds } = work;
    if (!(prefillWorkers >= 1 && prefillBatchTokens >= 1 && transferSeconds >= 0))
      throw new Error(`prefill pool: ${prefillWorkers} workers, ${prefillBatchTokens} tokens, ${transferSeconds} s`);
    this.load = load;
    this.work = work;
    this.free = new Float64Array(prefillWorkers);
    let shortest = Infinity;
    for (const input of load.inputs) shortest = Math.min(shortest, input);
    this.mostPrompts = Math.max(1, Math.floor(prefillBatchTokens / shortest));
    this.from = scratchIntegers('from', load.inputs.length);
    this.to = scratchIntegers('to', load.inputs.length);
    this.readyAt = scratchFloats('ready', load.inputs.length);
  }

  /** Lets everything happen that begins or arrives up to `now`, of the first `issued` requests. */
  advance(now: number, issued: number): void {
    while (this.head < issued) {
      const begin = this.nextBegin();
      if (begin > now) break;
      this.begin(begin, issued);
    }
    while (this.arrived < this.batches && (this.readyAt[this.arrived] ?? 0) <= now) {
      this.ready += (this.to[this.arrived] ?? 0) - (this.from[this.arrived] ?? 0);
      this.arrived++;
    }
  }

  /** The second at which the next KV arrives, Infinity if none is under way. No unknown prompt may arrive before `horizon`. */
  next(issued: number, horizon: number): number {
    while (this.head < issued) {
      const begin = this.nextBegin();
      if (begin > horizon || begin > this.nextArrival()) break;
      this.begin(begin, issued);
    }
    return this.nextArrival();
  }

  /** The request that has been ready longest; there must be one. */
  first(): number {
    return (this.from[this.current] ?? 0) + this.taken;
  }

  /** Hands that request over. */
  take(): void {
    this.ready--;
    this.taken++;
    if ((this.from[this.current] ?? 0) + this.taken === this.to[this.current]) {
      this.current++;
      this.taken = 0;
    }
  }

  /** When a worker begins the first prompt nobody has begun; there must be one. */
  private nextBegin(): number {
    return Math.max(this.freeAt, this.load.arrivals[this.head] ?? 0);
  }

  private nextArrival(): number {
    return this.arrived < this.batches ? (this.readyAt[this.arrived] ?? 0) : Infinity;
  }

  private findFirstFree(): void {
    this.firstWorker = 0;
    for (let worker = 1; worker < this.free.length; worker++)
      if ((this.free[worker] ?? 0) < (this.free[this.firstWorker] ?? 0)) this.firstWorker = worker;
    this.freeAt = this.free[this.firstWorker] ?? 0;
  }

  /** One worker takes its part of the prompts that wait, up to the budget and at least one: a router spreads them over the idle. */
  private begin(begin: number, issued: number): void {
    const { inputs } = this.load;
    const from = this.head;
    const part = this.partOf(begin, issued);
    let tokens = inputs[this.head++] ?? 0;
    while (this.head < part) {
      const more = tokens + (inputs[this.head] ?? 0);
      if (more > this.work.prefillBatchTokens) break;
      tokens = more;
      this.head++;
    }
    const prompts = this.head - from;
    const end = begin + this.work.prefill(prompts, tokens / prompts);
    this.free[this.firstWorker] = end;
    this.findFirstFree();
    this.file(from, this.head, end + this.work.transferSeconds);
  }

  /** End of the requests that are one idle worker's part of those waiting. */
  private partOf(begin: number, issued: number): number {
    let idle = 0;
    for (let worker = 0; worker < this.free.length; worker++) if ((this.free[worker] ?? 0) <= begin) idle++;
    const last = Math.min(issued, this.head + idle * this.mostPrompts);
    let end = this.head + 1;
    while (end < last && (this.load.arrivals[end] ?? 0) <= begin) end++;
    return this.head + Math.ceil((end - this.head) / idle);
  }

  /** Files a batch by the arrival of its KV: a small one may overtake a large one on another worker. */
  private file(from: number, to: number, readyAt: number): void {
    let place = this.batches++;
    while (place > this.arrived && (this.readyAt[place - 1] ?? 0) > readyAt) {
      this.from[place] = this.from[place - 1] ?? 0;
      this.to[place] = this.to[place - 1] ?? 0;
      this.readyAt[place] = this.readyAt[place - 1] ?? 0;
      place--;
    }
    this.from[place] = from;
    this.to[place] = to;
    this.readyAt[place] = readyAt;
  }
}
