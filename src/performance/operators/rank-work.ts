/** What one attention rank works on in one step. Counts may be fractions: they are means. */
export interface RankWork {
  readonly sequences: number;
  /** KV tokens of a decoding sequence, mean. */
  readonly context: number;
  readonly prompts: number;
  /** New tokens of each prompt in this step, and tokens of it that are in the cache already. */
  readonly promptTokens: number;
  readonly promptPast: number;
}
