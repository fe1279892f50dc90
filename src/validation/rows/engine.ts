/** Which serving software a result file means. Files name builds, versions and plugins; the patterns keep the engine. */

/** Engines by the names the planner uses; any other software keeps a short name of its own, `unknown` names none. */
export type BackendName =
  | 'vllm'
  | 'sglang'
  | 'tensorrt-llm'
  | 'atom'
  | 'neuron'
  | 'tgi'
  | 'mlc'
  | 'llmboost'
  | 'tpu-vllm'
  | 'in-house'
  | 'unknown';

/** First match wins: plugins and wrappers before the engine they build on. */
const PATTERNS: readonly (readonly [RegExp, BackendName])[] = [
  [/neuron|\bnxd/i, 'neuron'],
  [/\batom\b/i, 'atom'],
  [/llmboost/i, 'llmboost'],
  [/vllm-tpu|tpu-vllm/i, 'tpu-vllm'],
  [/sglang/i, 'sglang'],
  [/tensorrt|trt-?llm/i, 'tensorrt-llm'],
  [/vllm|\bllm-d\b/i, 'vllm'],
  [/\btgi\b/i, 'tgi'],
  [/\bmlc\b/i, 'mlc'],
  [/in-house/i, 'in-house'],
];

/** The engine a cell names. `vLLM`, `vllm` and `PyTorch vLLM 0.14` are one; a cell that names only PyTorch or ROCm is `unknown`. */
export const backendOf = (cell: string): BackendName =>
  PATTERNS.find(([pattern]) => pattern.test(cell))?.[1] ?? 'unknown';

/** The name result files use for an engine, so that a report speaks of the rows as they do. */
export const backendLabel = (backend: BackendName): string => (backend === 'tensorrt-llm' ? 'trtllm' : backend);
