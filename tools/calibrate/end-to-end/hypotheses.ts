/** What is thought to be behind the largest errors, by combination; a guess, to be tested before it becomes a term of the model. */

const HYPOTHESES: readonly (readonly [RegExp, string])[] = [
  [
    /^kimi-k2.*h200.*sglang/,
    'int4 kernels of early SGLang images: up to eight times slower than the same model elsewhere',
  ],
  [/^kimi.*int4|^kimi.*h200-sxm, vllm/, 'int4 experts: kernel choice not in the measured operators'],
  [/^llama-3.1-8b, h200-sxm, vllm/, 'rows contradict Little: too fast for the users stated'],
  [/^qwen3-235b.*h200-sxm, vllm/, 'the stated layout does not hold the weights; the true one is unknown'],
  [
    /^deepseek-v4/,
    'closed forms: compressed attention was not measured; about 256 running requests whatever the users',
  ],
  [/^deepseek-r1, b300-sxm, sglang/, 'one image prefills 7–10 times slower than its neighbours at 8k tokens'],
  [/neuron/, 'static batches on another stack; closed forms and one term for all its rows'],
  [/^deepseek-r1, h100-sxm, sglang/, 'two nodes over InfiniBand, layout assumed'],
  [/^minimax-m2.*h200/, 'no cause found'],
  [/atom/, 'another stack on closed forms'],
  [/gb200.*disagg|wide/, 'wide expert parallelism: overlap of exchange and compute differs by engine and batch'],
];

export const hypothesisOf = (combination: string): string =>
  HYPOTHESES.find(([pattern]) => pattern.test(combination))?.[1] ?? 'no cause found';
