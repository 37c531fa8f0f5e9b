import { extname } from 'node:path';
import {
  controllerOf,
  type Environment,
  type FiniteModel,
  type FiniteStateController,
  InputError,
  isParametric,
  type Policy,
  type RunDescription,
} from '@pomdp-gym/contracts';
import { assemble, type AssembledAgent } from '@pomdp-gym/experiment';
import { controllerDot, controllerText, graphFile, type LawLabels, roundedGraph } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { picture, requireReadable } from './picture.js';
import { isTeamPolicy, teamInWords } from './team-in-words.js';
import { teamFileText } from './team-file.js';
import { requireWritable } from './writable-path.js';
import { writeSafely } from './write-safely.js';

/** A policy that was learnt, and the environment that it acts in. */
interface Source {
  readonly policy: Policy;
  readonly environment: Environment;
}

/** What writes it once it has learnt; what can be refused is refused before. */
interface Writing {
  write(): Iterable<string> | Promise<Iterable<string>>;
}

const drawn =
  (draw: (dot: string) => string | Promise<string>) =>
  (source: Source): Writing => {
    const law = lawOf(source.policy);
    return { write: async () => [await draw(controllerDot(law(), labelsOf(source.environment)))] };
  };

const writers: Readonly<Record<string, (source: Source) => Writing>> = {
  '.txt': (source) => {
    const text = textOf(source);
    return { write: () => [`${text()}\n`] };
  },
  '.dot': drawn((dot) => dot),
  '.svg': (source) => {
    requireReadable(lawOf(source.policy)());
    return drawn(picture)(source);
  },
  '.pg': ({ policy, environment }) => {
    const [law, model] = [lawOf(policy), modelOf(environment)];
    return { write: () => graphFile(roundedGraph(law(), model), model.observations, true) };
  },
  '.team': ({ policy }) => {
    teamFileText(policy);
    return { write: () => [teamFileText(policy)] };
  },
  '.json': ({ policy }) => ({
    write: () => [`${JSON.stringify(isParametric(policy) ? [...policy.parameters] : [])}\n`],
  }),
};

/** Writes the policy that a run ended with, at this θ. */
export type LearntWriter = (theta: readonly number[] | null) => Promise<void>;

/**
 * What will write the policy that a run ends with, in the format that the ending of the file names. The policy is made again,
 * as the run makes it.
 *
 * @throws InputError where the file cannot be written, or that policy cannot be written so: before the run.
 */
export function learntWriter(path: string, description: RunDescription, registry: Registry): LearntWriter {
  const writer = writers[extname(path).toLowerCase()];
  if (!writer) {
    throw new InputError(
      `A learnt policy cannot be written to ${path}: end the name in .txt (text), .svg or .dot (picture), .pg (policy graph without chance), .team (a controller an agent) or .json (θ).`,
    );
  }
  requireWritable(path);
  const { agent, environment } = assemble(description, registry);
  const policy = policyOf(agent, description.agent);
  const { write } = writer({ policy, environment });
  return async (theta) => {
    if (isParametric(policy) && theta) setParameters(policy.parameters, theta);
    await writeSafely(path, await write());
  };
}

function policyOf(agent: AssembledAgent, { learner }: RunDescription['agent']): Policy {
  if (agent.kind === 'planning')
    throw new InputError('The policy of a solver is written by solve --output: run writes what was learnt.');
  const policy = agent.kind === 'learning' ? agent.learner.policy : agent.policy;
  if (agent.kind === 'learning' && !isParametric(policy))
    throw new InputError(
      `The learner ${learner?.id} keeps values and no parameters, so --output cannot write its policy: do the run by compare, and keep its agent by save.`,
    );
  return policy;
}

function setParameters(parameters: Float64Array, theta: readonly number[]): void {
  if (parameters.length !== theta.length) {
    throw new InputError(
      `The run ended with ${theta.length} parameters, and its policy began with ${parameters.length}: it cannot be made again to be written.`,
    );
  }
  parameters.set(theta);
}

/** What a policy prints of itself, else its law in words: as it stands when that is called. */
export function textOf({ policy, environment }: Source): () => string {
  const { print } = policy;
  if (print) return print.bind(policy);
  if (isTeamPolicy(policy)) return () => teamInWords(policy, environment);
  const law = lawOf(policy);
  return () => controllerText(law(), labelsOf(environment));
}

function labelsOf({ observationSpace, actionSpace }: Environment): LawLabels {
  return {
    observations: observationSpace.kind === 'discrete' ? observationSpace.labels : undefined,
    actions: actionSpace.kind === 'discrete' ? actionSpace.labels : undefined,
  };
}

/** The law of a policy, as it stands when that is called. */
function lawOf(policy: Policy): () => FiniteStateController {
  if (!controllerOf(policy)) {
    throw new InputError(
      'The policy is no finite-state controller that could be written so: write it as .json or .txt.',
    );
  }
  return () => controllerOf(policy)!;
}

function modelOf(environment: Environment): FiniteModel {
  const model = environment.model?.();
  if (model) return model;
  throw new InputError(
    'A policy graph says how to go on after each observation of a model, and the environment has none.',
  );
}
