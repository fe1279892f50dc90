/**
 * What the platform does for a link: raw deflate (RFC 1951), and inflate that stops at a size. Browsers and Node each have
 * their own; both are asynchronous and live outside the domain library.
 */
export interface Deflate {
  deflate(bytes: Uint8Array): Promise<Uint8Array>;
  /** Rejects with `InflateError` when the data is damaged or longer than `maxBytes`. */
  inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array>;
}

/** The most bytes a link may inflate to. */
export const MAX_INFLATED_BYTES = 4_000_000;

export class InflateError extends Error {
  override readonly name = 'InflateError';
  readonly reason: 'too-large' | 'damaged';

  constructor(reason: 'too-large' | 'damaged') {
    super(`inflate: ${reason}`);
    this.reason = reason;
  }
}
