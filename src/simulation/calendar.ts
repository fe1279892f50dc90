/** When sequences complete, by decode step: a wheel of linked lists, one per step, with a bit per occupied step. */

import { scratchIntegers } from './scratch.ts';

export class Calendar {
  /** Decode steps taken so far. */
  step = 0;
  private readonly mask: number;
  /** First request of each step's list plus one; 0 is empty. */
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly occupied: Int32Array;

  /** For `requests` of which none needs more than `longest` steps. */
  constructor(requests: number, longest: number) {
    let size = 64;
    while (size < longest + 2) size *= 2;
    this.mask = size - 1;
    this.heads = scratchIntegers('heads', size).fill(0);
    this.next = scratchIntegers('next', requests);
    this.occupied = scratchIntegers('occupied', size >> 5).fill(0);
  }

  /** Enters a request that completes with the end of the `steps`th step from now, at least 1. */
  add(request: number, steps: number): void {
    const slot = (this.step + steps) & this.mask;
    this.next[request] = this.heads[slot] ?? 0;
    this.heads[slot] = request + 1;
    const word = slot >> 5;
    this.occupied[word] = (this.occupied[word] ?? 0) | (1 << (slot & 31));
  }

  /** Steps from now to the first completion. There must be one. */
  toNext(): number {
    const from = (this.step + 1) & this.mask;
    let word = from >> 5;
    let bits = (this.occupied[word] ?? 0) & (-1 << (from & 31));
    const words = this.mask >> 5;
    while (bits === 0) {
      word = (word + 1) & words;
      bits = this.occupied[word] ?? 0;
    }
    const slot = (word << 5) + 31 - Math.clz32(bits & -bits);
    return ((slot - this.step - 1) & this.mask) + 1;
  }

  /** Advances by `steps`, none of which but the last may complete anything, and empties that list: its first request plus one, 0 if none. */
  advance(steps: number): number {
    this.step += steps;
    const slot = this.step & this.mask;
    const first = this.heads[slot] ?? 0;
    if (first !== 0) {
      this.heads[slot] = 0;
      const word = slot >> 5;
      this.occupied[word] = (this.occupied[word] ?? 0) & ~(1 << (slot & 31));
    }
    return first;
  }

  /** The request after this one in its list, plus one; 0 at the end. Valid until the request is entered again. */
  after(request: number): number {
    return this.next[request] ?? 0;
  }
}
