/**
 * An outcome a caller must look at: a value, or the error that kept it from being made.
 * Decoders return it, because a bad document is the user's to mend and not a bug.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const success = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const failure = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
