import type { Environment, FiniteModel, Policy, StepResult } from '@pomdp-gym/contracts';
import { drawsFromItsModel, initialBelief } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';

/** Episodes that are played, and the most steps of each. */
const EPISODES = 16;
const STEPS = 64;
/** Rewards are taken to be equal where they differ by rounding only. */
const ROUNDING = 1e-9;

/** A step as the environment took it. */
type Step = StepResult & { readonly action: number };

/**
 * Why an environment's `model` cannot be taken for what its steps do: along episodes of the policy a step shows, pays or ends what the
 * model calls impossible after all that was seen before. Undefined where it finds no such step, and where the steps are drawn from
 * the model's tables. Wrong frequencies of possible steps are not found here: the rules of `check` find those.
 *
 * @throws what `reset` or `step` throws.
 */
export function modelProblem(
  environment: Environment,
  model: FiniteModel,
  policy: Policy,
  seed: number,
): string | undefined {
  if (drawsFromItsModel(environment)) return undefined;
  for (let episode = 0; episode < EPISODES; episode++) {
    const problem = problemOfEpisode({ environment, model, policy }, seed, episode);
    if (problem !== undefined) return `the environment acts otherwise than its model says: ${problem}`;
  }
  return undefined;
}

interface Played {
  readonly environment: Environment;
  readonly model: FiniteModel;
  readonly policy: Policy;
}

function problemOfEpisode(
  { environment, model, policy }: Played,
  seed: number,
  episode: number,
): string | undefined {
  const first = Number(environment.reset(randomStream(seed, 'model', 'environment', episode)));
  policy.reset(randomStream(seed, 'model', 'policy', episode));
  let belief: Float64Array | undefined = beliefAtFirst(model, first);
  if (!belief) return `an episode begins with observation ${first}, which the model calls impossible`;
  let observation = first;
  for (let number = 1; number <= STEPS; number++) {
    const action = Number(policy.act(observation));
    const step = { action, ...environment.step(action) };
    belief = beliefAfter(model, belief, step);
    if (!belief) return impossible(step, number);
    if (step.ending !== 'none') return undefined;
    observation = Number(step.observation);
  }
  return undefined;
}

function beliefAtFirst(model: FiniteModel, first: number): Float64Array | undefined {
  if (!model.initialObservationTable && first !== model.observations) return undefined;
  const possible = model.start.some(
    (probability, state) =>
      probability > 0 &&
      (!model.initialObservationTable || entryAt(model.initialObservationTable, state, first) > 0),
  );
  return possible ? initialBelief(model, first) : undefined;
}

/** P(s' | all that was seen), S numbers; undefined where the step is impossible. An ending by `truncated` says nothing of s'. */
function beliefAfter(model: FiniteModel, belief: Float64Array, step: Step): Float64Array | undefined {
  const { offsets, indices, values } = model.transitions[step.action]!;
  const after = new Float64Array(model.states);
  let sum = 0;
  for (let state = 0; state < belief.length; state++) {
    if (belief[state] === 0) continue;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      const weight = belief[state]! * values[k]! * likelihood(model, step, k);
      after[indices[k]!]! += weight;
      sum += weight;
    }
  }
  return sum > 0 ? after.map((weight) => weight / sum) : undefined;
}

/** P(y, r, ending | s, u, s') of the transition that is stored at k: P(y | u, s') where it pays and ends as the step did, 0 elsewhere. */
function likelihood(model: FiniteModel, { action, observation, reward, ending }: Step, k: number): number {
  const transitions = model.transitions[action]!;
  const table = model.observationTables[action]!;
  const next = transitions.indices[k]!;
  if (ending !== 'truncated' && (model.terminal?.[next] === 1) !== (ending === 'terminated')) return 0;
  const shown = table.indices.subarray(table.offsets[next]!, table.offsets[next + 1]!);
  const place = shown.indexOf(Number(observation));
  if (place < 0) return 0;
  const { values, offsets } = model.rewards[action]!;
  const paid = values[offsets ? offsets[k]! + place : k]!;
  const isPaid = Math.abs(paid - reward) <= ROUNDING * (1 + Math.abs(paid));
  return isPaid ? table.values[table.offsets[next]! + place]! : 0;
}

function impossible({ action, observation, reward, ending }: Step, number: number): string {
  const end = ending === 'none' ? 'goes on' : `is ${ending}`;
  return (
    `step ${number} of an episode takes action ${action}, shows observation ${Number(observation)}, pays ${reward} and ` +
    `${end}, which the model calls impossible there`
  );
}
