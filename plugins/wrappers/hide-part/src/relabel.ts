import type { DiscreteSpace, Environment, Observation } from '@pomdp-gym/contracts';
import { observeThrough, wrapEnvironment } from '@pomdp-gym/models';

/** Which observation an agent sees in place of each. */
export interface Relabelling {
  /** How many there are to see, `nothing yet` aside. */
  readonly size: number;
  readonly names: readonly string[] | undefined;
  /** What is seen in place of observation y. */
  readonly seen: Int32Array;
  readonly factors?: readonly DiscreteSpace[] | undefined;
}

/**
 * The environment with other observations. Where its model does not say what is seen first, its last observation is `nothing
 * yet`, and stays so, behind the others.
 */
export function relabel(environment: Environment, { size, names, seen, factors }: Relabelling): Environment {
  const { observationSpace: space } = environment;
  const isExtra = space.kind === 'discrete' && space.size > seen.length;
  const labels = names && (isExtra ? [...names, space.labels?.at(-1) ?? 'nothing yet'] : names);
  const see = (observation: Observation): Observation => seen[Number(observation)] ?? size;
  return wrapEnvironment(environment, {
    observationSpace: {
      kind: 'discrete',
      size: isExtra ? size + 1 : size,
      ...(labels && { labels }),
      ...(factors && { factors }),
    },
    optimum: undefined,
    model: (model) => observeThrough(model, { observations: size, names, law: (y) => [[seen[y]!, 1]] }),
    begin: see,
    change: (step) => {
      step.observation = see(step.observation);
    },
  });
}
