/** A memory for what was read or computed, bounded by bytes: what was used longest ago goes first. */

export interface BoundedMemory<Value> {
  /**
   * What is remembered; else what `make` gives, one call for all who ask meanwhile. What fails is not kept.
   * @param options `isKept`: false, and it is made again for those who ask afterwards
   */
  readonly recall: (
    key: string,
    bytes: number,
    make: () => Promise<Value>,
    options?: { readonly isKept: boolean },
  ) => Promise<Value>;
}

export function boundedMemory<Value>(limit: number): BoundedMemory<Value> {
  const entries = new Map<string, { readonly value: Promise<Value>; readonly bytes: number }>();
  let held = 0;

  function forget(key: string, value: Promise<Value>): void {
    const entry = entries.get(key);
    if (entry === undefined || entry.value !== value) return;
    entries.delete(key);
    held -= entry.bytes;
  }

  return {
    recall: (key, bytes, make, { isKept } = { isKept: true }) => {
      const known = entries.get(key);
      if (known !== undefined) {
        entries.delete(key);
        entries.set(key, known);
        return known.value;
      }
      const value = make();
      entries.set(key, { value, bytes });
      held += bytes;
      value.then(
        () => (isKept ? undefined : forget(key, value)),
        () => forget(key, value),
      );
      for (const [oldest, entry] of entries) {
        if (held <= limit || oldest === key) break;
        forget(oldest, entry.value);
      }
      return value;
    },
  };
}
