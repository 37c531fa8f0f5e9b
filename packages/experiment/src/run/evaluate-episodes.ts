import {
  controllerOf,
  type Environment,
  type EpisodeEvaluation,
  type EpisodeSettings,
  type FiniteModel,
  type FiniteStateController,
  InputError,
  type Policy,
  type RunDescription,
} from '@pomdp-gym/contracts';
import { discountedValue, endsAlways } from '@pomdp-gym/exact';
import { studentInterval } from '@pomdp-gym/statistics';
import type { RunContext } from './run-context.js';
import { simulateEpisodes } from './simulate-episodes.js';

/** Throws an InputError where an environment has no episodes that could be measured. */
export function requireEpisodes({ task }: Environment, { environment, episodeLimit }: RunDescription): void {
  if (task === 'episodic' || episodeLimit !== undefined) return;
  throw new InputError(
    `The environment ${environment.name} is a continuing problem, without episodes whose return or length could be measured: ` +
      'set episodeLimit, or leave these metrics out.',
  );
}

/**
 * The return and the length of an episode under a policy, where the study asks for them: exact where the policy has a table or a
 * controller and the model has no more than `exactStates` states, else by simulation, every agent on the same episodes. Neither has
 * a value where an episode may go on for ever.
 */
export async function evaluateEpisodes(
  policy: Policy,
  {
    environment,
    description,
    signal,
    onSign,
  }: Pick<RunContext, 'environment' | 'description' | 'signal' | 'onSign'>,
): Promise<EpisodeEvaluation | undefined> {
  const { evaluation, episodeLimit, seed } = description;
  if (!evaluation.episodes) return undefined;
  const exact = exactEpisode(environment, policy, evaluation.episodes, description);
  if (exact) return exact;
  const { episodes, steps: most, discount = 1 } = evaluation.episodes;
  const steps = Math.min(most, episodeLimit ?? Infinity);
  const settings = { episodes, steps, discount, seed };
  const { returns, lengths, cut } = await simulateEpisodes(environment, policy, settings, signal, onSign);
  if (cut > 0 && episodeLimit !== steps)
    return endless(discount, episodes, `${cut} of ${episodes} episodes did not end within ${steps} steps.`);
  const [earned, long] = [studentInterval(returns), studentInterval(lengths)];
  return {
    discount,
    ...{ return: earned.estimate, length: long.estimate, exact: false },
    halfWidths: { return: earned.high - earned.estimate, length: long.high - long.estimate },
    episodes,
  };
}

function endless(discount: number, episodes: number, problem: string): EpisodeEvaluation {
  const halfWidths = { return: null, length: null };
  return { discount, return: null, length: null, exact: false, halfWidths, episodes, problem };
}

function exactEpisode(
  environment: Environment,
  policy: Policy,
  { discount = 1 }: EpisodeSettings,
  { evaluation, episodeLimit }: RunDescription,
): EpisodeEvaluation | undefined {
  const [model, controller] = [environment.model?.(), controllerOf(policy)];
  if (!model || !controller || episodeLimit !== undefined) return undefined;
  if (model.states * controller.nodes > evaluation.exactStates) return undefined;
  if (!endsAlways(model, controller)) return endless(discount, 0, 'An episode may go on for ever.');
  return {
    discount,
    return: discountedValue(model, controller, discount),
    length: lengthOf(model, controller),
    exact: true,
    halfWidths: { return: 0, length: 0 },
    episodes: 0,
  };
}

/** The expected steps of an episode: its undiscounted return where every step earns 1. */
function lengthOf(model: FiniteModel, controller: FiniteStateController): number {
  const rewards = model.rewards.map((table) => ({ ...table, values: table.values.map(() => 1) }));
  return discountedValue({ ...model, rewards }, controller, 1);
}
