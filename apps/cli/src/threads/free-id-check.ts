import { fileURLToPath } from 'node:url';
import { BrokenRule, type Check } from '@pomdp-gym/conformance';
import { locatePlugin, packageNameOf } from '@pomdp-gym/registry/node';
import type { Entry, Registry } from '@pomdp-gym/registry';

/** The rule that a plugin which is loaded for a check keeps beside all others that are loaded: its ids are its own. */
export function freeIdCheck({ kind, spec: { id }, source }: Entry, registry: Registry, from: string): Check {
  return {
    name: 'No other plugin has the id.',
    run: () => {
      const other = registry.describe(kind).find((contribution) => contribution.id === id);
      if (!other || isSame(other.source, source, from)) return;
      throw new BrokenRule(
        `The ${kind} ${id} is contributed by ${other.source} already, so the two cannot be loaded together: give it another id.`,
      );
    },
  };
}

/** Whether two names stand for one plugin: the same file, or the package that the file belongs to. */
function isSame(loaded: string, aside: string, from: string): boolean {
  const address = locatePlugin(aside, from);
  return loaded === packageNameOf(fileURLToPath(address)) || addressOf(loaded, from) === address;
}

function addressOf(name: string, from: string): string | undefined {
  try {
    return locatePlugin(name, from);
  } catch {
    return undefined;
  }
}
