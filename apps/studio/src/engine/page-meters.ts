import type { Meters } from '@pomdp-gym/solving';

const clock = (): number => performance.now() / 1000;

/** What solvers read in a page, which has no clock of its processor and no count of its memory. */
export const pageMeters: Meters = { clock, cpuClock: clock, memory: () => 0 };
