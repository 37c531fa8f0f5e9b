import type { Environment, FiniteModel, Policy, StepResult } from '@pomdp-gym/contracts';
import { drawsFromItsModel, initialBelief, paysAs } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { nextTurn } from '@pomdp-gym/solving';
import type { RunContext } from './run-context.js';

/** Episodes that are played, and the most steps of each. */
const EPISODES = 16;
const STEPS = 64;

/** Who follows the run, where anybody does. */
export type RunWatch = Partial<Pick<RunContext, 'signal' | 'onSign'>>;

/** A step as the environment took it. */
type Step = StepResult & { readonly action: number };

/**
 * Why an environment's `model` cannot be taken for what its steps do: along episodes of the policy a step shows, pays or ends what the
 * model calls impossible after all that was seen before. Undefined where it finds no such step, and where the steps are drawn from
 * the model's tables. Wrong frequencies of possible steps are not found here: the rules of `check` find those.
 *
 * @param watch gets a sign of progress before each step, and stops the episodes where its signal is aborted.
 * @throws what `reset` or `step` throws, and the reason of the signal.
 */
export async function modelProblem(
  environment: Environment,
  model: FiniteModel,
  policy: Policy,
  seed: number,
  watch: RunWatch = {},
): Promise<string | undefined> {
  if (drawsFromItsModel(environment)) return undefined;
  for (let episode = 0; episode < EPISODES; episode++) {
    const problem = await problemOfEpisode({ environment, model, policy, watch }, seed, episode);
    if (problem !== undefined) return `the environment acts otherwise than its model says: ${problem}`;
  }
  return undefined;
}

interface Played {
  readonly environment: Environment;
  readonly model: FiniteModel;
  readonly policy: Policy;
  readonly watch: RunWatch;
}

async function problemOfEpisode(
  { environment, model, policy, watch }: Played,
  seed: number,
  episode: number,
): Promise<string | undefined> {
  const first = Number(environment.reset(randomStream(seed, 'model', 'environment', episode)));
  policy.reset(randomStream(seed, 'model', 'policy', episode));
  let belief: Float64Array | undefined = beliefAtFirst(model, first);
  if (!belief) return `an episode begins with observation ${first}, which the model calls impossible`;
  let observation = first;
  for (let number = 1; number <= STEPS; number++) {
    await goOn(watch);
    const action = Number(policy.act(observation));
    const { observation: shown, reward, ending } = environment.step(action);
    const step = { action, observation: shown, reward, ending };
    belief = beliefAfter(model, belief, step);
    if (!belief) return impossible(step, number);
    if (ending !== 'none') return undefined;
    observation = Number(shown);
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

/** Timers and signals have their turn; then the run goes on, unless it is stopped. */
async function goOn({ signal, onSign }: RunWatch): Promise<void> {
  await nextTurn();
  onSign?.();
  signal?.throwIfAborted();
}

/** P(s' | all that was seen), S numbers; undefined where the step is impossible. */
function beliefAfter(model: FiniteModel, belief: Float64Array, step: Step): Float64Array | undefined {
  const { offsets, indices, values } = model.transitions[step.action]!;
  const pays = paysAs(model, { ...step, observation: Number(step.observation) });
  const after = new Float64Array(model.states);
  for (let state = 0; state < belief.length; state++) {
    const mass = belief[state]!;
    if (mass === 0) continue;
    const end = offsets[state + 1]!;
    for (let k = offsets[state]!; k < end; k++) if (pays(k)) after[indices[k]!]! += mass * values[k]!;
  }
  const entering = enteringWith(model, step);
  let sum = 0;
  for (let next = 0; next < after.length; next++) sum += after[next]! *= entering[next]!;
  return sum > 0 ? after.map((weight) => weight / sum) : undefined;
}

/** P(y, ending | u, s') for each s', S numbers: P(y | u, s') where s' ends as the step did, else 0. `truncated` depends on no s'. */
function enteringWith(model: FiniteModel, { action, observation, ending }: Step): Float64Array {
  const table = model.observationTables[action]!;
  return Float64Array.from({ length: model.states }, (_, next) =>
    ending === 'truncated' || (model.terminal?.[next] === 1) === (ending === 'terminated')
      ? entryAt(table, next, Number(observation))
      : 0,
  );
}

function impossible({ action, observation, reward, ending }: Step, number: number): string {
  const end = ending === 'none' ? 'goes on' : `is ${ending}`;
  return (
    `step ${number} of an episode takes action ${action}, shows observation ${Number(observation)}, pays ${reward} and ` +
    `${end}, which the model calls impossible there`
  );
}
