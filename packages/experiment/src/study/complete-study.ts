import { type Kind, partKinds } from '@pomdp-gym/contracts';
import type { Reference, Registry } from '@pomdp-gym/registry';
import type { Study } from './study.js';

/** A study whose references have every option, those left out at their defaults, without trackers: what its results depend on. */
export function completeStudy(study: Study, registry: Registry): Study {
  const complete = <Written extends Reference>(kind: Kind, reference: Written): Written => ({
    ...reference,
    options: registry.completeOptions(kind, reference),
  });
  return {
    ...study,
    trackers: undefined,
    environments: study.environments.map(({ wrappers, ...environment }) => ({
      ...complete('environment', environment),
      ...(wrappers && { wrappers: wrappers.map((wrapper) => complete('wrapper', wrapper)) }),
    })),
    agents: study.agents.map((agent) => ({
      ...agent,
      ...Object.fromEntries(
        partKinds.flatMap((kind) => (agent[kind] ? [[kind, complete(kind, agent[kind])]] : [])),
      ),
    })),
  };
}
