import type { Registry } from '@pomdp-gym/registry';
import type { BracketSolvers } from '@pomdp-gym/solving';

/** The shipped solvers that brackets of the optimum rest on, as the command line takes them. */
export function bracketSolvers(registry: Registry): BracketSolvers {
  const seeing = { criterion: 'average', loss: 1e9 };
  return {
    discounted: {
      name: 'SARSOP',
      create: (precision, beliefs) =>
        registry.create('solver', { id: 'sarsop', options: { precision, beliefs: beliefs ?? null } }),
    },
    average: {
      name: 'value iteration',
      create: (precision) =>
        registry.create('solver', { id: 'value-iteration', options: { ...seeing, precision } }),
    },
  };
}
