/**
 * A catalogue type as JSON holds it: quantities are bare numbers until `loadCatalogue` names them again.
 */
export type Plain<T> = T extends number
  ? number
  : T extends string | boolean | null | undefined
    ? T
    : { readonly [K in keyof T]: Plain<T[K]> };
