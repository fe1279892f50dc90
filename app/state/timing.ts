/**
 * Marks of the way from an edit to the painted answer, for the browser's profiler and the bench. The newest of each name
 * is kept, with its revision: `rackwright:edit`, `rackwright:answer`, `rackwright:painted`.
 */
type Moment = 'edit' | 'answer' | 'painted';

/** Notes a moment of one revision now. */
export const markMoment = (moment: Moment, revision: number): void => {
  const name = `rackwright:${moment}`;
  performance.clearMarks(name);
  performance.mark(name, { detail: { revision } });
};

/** Notes `painted` once the frame that shows the present state of the stores is on screen. */
export const markPainted = (revision: number): void => {
  // A task queued in the last callback before a frame runs after that frame was painted.
  requestAnimationFrame(() => setTimeout(() => markMoment('painted', revision), 0));
};
