import { BrokenRule } from './check.js';

/** What a plugin may not read, by owner and name. */
const sources: readonly (readonly [owner: object, name: string, shown: string])[] = [
  [Math, 'random', 'Math.random'],
  [Date, 'now', 'Date.now'],
  [performance, 'now', 'performance.now'],
];

/** Runs `work` while Math.random and the clock throw: whoever reads them there is found out. Synchronous work only. */
export function withoutChance(work: () => void): void {
  const kept = sources.map(([owner, name]): unknown => Reflect.get(owner, name));
  try {
    for (const [owner, name, shown] of sources) {
      Reflect.set(owner, name, () => {
        throw new BrokenRule(`It reads ${shown}: take chance from the stream that is given, and no clock.`);
      });
    }
    work();
  } finally {
    sources.forEach(([owner, name], i) => Reflect.set(owner, name, kept[i]));
  }
}
