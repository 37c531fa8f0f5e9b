import type { Meters } from '@pomdp-gym/solving';

/** Seconds since the process began: the clock that apps hand down. */
export function clock(): number {
  return performance.now() / 1000;
}

/** Seconds since 1970 began: the clock that trackers are given. */
export function wallClock(): number {
  return Date.now() / 1000;
}

/** CPU seconds that this process has used. */
function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What runs of solvers read off this process. */
export const meters: Meters = { clock, cpuClock, memory: () => process.memoryUsage.rss() };
