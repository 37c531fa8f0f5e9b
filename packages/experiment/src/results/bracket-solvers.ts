import type { Registry } from '@pomdp-gym/registry';
import type { BracketSolvers } from '@pomdp-gym/solving';

/** The shipped solvers that brackets rest on, from a registry that has them. */
export function bracketSolvers(registry: Registry): BracketSolvers {
  // Whatever hidden state costs: the lower bound is that of a policy without memory, the upper that of one who sees.
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
