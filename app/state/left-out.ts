/** Errors on runs that the fit had not seen, as the calibration wrote them down: whole groups left out, one kind of group at a time. */
import { useEffect, useState } from 'react';

export interface LeftOutRow {
  readonly how: 'curve' | 'combination' | 'model' | 'system';
  readonly slice: string;
  readonly metric: 'tpot' | 'ttft' | 'throughput';
  readonly n: number;
  /** Absolute error, percent. */
  readonly median: number;
  readonly p90: number;
}

/** How far repeats of one run lie apart, percent at the median. */
export interface Noise {
  readonly sameImage: number;
  readonly otherImage: number;
}

export interface ValidationSummary {
  readonly leftOut: readonly LeftOutRow[];
  readonly noise: Readonly<Partial<Record<'tpot' | 'ttft', Noise>>>;
}

/** The file is generated; a build without it has no such errors to show. */
const FILES = import.meta.glob<{ readonly default: unknown }>('../../src/calibration/validation-summary.json');

const isRow = (value: unknown): value is LeftOutRow => {
  const row: Readonly<Record<string, unknown>> = Object(value);
  return (
    ['curve', 'combination', 'model', 'system'].includes(String(row['how'])) &&
    ['tpot', 'ttft', 'throughput'].includes(String(row['metric'])) &&
    typeof row['slice'] === 'string' &&
    [row['n'], row['median'], row['p90']].every((figure) => typeof figure === 'number' && Number.isFinite(figure))
  );
};

const noiseOf = (value: unknown): Noise | undefined => {
  const { sameImage, otherImage }: Readonly<Record<string, unknown>> = Object(value);
  return typeof sameImage === 'number' && typeof otherImage === 'number' ? { sameImage, otherImage } : undefined;
};

/** Decoder of the generated file: what it does not know is left out. */
export const summaryOf = (json: unknown): ValidationSummary => {
  const { leftOut, noise }: Readonly<Record<string, unknown>> = Object(json);
  const { tpot, ttft }: Readonly<Record<string, unknown>> = Object(noise);
  const [ofTpot, ofTtft] = [noiseOf(tpot), noiseOf(ttft)];
  return {
    leftOut: Array.isArray(leftOut) ? leftOut.filter(isRow) : [],
    noise: { ...(ofTpot && { tpot: ofTpot }), ...(ofTtft && { ttft: ofTtft }) },
  };
};

/** Null while it is fetched and where it was not written. */
export const useLeftOut = (): ValidationSummary | null => {
  const [summary, setSummary] = useState<ValidationSummary | null>(null);
  useEffect(() => {
    const load = Object.values(FILES)[0];
    if (!load) return;
    load().then(
      (file) => setSummary(summaryOf(file.default)),
      () => setSummary(null),
    );
  }, []);
  return summary;
};
