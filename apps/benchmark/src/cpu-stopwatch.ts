import { cpuSeconds } from './cpu-seconds.js';

/** Milliseconds between two looks at the CPU time, which cost more than many a report of a solver. */
const LOOK_INTERVAL = 1;

/** The CPU seconds that this process has used since the watch was made, at most a moment old. */
export class CpuStopwatch {
  private readonly begun = cpuSeconds();
  private looked = performance.now();
  private seen = 0;

  get seconds(): number {
    if (performance.now() - this.looked >= LOOK_INTERVAL) {
      this.seen = cpuSeconds() - this.begun;
      this.looked = performance.now();
    }
    return this.seen;
  }
}
