import {
  controllerOf,
  InputError,
  isParametric,
  type Policy,
  type RunDescription,
} from '@pomdp-gym/contracts';
import { type AlphaVectorPolicy, denseVectors, isAlphaVectorPolicy } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import type { Provenance } from '../results/provenance.js';
import { actingPolicy } from '../run/acting-policy.js';
import { asItEnded } from '../run/as-it-ended.js';
import { assemble, type AssembledAgent } from '../run/assemble.js';
import type { RunRecord } from '../run/run-record.js';
import { trainAgain } from '../run/train-again.js';
import type { Study } from '../study/study.js';
import { AGENT_FORMAT, AGENT_VERSION, type SavedAgent, type SavedPolicy } from './saved-agent.js';

/** What an agent is saved with. */
export interface SaveSettings {
  readonly provenance: Provenance;
  /** A digest of the tables of the model that the run was in, where it is known. */
  readonly model?: string | undefined;
  readonly signal: AbortSignal;
  /** Called now and then where the run has to be repeated for its policy. */
  readonly onSteps?: (steps: number) => void;
}

/**
 * Saves the agent that a run trained. θ is taken from the record of the run; a policy that has none there, or one that grew, is
 * trained again from the seed.
 *
 * @throws InputError where the run failed, or its policy can be written down in no way.
 */
export async function saveAgent(
  run: RunDescription,
  record: Pick<RunRecord, 'status' | 'theta' | 'steps' | 'ended' | 'look' | 'error'>,
  registry: Registry,
  settings: SaveSettings,
): Promise<SavedAgent> {
  if (record.status !== 'finished')
    throw new InputError(`The run ${record.status}, so it has no trained agent: ${record.error ?? ''}`);
  return {
    format: AGENT_FORMAT,
    version: AGENT_VERSION,
    study: studyOf(run),
    steps: record.steps,
    ended: record.ended ?? 'finished',
    ...(record.look !== undefined && { look: record.look }),
    policy:
      recordedPolicy(run, record, registry) ??
      (await repeatedPolicy(asItEnded(run, record), registry, settings)),
    ...(settings.model !== undefined && { model: settings.model }),
    provenance: settings.provenance,
  };
}

/** The study of one run. */
function studyOf({ environment, agent, seed, ...settings }: RunDescription): Study {
  return { name: agent.name, environments: [environment], agents: [agent], seeds: [seed], ...settings };
}

/** θ of the record, where the policy that the recipe makes has as many parameters. */
function recordedPolicy(
  run: RunDescription,
  { theta }: Pick<RunRecord, 'theta'>,
  registry: Registry,
): SavedPolicy | undefined {
  if (!theta) return undefined;
  const policy = actingPolicy(assemble(run, registry).agent);
  const fits = policy && isParametric(policy) && policy.parameters.length === theta.length;
  return fits ? { kind: 'parameters', theta } : undefined;
}

async function repeatedPolicy(
  run: RunDescription,
  registry: Registry,
  { signal, onSteps }: SaveSettings,
): Promise<SavedPolicy> {
  const { policy, agent } = await trainAgain(run, registry, signal, onSteps);
  return savedPolicy(policy, agent);
}

/** A policy written down: by its parameters where the recipe makes one alike, its α-vectors, or its law. */
export function savedPolicy(policy: Policy, agent: AssembledAgent): SavedPolicy {
  if (isParametric(policy) && policy === actingPolicy(agent))
    return { kind: 'parameters', theta: [...policy.parameters] };
  if (isAlphaVectorPolicy(policy)) return savedVectors(policy);
  if (agent.kind === 'fixed') return { kind: 'recipe' };
  const law = controllerOf(policy);
  if (law) {
    const { nodes, observations, actions, start, actionProbabilities, successorProbabilities } = law;
    return {
      ...{ kind: 'controller', nodes, observations, actions, start: [...start] },
      actionProbabilities: [...actionProbabilities],
      successorProbabilities: [...successorProbabilities],
    };
  }
  if (agent.kind === 'planning') return { kind: 'recipe' };
  throw new InputError(
    'The policy of this agent has neither parameters of its recipe nor a finite-state controller, so it cannot be saved.',
  );
}

/** The most numbers of a file: more make a text that is too long for one string. */
const MOST = 1e7;

function savedVectors(policy: AlphaVectorPolicy): SavedPolicy {
  const { discount, model } = policy.model;
  const vectors = [];
  for (const { action, values } of denseVectors(policy)) {
    vectors.push({ action, values: [...values] });
    if (vectors.length * model.states > MOST) {
      throw new InputError(
        `The policy has more than ${vectors.length} α-vectors of ${model.states} numbers, which is too much for this format: ` +
          'solve --output writes it as .alpha.',
      );
    }
  }
  return { kind: 'vectors', discount, states: model.states, actions: model.actions, vectors };
}
