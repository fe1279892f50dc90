/**
 * How one instance of a model is cut over accelerators: tp·pp·attnDp of them, with moeTp·ep = tp·attnDp.
 * Attention ranks hold heads ÷ tp of the sequences ÷ attnDp; expert ranks see the tokens of the whole instance.
 */
export interface Layout {
  readonly tp: number;
  readonly pp: number;
  readonly attnDp: number;
  readonly moeTp: number;
  readonly ep: number;
}

/** Accelerators of one instance. */
export const acceleratorsOf = (layout: Layout): number => layout.tp * layout.pp * layout.attnDp;

/** One string per layout, for keys and labels of logs. */
export const layoutKey = (layout: Layout): string =>
  `tp${layout.tp}-pp${layout.pp}-dp${layout.attnDp}-mtp${layout.moeTp}-ep${layout.ep}`;

/** `TP 8, DP-attention 4, EP 8`: the factors above one; one accelerator where there are none. */
export const layoutWords = ({ tp, pp, attnDp, moeTp, ep }: Layout): string => {
  const parts = [
    ['TP', tp],
    ['PP', pp],
    ['DP-attention', attnDp],
    ['EP', ep],
  ] as const;
  const shown = parts.filter(([, size]) => size > 1).map(([name, size]) => `${name} ${size}`);
  if (moeTp > 1 && moeTp !== tp) shown.push(`expert TP ${moeTp}`);
  return shown.join(', ') || 'one accelerator';
};
