/**
 * Marks of the way from an edit to the painted answer, for the browser's profiler, the bench and the tests:
 * `rackwright:edit`, `rackwright:answer`, `rackwright:painted`. The newest of each is kept.
 */
type Moment = 'edit' | 'answer' | 'painted';

/** Of what the moment is: a revision of the scenario, and whether a better answer to it will follow. */
export interface MomentDetail {
  readonly revision: number;
  readonly provisional: boolean;
}

/** Notes a moment now. */
export const markMoment = (moment: Moment, detail: MomentDetail): void => {
  const name = `rackwright:${moment}`;
  performance.clearMarks(name);
  performance.mark(name, { detail });
};

/** Notes `painted` once the frame that shows the present state of the stores is on screen. */
export const markPainted = (detail: MomentDetail): void => {
  // A task queued in the last callback before a frame runs after that frame was painted.
  requestAnimationFrame(() => setTimeout(() => markMoment('painted', detail), 0));
};
