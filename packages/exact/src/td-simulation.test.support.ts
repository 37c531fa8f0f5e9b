import type { FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { Matrix, solve } from 'ml-matrix';
import { scoresByPair } from './gpomdp-simulation.test.support.js';
import type { Softmax } from './softmax.test.support.js';

const [BURN_IN, STEPS] = [100, 2000];

/** What average-reward LSTD(λ) and the actor on it make of one path. */
export interface LearntPath {
  /** V by observation, 0 for the last. */
  readonly values: Float64Array;
  /** The mean of δ z at these values, and at the values that are given. */
  readonly learnt: Float64Array;
  readonly known: Float64Array;
  readonly steps: number;
}

interface Step {
  readonly seen: number;
  readonly next: number;
  readonly reward: number;
  readonly score: Float64Array;
}

export interface TdSetting {
  /** Without endings; its observations are its states. */
  readonly model: FiniteModel;
  readonly policy: Softmax;
  readonly lambda: number;
  /** V* by observation. */
  readonly known: Float64Array;
}

/** One path of 2000 steps. */
export function learntPath({ model, policy, lambda, known }: TdSetting, run: number): LearntPath {
  const path = stepsOf(model, policy, run);
  const average = path.reduce((sum, { reward }) => sum + reward, 0) / STEPS;
  const values = lstd(path, average, lambda, model.observations);
  const gradient = (of: Float64Array) => actorGradient(path, average, lambda, of);
  return { values, learnt: gradient(values), known: gradient(known), steps: STEPS };
}

/** The mean of (r − r̄ + V(y') − V(y)) z. */
function actorGradient(
  path: readonly Step[],
  average: number,
  lambda: number,
  values: Float64Array,
): Float64Array {
  const gradient = new Float64Array(path[0]!.score.length);
  const trace = new Float64Array(gradient.length);
  for (const { seen, next, reward, score } of path) {
    const surprise = reward - average + values[next]! - values[seen]!;
    trace.forEach((z, k) => {
      trace[k] = lambda * z + score[k]!;
      gradient[k]! += (surprise * trace[k]!) / STEPS;
    });
  }
  return gradient;
}

function stepsOf(model: FiniteModel, policy: Softmax, run: number): Step[] {
  const random = randomStream(run, 'td simulation');
  const environment = new ModelEnvironment(model);
  const { actions, probabilities } = policy.table();
  const scores = scoresByPair(policy);
  const path: Step[] = [];
  let seen = environment.reset(random);
  for (let t = -BURN_IN; t < STEPS; t++) {
    const action = drawIndex(probabilities, seen * actions, actions, random);
    const { reward, observation: next } = environment.step(action);
    if (t >= 0) path.push({ seen, next, reward, score: scores[seen * actions + action]! });
    seen = next;
  }
  return path;
}

/** Solves Σ e (φ − φ')ᵀ w = Σ e (r − r̄) without the last indicator. */
function lstd(path: readonly Step[], average: number, lambda: number, observations: number): Float64Array {
  const size = observations - 1;
  const left = Matrix.zeros(size, size);
  const right = Matrix.zeros(size, 1);
  const trace = new Float64Array(size);
  for (const { seen, next, reward } of path) {
    trace.forEach((e, i) => (trace[i] = lambda * e + Number(i === seen)));
    trace.forEach((e, i) => {
      right.set(i, 0, right.get(i, 0) + e * (reward - average));
      if (seen < size) left.set(i, seen, left.get(i, seen) + e);
      if (next < size) left.set(i, next, left.get(i, next) - e);
    });
  }
  return Float64Array.from([...solve(left, right).getColumn(0), 0]);
}
