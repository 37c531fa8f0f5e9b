import {
  type BoxSpace,
  type DiscreteSpace,
  type Environment,
  InputError,
  type Observation,
  type Random,
  wrapper,
} from '@pomdp-gym/contracts';
import { observeThrough, wrapEnvironment } from '@pomdp-gym/models';
import { drawNormal } from '@pomdp-gym/numerics';
import { z } from 'zod';

const options = z.strictObject({
  level: z
    .number()
    .min(0)
    .default(0.1)
    .describe(
      'Of finitely many observations the chance that one drawn uniformly stands in its place; of real numbers the standard deviation of what is added to each',
    ),
});

/** Gymnasium's TransformObservation with noise. Actions, endings and the space of observations stay. */
export const observeNoise = wrapper({
  id: 'ObserveNoise',
  summary: 'Adds noise to what is observed: another observation now and then, or normal noise on numbers.',
  options,
  create: ({ level }, environment) => {
    if (level === 0) return environment;
    const { observationSpace } = environment;
    return observationSpace.kind === 'box'
      ? withNormalNoise(environment, observationSpace, level)
      : withReplacements(environment, observationSpace, level);
  },
});

/** With a chance of `level`, an observation drawn uniformly takes the place of what is seen; that may be the same one. */
function withReplacements(environment: Environment, { size }: DiscreteSpace, level: number): Environment {
  if (level > 1)
    throw new InputError(
      `The level of ObserveNoise is ${level}: of finitely many observations it is a chance, so at most 1.`,
    );
  // Where a model does not say what is seen first, the last observation of the space is "nothing yet", which stays.
  const observations = environment.model?.().observations ?? size;
  const replace = (observation: Observation, random: Random): Observation => {
    if (Number(observation) >= observations || random.uniform() >= level) return observation;
    return Math.floor(random.uniform() * observations);
  };
  return wrapEnvironment(environment, {
    optimum: undefined,
    model: (model) =>
      observeThrough(model, {
        observations,
        names: model.labels.observations,
        law: (y) => replacements(y, observations, level),
      }),
    begin: replace,
    change: (step, random) => {
      step.observation = replace(step.observation, random);
    },
  });
}

/** P(y' | y) */
function replacements(y: number, observations: number, level: number): (readonly [number, number])[] {
  const each = level / observations;
  return Array.from({ length: observations }, (_, other) => [other, each + (other === y ? 1 - level : 0)]);
}

/** Each number that is seen with normal noise, cut off where its space ends. */
function withNormalNoise(environment: Environment, { low, high }: BoxSpace, level: number): Environment {
  const seen = new Float64Array(low.length);
  const blur = (observation: Observation, random: Random): Observation => {
    if (typeof observation === 'number') return observation;
    for (let i = 0; i < seen.length; i++) {
      const noisy = observation[i]! + level * drawNormal(random);
      seen[i] = Math.min(high[i]!, Math.max(low[i]!, noisy));
    }
    return seen;
  };
  return wrapEnvironment(environment, {
    optimum: undefined,
    begin: blur,
    change: (step, random) => {
      step.observation = blur(step.observation, random);
    },
  });
}
