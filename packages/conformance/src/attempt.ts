/** What work returns; undefined where it throws: a rule of its own says so. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
