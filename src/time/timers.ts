/** Timers, which whoever waits is handed: a test lets time go by without waiting. */

export interface Timers {
  /** Does something later, once. @returns what calls it off */
  readonly after: (milliseconds: number, action: () => void) => () => void;
}

export const systemTimers: Timers = {
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Ends early when it is called off. */
export function pause(milliseconds: number, timers: Timers, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = timers.after(milliseconds, end);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** Lets signals, requests and timers have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
