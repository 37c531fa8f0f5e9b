import type { Meters } from '@pomdp-gym/solving';

/** Seconds since the process began: the clock that apps hand down. `performance` would load modules of Node.js first, for some milliseconds. */
export function clock(): number {
  return process.uptime();
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
