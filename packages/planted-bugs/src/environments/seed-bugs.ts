import type { Environment, FiniteModel, StepResult } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { environmentBug } from './environment-bug.js';

/** A coin under a cup: one guesses its side, and sees it. */
function coin(bias = 0.5): FiniteModel {
  const sides = [
    [0, bias],
    [1, 1 - bias],
  ] as const;
  return finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    transition: () => sides,
    observation: (_action, next) => [[next, 1]],
    initialObservation: (side) => [[side, 1]],
    reward: (_side, guess, next) => (guess === next ? 1 : 0),
    start: sides,
  });
}

/** Seeds a stream of its own with a constant, for results that can be repeated. */
class OwnSeed implements Environment {
  readonly observationSpace = { kind: 'discrete', size: 2 } as const;
  readonly actionSpace = { kind: 'discrete', size: 2 } as const;
  readonly task = 'continuing';
  private readonly drawn = new ModelEnvironment(coin());

  model(): FiniteModel {
    return this.drawn.model();
  }

  reset(): number {
    return this.drawn.reset(randomStream(42, 'coin'));
  }

  step(action: number): StepResult {
    return this.drawn.step(action);
  }
}

const options = z.strictObject({
  bias: z.number().min(0.1).max(0.9).default(0.5).describe('Chance of heads'),
  reward: z.number().min(0).max(10).default(1).describe('What a right guess pays'),
});

/** Mistakes about seeds and options. */
export const seedBugs = [
  environmentBug({
    name: 'seed-of-its-own',
    wrong: 'It ignores the stream that it is given, and seeds one of its own with 42.',
    rule: 'Two seeds give two paths, unless nothing is left to chance.',
    create: () => new OwnSeed(),
    settings: { agreementSteps: 3000 },
  }),
  environmentBug({
    name: 'said-to-be-deterministic',
    wrong: 'It is said to be deterministic, and tosses a coin.',
    rule: 'It is deterministic, as the settings say: it draws nothing, and all seeds give the same path.',
    create: () => new ModelEnvironment(coin()),
    settings: { deterministic: true },
  }),
  environmentBug({
    name: 'option-without-effect',
    wrong: 'An option for the reward is described, and never read.',
    rule: 'Every option has an effect.',
    create: (given) => new ModelEnvironment(coin(options.parse(given).bias)),
    spec: { options },
  }),
];
