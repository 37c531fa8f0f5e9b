import { InputError, isInputError, type Kind, partKinds } from '@pomdp-gym/contracts';
import type { Reference } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { assemble } from '../run/assemble.js';
import { discountOf } from '../run/evaluate-discounted.js';
import type { Place } from './read-study.js';
import { runsOf, type Study } from './study.js';

/**
 * Makes sure that every run of a study can begin: that each id and option is known, and that each agent fits each
 * environment. Throws an InputError that says where, if it is known where the study is written.
 */
export function checkStudy(study: Study, registry: Registry, place?: Place): void {
  study.environments.forEach((environment, i) => {
    checkReference('environment', environment, ['environments', i], registry, place);
    environment.wrappers?.forEach((wrapper, w) =>
      checkReference('wrapper', wrapper, ['environments', i, 'wrappers', w], registry, place),
    );
  });
  study.agents.forEach((agent, i) => {
    for (const kind of partKinds) {
      const reference = agent[kind];
      if (reference) checkReference(kind, reference, ['agents', i, kind], registry, place);
    }
  });
  study.environments.forEach((environment, e) =>
    study.agents.forEach((agent, a) => {
      const [run] = runsOf({
        ...study,
        environments: [environment],
        agents: [agent],
        seeds: study.seeds.slice(0, 1),
      });
      if (!run) return;
      const assembled = () => {
        const made = assemble(run, registry);
        if (study.evaluation.discounted)
          discountOf(made.environment, environment.name, study.evaluation.discounted);
      };
      at(assembled, place, study.environments.length > 1 && e > 0 ? ['environments', e] : ['agents', a]);
    }),
  );
}

function checkReference(
  kind: Kind,
  reference: Reference,
  path: readonly PropertyKey[],
  registry: Registry,
  place: Place | undefined,
): void {
  at(() => registry.get(kind, reference.id), place, [...path, 'id']);
  const [problem] = registry.problems(kind, reference);
  if (!problem) return;
  const where = place ? `${place([...path, 'options', ...problem.path])}: ` : '';
  throw new InputError(where + problem.message);
}

/** Adds to a refusal where the refused part is written. */
function at(work: () => unknown, place: Place | undefined, path: readonly PropertyKey[]): void {
  try {
    work();
  } catch (error) {
    if (!place || !isInputError(error)) throw error;
    throw new InputError(`${place(path)}: ${error.message}`, { cause: error.cause });
  }
}
