import type { Ending, Endings, FiniteModel, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { addScaled, randomStream, scale } from '@pomdp-gym/numerics';
import { type BatchSpaces, batchOf, poison, type Row } from './batches.js';
import { playThrough } from './play-through.js';
import type { RememberingPolicy } from './remembering-policy.js';
import { smallEnvironment } from './small-models.js';

/** A step that was kept. */
export interface RecordedStep extends Row {
  readonly observation: number;
  readonly action: number;
  readonly ending: Ending;
  /** y_{t+1} */
  readonly next: number;
  readonly memory?: { readonly before: number; readonly after: number } | undefined;
}

/** A path of a small model under a policy; episodes are cut off after `episodeLimit` steps, where one is given. */
export function recordPath(
  model: FiniteModel,
  policy: ParametricPolicy,
  seed: number,
  steps: number,
  episodeLimit?: number,
): RecordedStep[] {
  const recorded: RecordedStep[] = [];
  playThrough(
    {
      environment: smallEnvironment(model),
      policy,
      environmentRandom: randomStream(seed, 'environment'),
      policyRandom: randomStream(seed, 'policy'),
      steps,
      ...(episodeLimit !== undefined && { episodeLimit }),
    },
    (batch) => {
      for (let row = 0; row < batch.length; row++) recorded.push(recordedRow(batch, row));
    },
  );
  return recorded;
}

function recordedRow(batch: StepBatch, row: number): RecordedStep {
  const { length, observations, actions, rewards, ending, memory, next } = batch;
  const isLast = row === length - 1;
  return {
    next: isLast ? (next as number) : observations.values[row + 1]!,
    memory: memory && { before: memory.before.values[row]!, after: memory.after.values[row]! },
    observation: observations.values[row]!,
    action: actions.values[row]!,
    reward: rewards[row]!,
    ending: isLast ? ending : 'none',
  };
}

/** A step of a policy with a memory, as the product of problem and memory shows it to the policy without. */
export function joinMemory(step: RecordedStep, { nodes, observations }: RememberingPolicy): RecordedStep {
  const { before, after } = step.memory ?? { before: 0, after: 0 };
  const joined = {
    observation: before * observations + step.observation,
    action: step.action * nodes + after,
    next: after * observations + step.next,
  };
  return { ...step, ...joined, memory: undefined };
}

/** The path in batches of at most `size` steps, none across an ending; each is poisoned as soon as it is taken back. */
export function* lendBatches(
  path: readonly RecordedStep[],
  size: number,
): Generator<StepBatch, void, undefined> {
  const spaces = spacesOf(path);
  for (let begin = 0; begin < path.length;) {
    let end = begin + 1;
    while (end < path.length && end - begin < size && path[end - 1]!.ending === 'none') end++;
    const batch = batchOf(spaces, path.slice(begin, end), path[end - 1]!);
    yield batch;
    poison(batch);
    begin = end;
  }
}

function spacesOf(path: readonly RecordedStep[]): BatchSpaces {
  const size = (numbers: readonly number[]) => ({
    kind: 'discrete' as const,
    size: 1 + Math.max(...numbers),
  });
  return {
    observationSpace: size(path.map(({ observation }) => observation)),
    actionSpace: size(path.map(({ action }) => action)),
    memorySpace:
      path[0]?.memory && size(path.flatMap(({ memory }) => (memory ? [memory.before, memory.after] : []))),
  };
}

/**
 * Δ_T by the paper's own recursion: z_{t+1} = β z_t + ∇log μ(u_t | y_t), Δ_{t+1} = Δ_t + [r_{t+1} z_{t+1} − Δ_t] / (t + 1)
 * (Baxter & Bartlett, GPOMDP). Unless it is carried, z = 0 after an ending. `centred`: once an episode has ended, the average of
 * all rewards of the path is taken off each.
 */
export function forwardRecursion(
  path: readonly RecordedStep[],
  policy: ParametricPolicy,
  beta: number,
  endings: Endings,
): Float64Array {
  const trace = new Float64Array(policy.parameters.length);
  const estimate = new Float64Array(policy.parameters.length);
  const centred = endings === 'centred' && path.some(({ ending }) => ending !== 'none');
  const subtracted = centred ? path.reduce((sum, { reward }) => sum + reward, 0) / path.length : 0;
  let t = 0;
  for (const batch of lendBatches(path, 1)) {
    scale(trace, beta);
    policy.addScore(batch, 0, 1, trace);
    scale(estimate, 1 - 1 / (t + 1));
    addScaled(estimate, (batch.rewards[0]! - subtracted) / (t + 1), trace);
    if (batch.ending !== 'none' && endings !== 'carry') trace.fill(0);
    t++;
  }
  return estimate;
}
