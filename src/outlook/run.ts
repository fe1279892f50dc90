/** A question that is answered step by step, so that whoever asks may stop between two steps, or show what is there already. */
export interface OutlookRun<Answer> {
  /** Steps in all. */
  readonly total: number;
  /** The answer so far, one step further; null after the last. */
  next(): Answer | null;
}

/** A question whose answer comes whole, once asked for. */
export const inOneStep = <Answer>(answerOf: () => Answer): OutlookRun<Answer> => {
  let asked = false;
  return {
    total: 1,
    next: () => {
      if (asked) return null;
      asked = true;
      return answerOf();
    },
  };
};
