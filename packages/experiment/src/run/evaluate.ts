import {
  type Environment,
  type FiniteModel,
  type FiniteTable,
  InputError,
  isInputError,
  type Policy,
} from '@pomdp-gym/contracts';
import { assertController, averageReward, memoryless } from '@pomdp-gym/exact';
import { observationCount } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { simulate } from '@pomdp-gym/simulator';
import { studentInterval } from '@pomdp-gym/statistics';
import { fromEvent, takeUntil } from 'rxjs';
import type { RunContext } from './run-context.js';
import type { Evaluation } from './run-event.js';
import type { RunDescription } from '../study/study.js';

/**
 * η of a policy as it stands, where the environment has a model of no more than `exactStates` states, the policy can be
 * written down, and the chain of the two has one stationary law that can be had; null otherwise. A limit on episodes makes
 * another chain, of a continuing problem too: it goes back to the start. There is no exact value of that one.
 * @throws InputError where the policy's table is none: rows that are no distributions, or of another size than the model's.
 */
export function exactReward(
  environment: Environment,
  policy: Policy,
  { evaluation, episodeLimit }: Pick<RunDescription, 'evaluation' | 'episodeLimit'>,
): number | null {
  if (episodeLimit !== undefined) return null;
  const model = environment.model?.();
  const table = policy.table?.();
  if (!model || !table || model.states > evaluation.exactStates) return null;
  requireTable(table, model);
  try {
    return averageReward(model, table);
  } catch (error) {
    // Of a sound table only the long run can be refused: several recurrent classes, or too many nodes to solve for.
    if (isInputError(error)) return null;
    throw error;
  }
}

/** Refuses a table that is none, with an InputError: a simulation would go on with it all the same, and return noise. */
export function requireTable(table: FiniteTable, model: FiniteModel): void {
  const [observations, { actions }] = [observationCount(model), model];
  if (table.observations !== observations || table.actions !== actions) {
    throw new InputError(
      `The policy is over ${table.observations} observations and ${table.actions} actions, the model has ` +
        `${observations} and ${actions}.`,
    );
  }
  assertController(memoryless(table));
}

/** What a policy earns a step: exactly where that can be had, else by simulation on streams of its own. */
export async function evaluate(
  policy: Policy,
  context: Pick<RunContext, 'environment' | 'description' | 'signal' | 'onSign'>,
): Promise<Evaluation> {
  const exact = exactReward(context.environment, policy, context.description);
  if (exact !== null) {
    return { averageReward: requireFinite(exact), exact: true, halfWidth: 0, evaluationSteps: 0 };
  }
  return simulatedReward(policy, context);
}

/** Batches to estimate the error of a mean of dependent rewards from. */
const BATCHES = 50;

async function simulatedReward(
  policy: Policy,
  { environment, description, signal, onSign }: Parameters<typeof evaluate>[1],
): Promise<Evaluation> {
  const { evaluation, episodeLimit, seed, batchSize } = description;
  const { steps } = evaluation;
  const means = new Float64Array(BATCHES);
  const perBatch = Math.ceil(steps / BATCHES);
  let at = 0;
  await simulate({
    environment,
    policy,
    environmentRandom: randomStream(seed, 'evaluation', 'environment'),
    policyRandom: randomStream(seed, 'evaluation', 'policy'),
    steps: perBatch * BATCHES,
    batchSize,
    ...(episodeLimit !== undefined && { episodeLimit }),
  })
    .pipe(takeUntil(fromEvent(signal, 'abort')))
    .forEach(({ rewards, length }) => {
      onSign();
      for (let i = 0; i < length; i++, at++) means[Math.floor(at / perBatch)]! += rewards[i]! / perBatch;
    });
  signal.throwIfAborted();
  const { estimate, high } = studentInterval(means);
  return {
    averageReward: requireFinite(estimate),
    exact: false,
    halfWidth: high - estimate,
    evaluationSteps: perBatch * BATCHES,
  };
}

function requireFinite(reward: number): number {
  if (Number.isFinite(reward)) return reward;
  throw new RangeError(`The average reward of the final policy is ${reward}: its parameters have run away.`);
}
