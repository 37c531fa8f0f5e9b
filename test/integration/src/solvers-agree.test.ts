import type { FiniteModel, Policy, SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import { readModel, writePomdp } from '@pomdp-gym/model-files';
import { finiteModel, type ModelDefinition, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { blind, fib, qmdp } from '@pomdp-gym/solver-bounds';
import { hsvi2 } from '@pomdp-gym/solver-hsvi2';
import { incrementalPruning } from '@pomdp-gym/solver-incremental-pruning';
import { pbvi, perseus } from '@pomdp-gym/solver-point-based';
import { sarsop } from '@pomdp-gym/solver-sarsop';
import { expect } from 'chai';

const STATES = 4;
const DISCOUNT = 0.8;
/** Bounds may pass the exact value by rounding, and by what the exact solver leaves open. */
const ROUNDING = 1e-7;
const EPISODES = 300;
/** γ^60 = 1.5·10⁻⁶: what comes later is left out, and allowed for. */
const STEPS = 60;
const LEFT_OUT = 1e-4;

interface SolverBounds {
  readonly model: FiniteModel;
  /** What becomes of the value of the start. */
  readonly value: (plain: number) => number;
}

/** The same problem in other forms. */
const tellings: Readonly<Record<string, (definition: ModelDefinition) => SolverBounds>> = {
  'as it is': (definition) => ({ model: finiteModel(definition), value: (v) => v }),
  'its states in another order': (definition) => ({ model: permuted(definition), value: (v) => v }),
  'a state split in two': (definition) => ({ model: split(definition), value: (v) => v }),
  'rewards three times as large': (definition) => ({
    model: finiteModel({ ...definition, reward: (...args) => 3 * definition.reward(...args) }),
    value: (v) => 3 * v,
  }),
  'rewards less 2': (definition) => ({
    model: finiteModel({ ...definition, reward: (...args) => definition.reward(...args) - 2 }),
    value: (v) => v - 2 / (1 - DISCOUNT),
  }),
  'half the starts worth nothing, rewards above 0': (definition) => halved(definition, 6),
  'half the starts worth nothing, rewards below 0': (definition) => halved(definition, -6),
  'a file that states costs': (definition) => ({
    model: readModel(writePomdp(finiteModel(definition), { values: 'cost' }), 'costs.POMDP').model,
    value: (v) => v,
  }),
};

/**
 * Every solver of the discounted sum that takes hidden states, options that keep it short, and the gap that they suffice to
 * close to, as a part of all that rewards could differ by: Σ γ^t · 10.
 */
const solvers: readonly (readonly [SolverSpec, object, number])[] = [
  [sarsop, { trials: 60 }, 5e-4],
  [hsvi2, { trials: 60 }, 2e-3],
  [pbvi, { beliefs: 30, sweeps: 10 }, 0.05],
  [perseus, { beliefs: 60, stages: 10 }, 0.05],
  [qmdp, {}, 1],
  [fib, {}, 1],
  [blind, {}, 1],
];

describe('Solvers, on random problems that incremental pruning solves', () => {
  const exact = new Map<number, number>();
  before(async () => {
    for (const seed of [1, 2, 3]) {
      const { progress } = await solve(incrementalPruning, { precision: 1e-8 }, finiteModel(problem(seed)));
      exact.set(seed, progress.at(-1)!.lower);
    }
  });

  for (const [spec, options, gap] of solvers) {
    for (const [telling, tell] of Object.entries(tellings)) {
      it(`${spec.id}: bounds move one way and hold the exact value, which moves as it must: ${telling}`, async () => {
        for (const [seed, plain] of exact) {
          const { model, value } = tell(problem(seed));
          const { progress } = await solve(spec, options, model);
          expectBounds(progress, value(plain));
          const range = value(10 / (1 - DISCOUNT)) - value(0);
          const { lower, upper } = progress.at(-1)!;
          expect(upper - lower).to.be.at.most(gap * range);
        }
      });
    }

    it(`${spec.id}: its policy earns the lower bound, to five standard errors (missed once in 10⁶)`, async () => {
      for (const seed of exact.keys()) {
        const model = finiteModel(problem(seed));
        const { progress, policy } = await solve(spec, options, model);
        const { mean, error } = earned(model, policy);
        expect(mean + 5 * error + LEFT_OUT).to.be.at.least(progress.at(-1)!.lower);
      }
    });
  }
});

describe('Incremental pruning, where half the starts are worth nothing', () => {
  for (const raise of [6, -6]) {
    it(`halves the value, rewards being raised by ${raise}`, async () => {
      const definition = problem(1);
      const { progress: whole } = await solve(
        incrementalPruning,
        { precision: 1e-6 },
        finiteModel(definition),
      );
      const { model, value } = halved(definition, raise);
      const { progress } = await solve(incrementalPruning, { precision: 1e-6 }, model);
      expectBounds(progress, value((whole.at(-1)!.lower + whole.at(-1)!.upper) / 2));
      expect(progress.at(-1)!.upper - progress.at(-1)!.lower).to.be.below(1e-5);
    });
  }
});

async function solve(
  spec: SolverSpec,
  options: object,
  model: FiniteModel,
): Promise<{ progress: SolverProgress[]; policy: Policy }> {
  const run = spec.create(spec.options.parse(options)).solve(model, new AbortController().signal);
  const progress: SolverProgress[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { progress, policy: value };
    progress.push(value);
  }
}

function expectBounds(progress: readonly SolverProgress[], value: number): void {
  expect(progress).to.not.be.empty;
  let [low, high] = [-Infinity, Infinity];
  for (const { lower, upper } of progress) {
    expect(lower).to.be.at.least(low);
    expect(upper).to.be.at.most(high);
    [low, high] = [lower, upper];
  }
  expect(low).to.be.at.most(value + ROUNDING);
  expect(high).to.be.at.least(value - ROUNDING);
}

function earned(model: FiniteModel, policy: Policy): { mean: number; error: number } {
  const environment = new ModelEnvironment(model);
  const [random, choices] = [randomStream(1, 'environment'), randomStream(1, 'policy')];
  const returns = Array.from({ length: EPISODES }, () => {
    let observation = environment.reset(random);
    policy.reset(choices);
    let total = 0;
    for (let t = 0; t < STEPS; t++) {
      const result = environment.step(policy.act(observation));
      total += DISCOUNT ** t * result.reward;
      observation = result.observation;
    }
    return total;
  });
  const mean = returns.reduce((sum, value) => sum + value, 0) / EPISODES;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (EPISODES - 1);
  return { mean, error: Math.sqrt(variance / EPISODES) };
}

type Row = readonly (readonly [outcome: number, probability: number])[];

/** Dense random tables: 4 states, 3 actions, 2 observations, rewards in [−5, 5]. */
function problem(seed: number): ModelDefinition & { transition(state: number, action: number): Row } {
  const random = randomStream(seed, 'problem');
  const distribution = (size: number): Row => {
    const weights = Array.from({ length: size }, () => random.uniform() ** 3);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight, outcome) => [outcome, weight / total] as const);
  };
  const table = (size: number) =>
    Array.from({ length: 3 }, () => Array.from({ length: STATES }, () => distribution(size)));
  const [transitions, observationTables] = [table(STATES), table(2)];
  const rewards = Array.from({ length: 3 * STATES }, () => 10 * random.uniform() - 5);
  return {
    states: STATES,
    actions: 3,
    observations: 2,
    transition: (state, action) => transitions[action]![state]!,
    observation: (action, next) => observationTables[action]![next]!,
    reward: (state, action) => rewards[action * STATES + state]!,
    start: distribution(STATES),
    discount: DISCOUNT,
  };
}

