import { type Action, contribute, type Environment, isInputError, type Random } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { z } from 'zod';

/** An environment with every reward multiplied, and nothing else of it but what an agent meets. */
function withRewardsTimes(factor: number, environment: Environment): Environment {
  const { task, observationSpace, actionSpace } = environment;
  return {
    ...{ task, observationSpace, actionSpace },
    reset: (random: Random) => environment.reset(random),
    step: (action: Action) => {
      const result = environment.step(action);
      return { ...result, reward: factor * result.reward };
    },
  };
}

/** The id of the environment that `loadScaled` adds. */
export const SCALED = 'Scaled-v0';

/** The environments of the registry that can be made at their defaults. */
export function environmentsOf(registry: Registry): ReadonlyMap<string, Environment> {
  return new Map(
    registry.list('environment').flatMap(({ spec: { id } }): [string, Environment][] => {
      try {
        return [[id, registry.create('environment', { id, options: {} })]];
      } catch (error) {
        if (isInputError(error)) return [];
        throw error;
      }
    }),
  );
}

/** Adds `Scaled-v0` to the registry: the environment `of`, one of those given, with its rewards multiplied by `times`. */
export async function loadScaled(
  registry: Registry,
  environments: ReadonlyMap<string, Environment>,
): Promise<void> {
  const options = z.strictObject({
    of: z.string().default('').describe('The environment'),
    times: z.number().default(1).describe('What its rewards are multiplied by'),
  });
  const spec = {
    id: SCALED,
    summary: 'Another environment with its rewards multiplied.',
    options,
    create: ({ of, times }: z.infer<typeof options>) => withRewardsTimes(times, environments.get(of)!),
  };
  await registry.load(
    { id: 0, load: (module: Parameters<typeof contribute>[0]) => contribute(module, 'environment', spec) },
    'the tests',
  );
}
