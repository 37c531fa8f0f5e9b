import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FiniteModel, isInputError } from '@pomdp-gym/contracts';
import type { Reference, Registry } from '@pomdp-gym/registry';
import { z } from 'zod';
import { modelHash } from './model-hash.js';
import { runSolver } from './run-solver.js';

/** What the best policy earns, certified to lie in [lower, upper]. */
export interface Bracket {
  readonly lower: number;
  readonly upper: number;
  /** The solver that certified it, in one word. */
  readonly solver: string;
  /** CPU seconds spent on it, in all. */
  readonly seconds: number;
}

/** What is bracketed: the discounted sum of rewards from the start, or the average reward per step. */
export type Criterion = 'discounted' | 'average';

export interface BracketSettings {
  /** CPU seconds to spend where the cache has not had them yet. */
  readonly seconds: number;
  /** The folder that brackets are kept in, one file a model and criterion, named by its content. */
  readonly cache?: string;
}

const solvers: Readonly<Record<Criterion, Reference>> = {
  discounted: { id: 'sarsop', options: {} },
  // Whatever hidden state costs: the lower bound is then that of a policy without memory, the upper that of one who sees.
  average: { id: 'value-iteration', options: { criterion: 'average', loss: 1e9 } },
};

/**
 * Brackets the optimum of a model. Undefined where that cannot be done: there is no discount below one, or the best average
 * depends on where one starts. Ctrl-C ends it early with what there is.
 */
export async function bracket(
  registry: Registry,
  model: FiniteModel,
  criterion: Criterion,
  { seconds, cache }: BracketSettings,
): Promise<Bracket | undefined> {
  const file = cache === undefined ? undefined : join(cache, `${criterion}-${modelHash(model)}.json`);
  const known = file === undefined ? undefined : readKnown(file);
  if (known && (known.seconds >= seconds || known.upper - known.lower <= 0)) return known;
  const found = await solveFor(registry, model, criterion, seconds);
  if (!found) return undefined;
  const best = known ? narrower(known, found) : found;
  if (file !== undefined) keep(file, best);
  return best;
}

async function solveFor(
  registry: Registry,
  model: FiniteModel,
  criterion: Criterion,
  seconds: number,
): Promise<Bracket | undefined> {
  const reference = solvers[criterion];
  const solver = registry.create('solver', reference);
  try {
    const limits = { seconds, megabytes: Infinity };
    const { progress, seconds: used } = await runSolver(solver, model, limits, () => undefined);
    // What was done before the time was up will not get better with the same time again.
    return {
      lower: progress.lower,
      upper: progress.upper,
      solver: reference.id,
      seconds: Math.max(seconds, used),
    };
  } catch (error) {
    if (isInputError(error)) return undefined;
    throw error;
  }
}

const stored = z.object({ lower: z.number(), upper: z.number(), solver: z.string(), seconds: z.number() });

/** A file that cannot be read is as good as none: the bracket is found anew. */
function readKnown(file: string): Bracket | undefined {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function keep(file: string, known: Bracket): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(known)}\n`);
}

function narrower(one: Bracket, other: Bracket): Bracket {
  return {
    lower: Math.max(one.lower, other.lower),
    upper: Math.min(one.upper, other.upper),
    solver: other.solver,
    seconds: one.seconds + other.seconds,
  };
}
