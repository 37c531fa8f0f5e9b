import { InputError, isInputError, type Kind, partKinds } from '@pomdp-gym/contracts';
import type { Reference, RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { assemble } from '../run/assemble.js';
import { createEnvironment } from '../run/create-environment.js';
import { discountOf } from '../run/evaluate-discounted.js';
import { requireEpisodes } from '../run/evaluate-episodes.js';
import type { Place } from './read-study.js';
import { runsOf, type Study } from './study.js';

/**
 * Makes sure that every run of a study can begin: that each id and option is known, and that each agent fits each
 * environment. Throws one InputError for all that is wrong, a line each, that says where, if it is known where the study is written.
 */
export function checkStudy(study: Study, registry: Registry, place?: Place): void {
  refuseAll(studyProblems(study, registry, place).errors);
}

/** Throws the one refusal as it is; more of them as one, a line for each. */
export function refuseAll(errors: readonly Error[]): void {
  const [first, ...others] = errors;
  if (!first) return;
  if (others.length === 0) throw first;
  const lines = errors.map(({ message }) => message);
  throw new InputError([...new Set(lines)].join('\n'), { cause: first.cause });
}

/** What is wrong with a study, and which of its runs nothing is known against. */
export interface StudyProblems {
  readonly errors: readonly Error[];
  readonly isSound: (run: Pick<RunDescription, 'environment' | 'agent'>) => boolean;
}

/** Everything in a study that cannot run, found before anything does. */
export function studyProblems(study: Study, registry: Registry, place?: Place): StudyProblems {
  const search = new ProblemSearch(registry, place);
  study.environments.forEach((environment, i) => search.environment(environment, i));
  study.agents.forEach((agent, i) => search.agent(agent, i));
  study.trackers?.forEach((tracker, i) => search.tracker(tracker, i));
  const errors = [...search.errors, ...pairErrors(study, search)];
  return { errors, isSound: (run) => !search.isRefused(run) };
}

class ProblemSearch {
  readonly errors: Error[] = [];
  /** Environments, agents and pairs of both that are refused. */
  private readonly refused = new Set<unknown>();

  constructor(
    readonly registry: Registry,
    readonly place: Place | undefined,
  ) {}

  environment(environment: Study['environments'][number], i: number): void {
    const sound = [
      this.reference('environment', environment, ['environments', i]),
      ...(environment.wrappers ?? []).map((wrapper, w) =>
        this.reference('wrapper', wrapper, ['environments', i, 'wrappers', w]),
      ),
    ];
    if (sound.includes(false)) this.refused.add(environment.name);
  }

  agent(agent: Study['agents'][number], i: number): void {
    const sound = partKinds.map((kind) => {
      const reference = agent[kind];
      return !reference || this.reference(kind, reference, ['agents', i, kind]);
    });
    if (sound.includes(false)) this.refused.add(agent);
  }

  tracker(tracker: Reference, i: number): void {
    this.reference('tracker', tracker, ['trackers', i]);
  }

  refuseEnvironment({ environment }: RunDescription): void {
    this.refused.add(environment.name);
  }

  refusePair({ environment, agent }: RunDescription): void {
    this.refused.add(pairOf(environment.name, agent.name));
  }

  isRefused({ environment, agent }: Pick<RunDescription, 'environment' | 'agent'>): boolean {
    return [environment.name, agent, pairOf(environment.name, agent.name)].some((each) =>
      this.refused.has(each),
    );
  }

  /** Whether a reference is known, with options that are right. */
  private reference(kind: Kind, reference: Reference, path: readonly PropertyKey[]): boolean {
    const unknown = refusalOf(() => this.registry.get(kind, reference.id), this.place, [...path, 'id']);
    const problems = unknown ? [] : this.registry.problems(kind, reference);
    const wrong = problems.map((problem) => {
      const where = this.place ? `${this.place([...path, 'options', ...problem.path])}: ` : '';
      return new InputError(where + problem.message);
    });
    this.errors.push(...(unknown ? [unknown] : wrong));
    return !unknown && wrong.length === 0;
  }
}

function pairOf(environment: string, agent: string): string {
  return JSON.stringify([environment, agent]);
}

/** One for each pair of sound parts that cannot begin; where there is one alone, it does not name the pair. */
function pairErrors(study: Study, search: ProblemSearch): readonly Error[] {
  const { environments, agents, seeds } = study;
  const found = runsOf({ ...study, seeds: seeds.slice(0, 1) }).flatMap((pair, i) => {
    if (search.isRefused(pair)) return [];
    const [e, a] = [Math.floor(i / agents.length), i % agents.length];
    const path = environments.length > 1 && e > 0 ? ['environments', e] : ['agents', a];
    const error = refusalOf(() => assemblePair(pair, search.registry), search.place, path);
    return error ? [pairRefusal(pair, error, search, ['environments', e])] : [];
  });
  if (found.length + search.errors.length === 1) return found.map(({ error }) => error);
  return found.map(({ pair, error }) => {
    if (!pair) return error;
    const sentence = `${pair.agent.name} cannot run in ${pair.environment.name}: ${error.message}`;
    return new InputError(sentence, { cause: error.cause });
  });
}

/** The refusal of a pair; of its environment alone, once for all agents, where that cannot be made for any of them. */
function pairRefusal(
  pair: RunDescription,
  error: Error,
  search: ProblemSearch,
  path: readonly PropertyKey[],
): { readonly pair?: RunDescription; readonly error: Error } {
  const make = () => createEnvironment(pair.environment, search.registry);
  const alone = refusalOf(make, search.place, path);
  if (alone) search.refuseEnvironment(pair);
  else search.refusePair(pair);
  return alone ? { error: alone } : { pair, error };
}

function assemblePair(pair: RunDescription, registry: Registry): void {
  const { environment } = assemble(pair, registry);
  const { discounted, episodes } = pair.evaluation;
  if (discounted) discountOf(environment, pair.environment.name, discounted);
  if (episodes) requireEpisodes(environment, pair);
}

/** The InputError that a piece of work throws, with where the refused part is written. */
function refusalOf(
  work: () => unknown,
  place: Place | undefined,
  path: readonly PropertyKey[],
): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!isInputError(error)) throw error;
    return place ? new InputError(`${place(path)}: ${error.message}`, { cause: error.cause }) : error;
  }
}
