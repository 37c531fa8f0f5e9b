import { InputError } from '@pomdp-gym/contracts';
import { createProblem, type Problem } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { z } from 'zod';
import type { AutomaticOptions } from './automatic-options.js';

const reference = z.strictObject({ id: z.string(), options: z.record(z.string(), z.unknown()) });

export const problemSettings = z.strictObject({
  name: z.string(),
  environment: reference,
  policy: reference,
  /** θ of the gradients; drawn evenly from [−1, 1]^K by a stream named after the problem where it is null. */
  theta: z.array(z.number()).nullable(),
});

export type ProblemSettings = z.infer<typeof problemSettings>;

/** A problem of decision 0023. */
export interface AutomaticProblem {
  readonly settings: ProblemSettings;
  readonly group: 'tuning' | 'held-out';
  /** Ascents start within this distance of 0. */
  readonly initialScale: number;
  /** Seconds that an exact gradient takes, roughly. */
  readonly seconds: number;
}

const oneHot = { id: 'softmax', options: { features: 'one-hot' } };
const controller = (nodes: number) => ({ id: 'controller', options: { nodes } });

/** Mixing of the i-th Garnet model of a group of ten. */
const laziness = [0, 0.3, 0.6, 0.8, 0.9];

const named: readonly AutomaticProblem[] = [
  builtIn('ThreeState', { id: 'softmax', options: { features: 'given' } }, [1, 1, -1, -1]),
  { ...builtIn('Tiger', controller(3)), initialScale: 1, seconds: 0.05 },
  { ...builtIn('LoadUnload', controller(2)), initialScale: 1 },
  { ...builtIn('CallAdmission', oneHot), seconds: 1 },
  { ...builtIn('Hallway', oneHot), seconds: 0.5 },
];

/** All 25, in the order of the record. */
export const problems: readonly AutomaticProblem[] = [
  ...named,
  ...garnets(101, 'tuning'),
  ...garnets(201, 'held-out'),
];

/** The problems that the options choose. */
export function chosenProblems({ group, only }: AutomaticOptions): readonly AutomaticProblem[] {
  const names = problems.map(({ settings }) => settings.name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new InputError(`There is no problem ${unknown} in decision 0023; there are ${names.join(', ')}.`);
  return problems.filter(
    (problem) =>
      (group === 'all' || problem.group === group) &&
      (only.length === 0 || only.includes(problem.settings.name)),
  );
}

/** The problem with its policy at θ. */
export function problemAt(
  { name, environment, policy, theta }: ProblemSettings,
  registry: Registry,
): Problem {
  if (theta) return createProblem({ environment, policy }, theta, registry);
  const problem = createProblem({ environment, policy }, [], registry);
  const random = randomStream(1, 'automatic', name, 'theta');
  const { parameters } = problem.policy;
  parameters.forEach((_, k) => (parameters[k] = 2 * random.uniform() - 1));
  return problem;
}

function builtIn(
  name: string,
  policy: ProblemSettings['policy'],
  theta: readonly number[] | null = null,
): AutomaticProblem {
  const environment = { id: `${name}-v0`, options: {} };
  const settings = { name, environment, policy, theta: theta && [...theta] };
  return { settings, group: 'tuning', initialScale: 0.1, seconds: 0.01 };
}

function garnets(first: number, group: AutomaticProblem['group']): AutomaticProblem[] {
  return Array.from({ length: 10 }, (_, i) => {
    const options = {
      states: 20,
      actions: 3,
      branching: 3,
      observations: 6,
      laziness: laziness[i % laziness.length]!,
      layoutSeed: first + i,
    };
    const settings = {
      name: `Garnet-${first + i}`,
      environment: { id: 'Garnet-v0', options },
      policy: oneHot,
      theta: null,
    };
    return { settings, group, initialScale: 0.1, seconds: 0.01 };
  });
}
