import { InputError } from '@pomdp-gym/contracts';
import {
  parseAgent,
  parseEnvironment,
  parseStudy,
  readStudy,
  refuseAll,
  type Study,
  type StudyProblems,
  studyProblems,
} from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { bestControllers } from './best-controllers.js';
import { textOfFile } from '../files/pieces-of-file.js';
import { withFilesRead } from '../files/with-files-read.js';
import { note } from '../terminal/terminal.js';
import { threeStateStudy } from './three-state-study.js';

/** What a command line says of a study. */
export interface StudyFlags {
  readonly env?: readonly string[];
  readonly agent?: readonly string[];
  /** Sizes of controllers of which the best that exact gradients find are agents too. */
  readonly controllers?: readonly number[];
  /** How many. */
  readonly seeds?: number;
  /** The first. */
  readonly seed?: number;
  readonly budget?: number;
  /** T, for directions and, if it differs, for line searches. */
  readonly steps?: readonly number[];
  /** Independent paths that each gradient is the mean of. */
  readonly paths?: number;
  readonly episodeLimit?: number;
  readonly patience?: number;
  /** θ_0, where learning begins. */
  readonly start?: readonly number[];
}

/** A study as a person asks for it, and what is known to be wrong with it. */
export interface AskedStudy extends StudyProblems {
  readonly study: Study;
  /** The names of the agents that each sweep made, by what the agent is called. */
  readonly families: ReadonlyMap<string, readonly string[]>;
}

/**
 * The study that a person asks for: a file, or the built-in one with the environments and agents of the flags in place of
 * its own; the flags for seeds, budget and the like override either. What in it is not known, or does not fit together, is returned
 * beside it.
 */
export function writtenStudy(file: string | undefined, flags: StudyFlags, registry: Registry): AskedStudy {
  if (file !== undefined && (flags.env ?? flags.agent)) {
    throw new InputError(`Give either a study file (${file}) or --env and --agent, not both.`);
  }
  const written = file === undefined ? undefined : readStudy(textOfFile(file, 'study'), file);
  const asked = withControllers(override(written?.study ?? builtIn(flags, registry), flags), flags);
  const study = withFilesRead(asked);
  const problems = studyProblems(study, registry, written?.place);
  written?.warnings.forEach(note);
  if (problems.errors.length === 0) warnOfPoverty(study);
  return { study, families: written?.families ?? new Map(), ...problems };
}

/** The same where everything in it is known and fits together; refuses any other. */
export function studyFromFlags(file: string | undefined, flags: StudyFlags, registry: Registry): Study {
  const { study, errors } = writtenStudy(file, flags, registry);
  refuseAll(errors);
  return study;
}

/** The plugins that a study file names. */
export function pluginsNamedIn(file: string | undefined): readonly string[] {
  return file === undefined ? [] : (readStudy(textOfFile(file, 'study'), file).study.plugins ?? []);
}

function builtIn({ env, agent }: StudyFlags, registry: Registry): Study {
  const study = threeStateStudy();
  if (!env && !agent) return study;
  return parseStudy({
    ...study,
    name: 'comparison',
    environments: env?.map(parseEnvironment) ?? study.environments,
    agents: agent?.map((text) => parseAgent(text, registry)) ?? study.agents.map(anyFeatures),
  });
}

/** The paper's features belong to its problem; elsewhere the policy takes those that there are. */
function anyFeatures(agent: Study['agents'][number]): Study['agents'][number] {
  return agent.policy?.id === 'softmax' ? { ...agent, policy: { id: 'softmax', options: {} } } : agent;
}

function override(study: Study, flags: StudyFlags): Study {
  const { budget, episodeLimit, patience, start } = flags;
  const beginning = start && { start: { initialScale: 0, center: start } };
  return parseStudy({
    ...study,
    ...(budget !== undefined && { budget }),
    ...(episodeLimit !== undefined && { episodeLimit }),
    ...(patience !== undefined && { patience }),
    seeds: seedsOf(study.seeds, flags),
    agents: study.agents.map((agent) => ({
      ...agent,
      ...beginning,
      steps: { ...agent.steps, ...stepsOf(flags) },
    })),
  });
}

/** T and the number of paths, as far as they are given. */
function stepsOf({ steps, paths }: StudyFlags) {
  const [direction, lineSearch = direction] = steps ?? [];
  return {
    ...(direction !== undefined && { direction, lineSearch }),
    ...(paths !== undefined && { paths }),
  };
}

function withControllers(study: Study, { controllers = [] }: StudyFlags): Study {
  if (controllers.length === 0) return study;
  return parseStudy({ ...study, agents: [...study.agents, ...bestControllers(controllers, study)] });
}

/** The study's first `count` seeds, or `count` consecutive ones from `--seed`. */
function seedsOf(own: readonly number[], { seed, seeds: count = own.length }: StudyFlags): readonly number[] {
  const [first = 0] = own;
  const inARow = own.every((each, i) => each === first + i);
  if (seed === undefined && count <= own.length) return own.slice(0, count);
  if (seed !== undefined || inARow) return Array.from({ length: count }, (_, i) => (seed ?? first) + i);
  throw new InputError(
    `The study lists ${own.length} seeds, and --seeds asks for ${count}. Give --seed too, for as many in a row from there.`,
  );
}

/** Says what would otherwise be found in the results only: agents that cannot afford a single gradient. */
function warnOfPoverty({ agents, budget }: Study): void {
  for (const { name, optimizer, steps } of agents) {
    if (!optimizer || steps.direction <= budget) continue;
    note(
      `The agent ${name} asks for gradients of T = ${steps.direction} steps, and the budget is ${budget}: it will end where it starts.`,
    );
  }
}
