import type { Environment, Space } from '@pomdp-gym/contracts';
import { type Check, demand, NotDecided } from './check.js';
import type { EnvironmentTrial } from './environment-trial.js';
import { outsideSpace } from './points.js';

/** The rules of what is observed: its type, and its place in the observation space. */
export function observationChecks(trial: EnvironmentTrial): Check[] {
  return [
    {
      name: 'Observations are of the type of their space, at reset and at step: a whole number, or a Float64Array of finite numbers.',
      run: () => ofType(trial),
    },
    { name: 'Observations lie in the observation space.', run: () => inside(trial) },
  ];
}

function ofType(trial: EnvironmentTrial): void {
  eachObservation(trial, (when, { observationSpace }, observation) => {
    const problem = typeProblem(observationSpace, observation);
    demand(problem === undefined, () => `${when} returns ${problem}.`);
  });
}

/** Observations of another type are left to the rule on types. */
function inside(trial: EnvironmentTrial): void {
  let looked = 0;
  eachObservation(trial, (when, { observationSpace }, observation) => {
    if (typeProblem(observationSpace, observation) !== undefined) return;
    looked++;
    const outside = outsideSpace(observationSpace, observation);
    demand(outside === undefined, () => `${when} shows an observation outside the space: ${outside}.`);
  });
  if (looked === 0) throw new NotDecided('No observation is of the type of its space: correct that first.');
}

function eachObservation(
  trial: EnvironmentTrial,
  look: (when: string, environment: Environment, observation: number | Float64Array) => void,
): void {
  const environment = trial.create();
  let step = 0;
  for (const { observation, action } of trial.walk(environment, 2))
    look(action === undefined ? 'A reset' : `Step ${++step}`, environment, observation);
}

/** What a value is instead of a point of the space, and what would be right; undefined where it has the type. */
function typeProblem(space: Space, value: unknown): string | undefined {
  if (space.kind === 'discrete')
    return typeof value === 'number' && Number.isInteger(value)
      ? undefined
      : `the observation ${inWords(value)}, where its space wants a whole number`;
  const width = space.low.length;
  const right = value instanceof Float64Array && value.length === width && value.every(Number.isFinite);
  return right
    ? undefined
    : `the observation ${inWords(value)}, where its space wants a Float64Array of ${width} finite numbers`;
}

function inWords(value: unknown): string {
  if (value instanceof Promise) return 'that is a promise';
  if (value instanceof Float64Array) return `of the numbers (${value.join(', ')})`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
