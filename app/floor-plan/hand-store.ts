/** What is under the thing in hand and where it may stand. Lives only while something is held; slots read their own state from it. */
import { create } from 'zustand';
import type { Issue } from '../../src/issues/issue.ts';

export type SlotState = 'rest' | 'may' | 'good' | 'refused';

export interface HandState {
  /** Keys of the positions where it may stand. */
  readonly legal: ReadonlySet<string>;
  readonly over: string | null;
  /** What speaks against the position under it, and what could not be checked. */
  readonly issues: readonly Issue[];
  readonly refused: boolean;
}

const EMPTY: HandState = { legal: new Set(), over: null, issues: [], refused: false };

export const useHandStore = create<HandState>()(() => EMPTY);

export const emptyHand = (): void => useHandStore.setState(EMPTY);

/** State of one slot; a primitive, so that only the slots that change draw again. */
export const slotStateOf =
  (key: string) =>
  ({ legal, over, refused }: HandState): SlotState => {
    if (over === key) return refused ? 'refused' : 'good';
    return legal.has(key) ? 'may' : 'rest';
  };
