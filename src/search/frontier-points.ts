/** Columns of points that grow while a search runs. */
import type { UnwaitedPoint } from './frontier-limits.ts';
import type { FrontierColumns } from './frontier-types.ts';

export interface PointStore {
  readonly size: () => number;
  /** Index of the point; `tokens` are its output tokens per second. */
  readonly add: (point: FoundPoint, tokens: number, misses: number, verdict: number) => number;
  readonly verdictAt: (index: number) => number;
  readonly setVerdict: (index: number, verdict: number) => void;
  /** Points by verdict code. */
  readonly counts: () => number[];
  /** Copies of the columns from a point on. */
  readonly columns: (from: number) => FrontierColumns;
}

/** Accelerators that a configuration takes, with what they cost and draw. */
export interface Usage {
  readonly accelerators: number;
  /** Kilowatts at the meter, and dollars per second; NaN where unknown. */
  readonly kilowatts: number;
  readonly usdPerSecond: number;
}

/** A configuration's number, and what it takes. */
export interface NumberedUnit {
  readonly configuration: number;
  readonly usage: Usage;
}

export interface FoundPoint extends UnwaitedPoint {
  readonly requestsPerSecond: number;
  /** Sequences in flight on the whole configuration, and its mean time to first token without waiting. */
  readonly inFlight: number;
  readonly ttft: number;
  readonly unit: NumberedUnit;
}

const FIRST_SIZE = 32_768;

export const createPointStore = (): PointStore => {
  let columns = emptyColumns(FIRST_SIZE);
  const counts: number[] = [];
  let size = 0;
  return {
    size: () => size,
    add: ({ tpot, ttft, inFlight, unit }, tokens, misses, verdict) => {
      if (size === columns.configuration.length) columns = widened(columns, 2 * size);
      const { usage, configuration } = unit;
      columns.tokensPerSecondPerUser[size] = 1 / tpot[0];
      columns.tokensPerSecondPerAccelerator[size] = tokens / usage.accelerators;
      columns.tokensPerSecondPerKilowatt[size] = tokens / usage.kilowatts;
      columns.tokensPerDollar[size] = tokens / usage.usdPerSecond;
      columns.ttftSeconds[size] = ttft;
      columns.inFlight[size] = inFlight;
      columns.verdict[size] = verdict;
      columns.misses[size] = misses;
      columns.configuration[size] = configuration;
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      size += 1;
      return size - 1;
    },
    verdictAt: (index) => columns.verdict[index] ?? 0,
    setVerdict: (index, verdict) => {
      const before = columns.verdict[index] ?? 0;
      counts[before] = (counts[before] ?? 0) - 1;
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      columns.verdict[index] = verdict;
    },
    counts: () => [...counts],
    columns: (from) => ({
      tokensPerSecondPerUser: columns.tokensPerSecondPerUser.slice(from, size),
      tokensPerSecondPerAccelerator: columns.tokensPerSecondPerAccelerator.slice(from, size),
      tokensPerSecondPerKilowatt: columns.tokensPerSecondPerKilowatt.slice(from, size),
      tokensPerDollar: columns.tokensPerDollar.slice(from, size),
      ttftSeconds: columns.ttftSeconds.slice(from, size),
      inFlight: columns.inFlight.slice(from, size),
      verdict: columns.verdict.slice(from, size),
      misses: columns.misses.slice(from, size),
      configuration: columns.configuration.slice(from, size),
    }),
  };
};

const emptyColumns = (size: number): FrontierColumns => ({
  tokensPerSecondPerUser: new Float64Array(size),
  tokensPerSecondPerAccelerator: new Float64Array(size),
  tokensPerSecondPerKilowatt: new Float64Array(size),
  tokensPerDollar: new Float64Array(size),
  ttftSeconds: new Float64Array(size),
  inFlight: new Float64Array(size),
  verdict: new Uint8Array(size),
  misses: new Uint8Array(size),
  configuration: new Uint32Array(size),
});

const widened = (from: FrontierColumns, size: number): FrontierColumns => {
  const to = emptyColumns(size);
  to.tokensPerSecondPerUser.set(from.tokensPerSecondPerUser);
  to.tokensPerSecondPerAccelerator.set(from.tokensPerSecondPerAccelerator);
  to.tokensPerSecondPerKilowatt.set(from.tokensPerSecondPerKilowatt);
  to.tokensPerDollar.set(from.tokensPerDollar);
  to.ttftSeconds.set(from.ttftSeconds);
  to.inFlight.set(from.inFlight);
  to.verdict.set(from.verdict);
  to.misses.set(from.misses);
  to.configuration.set(from.configuration);
  return to;
};
