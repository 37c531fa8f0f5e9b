import { join } from 'node:path';
import type { Registry } from '@pomdp-gym/registry';
import type { BracketSolvers, BracketStore } from '@pomdp-gym/solving';
import { bracketFolder } from '@pomdp-gym/solving/node';
import { buildDigest } from './files/provenance.js';
import { note } from './terminal/terminal.js';

/** The shipped solvers that brackets rest on. */
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

/** Beside the results of studies, so that whoever clears these clears it too, and nothing is kept out of sight. */
const BRACKETS_FOLDER = join('results', 'brackets');

/** Keeps brackets that were found, for the next command. */
export function bracketStore(): BracketStore {
  return bracketFolder(BRACKETS_FOLDER, buildDigest(), note);
}
