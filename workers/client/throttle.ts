/** Passes values on at most once per span; of those that come in between, the last one follows at its end. */
export interface Throttle<Value> {
  push(value: Value): void;
  /** Drops the value that waits. */
  cancel(): void;
}

/** `now` and the timer are those of the platform; tests fake them. */
export const throttle = <Value>(spanMs: number, deliver: (value: Value) => void): Throttle<Value> => {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    push: (value) => {
      cancel();
      const wait = last + spanMs - performance.now();
      const pass = (): void => {
        timer = null;
        last = performance.now();
        deliver(value);
      };
      if (wait <= 0) pass();
      else timer = setTimeout(pass, wait);
    },
    cancel,
  };
};
