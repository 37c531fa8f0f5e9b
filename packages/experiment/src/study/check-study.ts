import { InputError, isInputError, type Kind, partKinds } from '@pomdp-gym/contracts';
import type { Reference, RunDescription } from '@pomdp-gym/contracts';
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
  refuse(pairRefusals(study, registry, place));
}

/** An agent that does not fit an environment, and why. */
interface PairRefusal {
  readonly pair: RunDescription;
  readonly error: Error;
}

/** One for each pair of environment and agent that cannot begin. */
function pairRefusals(study: Study, registry: Registry, place: Place | undefined): readonly PairRefusal[] {
  const { environments, agents, seeds } = study;
  return runsOf({ ...study, seeds: seeds.slice(0, 1) }).flatMap((pair, i) => {
    const [e, a] = [Math.floor(i / agents.length), i % agents.length];
    const path = environments.length > 1 && e > 0 ? ['environments', e] : ['agents', a];
    try {
      at(() => assemblePair(pair, registry), place, path);
      return [];
    } catch (error) {
      if (!isInputError(error)) throw error;
      return [{ pair, error }];
    }
  });
}

function assemblePair(pair: RunDescription, registry: Registry): void {
  const { environment } = assemble(pair, registry);
  const { discounted } = pair.evaluation;
  if (discounted) discountOf(environment, pair.environment.name, discounted);
}

/** Throws the one refusal as it is; more of them as one, a line for each, which names the pair. */
function refuse(refusals: readonly PairRefusal[]): void {
  const [first, ...others] = refusals;
  if (!first) return;
  if (others.length === 0) throw first.error;
  const lines = refusals.map(
    ({ pair, error }) => `${pair.agent.name} cannot run in ${pair.environment.name}: ${error.message}`,
  );
  throw new InputError([...new Set(lines)].join('\n'), { cause: first.error.cause });
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