/** Begins in one more state, from which nothing is ever earned, every second time; all other rewards are raised. */
function halved(definition: ModelDefinition, raise: number): SolverBounds {
  const { states } = definition;
  const model = finiteModel({
    ...definition,
    states: states + 1,
    transition: (s, u) => (s === states ? [[s, 1]] : definition.transition(s, u)),
    observation: (u, next) => (next === states ? [[0, 1]] : definition.observation(u, next)),
    reward: (s, u, next, y) => (s === states ? 0 : definition.reward(s, u, next, y) + raise),
    start: [...[...definition.start].map(([s, p]) => [s, p / 2] as const), [states, 0.5]],
  });
  return { model, value: (v) => (v + raise / (1 - DISCOUNT)) / 2 };
}

function permuted(definition: ModelDefinition): FiniteModel {
  return relabelled(
    definition,
    STATES,
    (state) => STATES - 1 - state,
    (state) => [[STATES - 1 - state, 1]],
  );
}

/** State 0 becomes two; which of them is entered is left to chance. */
function split(definition: ModelDefinition): FiniteModel {
  return relabelled(
    definition,
    STATES + 1,
    (state) => state % STATES,
    (state) =>
      state > 0
        ? [[state, 1]]
        : [
            [0, 0.3],
            [STATES, 0.7],
          ],
  );
}

function relabelled(
  definition: ModelDefinition,
  states: number,
  original: (state: number) => number,
  places: (state: number) => Row,
): FiniteModel {
  const spread = (row: Iterable<readonly [number, number]>) =>
    [...row].flatMap(([state, p]) => places(state).map(([place, share]) => [place, p * share] as const));
  return finiteModel({
    ...definition,
    states,
    transition: (state, action) => spread(definition.transition(original(state), action)),
    observation: (action, next) => definition.observation(action, original(next)),
    reward: (state, action, next, seen) => definition.reward(original(state), action, original(next), seen),
    start: spread(definition.start),
  });
}
