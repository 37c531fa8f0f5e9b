import { BrokenRule } from './check.js';

/** What a plugin may not read, by owner and name. */
const sources: readonly (readonly [owner: object, name: string, shown: string])[] = [
  [Math, 'random', 'Math.random'],
  [Date, 'now', 'Date.now'],
  [performance, 'now', 'performance.now'],
];

/**
 * Runs `work` while Math.random and the clock throw: whoever reads them there is found out. Synchronous work only. A read
 * beneath a call of node:fs passes: libraries that patch the file system (graceful-fs) read the clock when a file is closed.
 */
export function withoutChance(work: () => void): void {
  const kept = sources.map(([owner, name]): unknown => Reflect.get(owner, name));
  try {
    for (const [owner, name, shown] of sources) {
      const read: unknown = Reflect.get(owner, name);
      Reflect.set(owner, name, () => {
        if (typeof read === 'function' && isBeneathFileSystem())
          return Reflect.apply(read, owner, []) as unknown;
        throw new BrokenRule(`It reads ${shown}: take chance from the stream that is given, and no clock.`);
      });
    }
    work();
  } finally {
    sources.forEach(([owner, name], i) => Reflect.set(owner, name, kept[i]));
  }
}

/** Whether node:fs is among the callers. */
function isBeneathFileSystem(): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  return /\((?:node:fs|node:internal\/fs\/)/.test(stack);
}
