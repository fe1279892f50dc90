/** One painted path of a rack drawing. */

export type Ink = 'frame' | 'void' | 'switch' | 'shelf' | 'tray' | 'edge' | 'liquid' | 'port' | 'gap';

export interface Layer {
  readonly ink: Ink;
  readonly d: string;
  /** Absent: filled. */
  readonly stroke?: { readonly width: number; readonly dash?: string };
  readonly opacity?: number;
}
