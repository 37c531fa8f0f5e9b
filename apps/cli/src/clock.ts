/** Seconds since the process began: the clock that apps hand down. */
export function clock(): number {
  return performance.now() / 1000;
}
