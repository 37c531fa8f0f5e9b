/** Seconds since the process began: the clock that apps hand down. */
export function clock(): number {
  return performance.now() / 1000;
}

/** CPU seconds that this process has used. */
export function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
