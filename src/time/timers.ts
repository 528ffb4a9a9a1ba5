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

/** Milliseconds; timers of Node take no more, and fire at once. */
const longest = 2 ** 31 - 1;

/** A signal that is called off with another, and when a time has gone by: one too long to wait for never does. */
export function within(
  milliseconds: number,
  timers: Timers,
  signal: AbortSignal,
): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const ended = new AbortController();
  const wait = Math.max(0, Math.ceil(milliseconds));
  const cancel = wait > longest ? () => {} : timers.after(wait, () => ended.abort());
  return { signal: AbortSignal.any([signal, ended.signal]), cancel };
}

/** Lets signals, requests and timers have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
