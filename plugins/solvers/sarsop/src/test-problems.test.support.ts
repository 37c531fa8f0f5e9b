import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { type ModelDefinition } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { sarsop } from './sarsop.js';

/** SARSOP with these options, the others at their defaults; at most 500 trials, so that a test always ends. */
export function solver(options: Partial<Parameters<typeof sarsop.create>[0]> = {}): Solver {
  return sarsop.create({ ...sarsop.options.parse({}), trials: 500, ...options });
}

/** Runs a solver until it ends, or for a number of reports. */
export async function solved(
  model: FiniteModel,
  options?: Parameters<typeof solver>[0],
  reports = Infinity,
): Promise<{ last: SolverProgress; progress: SolverProgress[]; policy: Policy }> {
  const stop = new AbortController();
  const run = solver(options).solve(model, stop.signal);
  const progress: SolverProgress[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { last: progress.at(-1)!, progress, policy: value };
    progress.push(value);
    if (progress.length >= reports) stop.abort();
  }
}

/** What `solved` is tried on: the functions of a model. */
export type Definition = ModelDefinition;

/** Random tables with structure: few successors, few observations, rewards of either sign. */
export function randomDefinition(seed: number, states = 5): Definition {
  const random = randomStream(seed, 'model');
  const distribution = (size: number, outcomes: number) => {
    const entries = Array.from({ length: outcomes }, (): [number, number] => [
      random.uint32() % size,
      random.uniform(),
    ]);
    const sum = entries.reduce((total, [, weight]) => total + weight, 0);
    return entries.map(([outcome, weight]): [number, number] => [outcome, weight / sum]);
  };
  const tables = (size: number) =>
    Array.from({ length: 3 }, () => Array.from({ length: states }, () => distribution(size, 2)));
  const [transitions, observationTables] = [tables(states), tables(3)];
  const rewards = Array.from({ length: 3 * states }, () => 10 * random.uniform() - 5);
  return {
    states,
    actions: 3,
    observations: 3,
    transition: (state, action) => transitions[action]![state]!,
    observation: (action, next) => observationTables[action]![next]!,
    reward: (state, action) => rewards[action * states + state]!,
    start: distribution(states, 4),
    discount: 0.9,
  };
}
