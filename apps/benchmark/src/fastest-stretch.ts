import { cpuSeconds } from './cpu-seconds.js';

/**
 * Nanoseconds of processor time a step of the fastest of several stretches, after one to warm up: what else a machine does can only
 * slow a stretch down.
 *
 * @param run does `steps` steps, given a seed.
 */
export async function fastestStretch(
  run: (seed: number) => Promise<unknown>,
  steps: number,
  stretches: number,
): Promise<number> {
  await run(1);
  let fastest = Infinity;
  for (let stretch = 0; stretch < stretches; stretch++) {
    const before = cpuSeconds();
    await run(2 + stretch);
    fastest = Math.min(fastest, cpuSeconds() - before);
  }
  return (1e9 * fastest) / steps;
}
