/**
 * Shrunken group terms: what published runs of one model on one accelerator and engine showed beside the model of the step. Each is a
 * logarithm on measured ÷ predicted, pulled towards zero; a combination nobody measured has none.
 */

/** What a deployment is called in the groups. */
export interface GroupNames {
  readonly model: string;
  readonly accelerator: string;
  /** Serving software, which may be a build without terms of its own. */
  readonly stack: string;
  readonly mode: 'agg' | 'disagg';
  /** Precision of the weights, in words. */
  readonly precision: string;
  readonly verified: number;
  readonly layout: string;
}

/** Group → logarithms on the time of a step and on the time to the first token. */
export type GroupTerms = Readonly<Record<string, readonly [step: number, ttft: number]>>;

/** Software with engine terms of its own; builds of it and foreign stacks stand on these with a wide term. */
const ENGINES: readonly string[] = ['vllm', 'sglang', 'tensorrt-llm'];

/** From wide to narrow: the stack where it has no engine terms, the combination with or without drafts, its formats, its layout. */
export const groupKeys = (names: GroupNames): readonly string[] => {
  const { model, accelerator, stack, mode, precision, verified, layout } = names;
  const combination = `${model}|${accelerator}|${stack}${verified > 1 ? '|drafts' : ''}`;
  return [
    ENGINES.includes(stack) ? '' : `stack|${stack}`,
    combination,
    `${combination}|${mode}|${precision}|${verified}`,
    `${combination}|${mode}|${layout}`,
  ];
};

/** Prior standard deviations along `groupKeys`: broad terms would leak the faults of one source into the rows of others. */
export const GROUP_SPREADS: readonly number[] = [0.4, 0.05, 0.05, 0.05];

export interface GroupFactors {
  readonly step: number;
  readonly ttft: number;
  /** Whether runs of this very combination are behind the factors. */
  readonly known: boolean;
}

/** Factors of a deployment; one where no run is like it. */
export const groupFactors = (terms: GroupTerms, names: GroupNames): GroupFactors => {
  let [step, ttft] = [0, 0];
  const keys = groupKeys(names);
  for (const key of keys) {
    const term = terms[key];
    if (!term) continue;
    step += term[0];
    ttft += term[1];
  }
  return { step: Math.exp(step), ttft: Math.exp(ttft), known: terms[keys[1] ?? ''] !== undefined };
};
