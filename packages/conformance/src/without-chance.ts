import { BrokenRule } from './check.js';

/** Runs `work` while Math.random and the clock throw: whoever reads them there is found out. Synchronous work only. */
export function withoutChance(work: () => void): void {
  const { random } = Math;
  const { now } = Date;
  const clock = performance.now;
  const forbid = (name: string) => (): never => {
    throw new BrokenRule(`It reads ${name}: take chance from the stream that is given, and no clock.`);
  };
  Math.random = forbid('Math.random');
  Date.now = forbid('Date.now');
  performance.now = forbid('performance.now');
  try {
    work();
  } finally {
    Math.random = random;
    Date.now = now;
    performance.now = clock;
  }
}
