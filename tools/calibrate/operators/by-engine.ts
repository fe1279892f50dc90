/** Measurements sorted by the engines whose grids are kept: vLLM's and SGLang's own, and the best of all. */

export interface Measured {
  readonly engine: string;
  /** Sizes that tell one measurement of an engine from another. */
  readonly shape: readonly number[];
  readonly seconds: number;
}

/** TensorRT-LLM takes the best of all, so that its own are not kept. */
const OWN: readonly string[] = ['vllm', 'sglang'];

/** Engine (or `best`) → the fastest of its measurements of each shape, in a fixed order. */
export const byEngine = (measured: readonly Measured[]): Map<string, readonly Measured[]> => {
  const sorted = new Map<string, readonly Measured[]>();
  for (const engine of OWN) {
    const own = measured.filter((one) => one.engine === engine);
    if (own.length > 0)
      sorted.set(
        engine,
        fastest(own).map(({ one }) => one),
      );
  }
  const best = fastest(measured);
  const widest = Math.max(0, ...best.map(({ engines: { size } }) => size));
  const compared = best.filter(({ engines: { size } }) => size === widest);
  if (best.length > 0)
    sorted.set(
      'best',
      (compared.length > ENOUGH * best.length ? compared : best).map(({ one }) => one),
    );
  return sorted;
};

/** Shapes that fewer engines measured show a slower one as the best: left out where shapes that all measured are this many. */
const ENOUGH = 0.4;

const fastest = (measured: readonly Measured[]) => {
  const byShape = new Map<string, { one: Measured; readonly engines: Set<string> }>();
  for (const one of measured) {
    const key = one.shape.join();
    const other = byShape.get(key);
    if (!other) byShape.set(key, { one, engines: new Set([one.engine]) });
    else {
      other.engines.add(one.engine);
      if (one.seconds < other.one.seconds) other.one = one;
    }
  }
  return [...byShape.values()];
};
