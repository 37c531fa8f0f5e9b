import type { Endings, FiniteModel } from '@pomdp-gym/contracts';
import { dot, entryAt } from '@pomdp-gym/numerics';
import { scoresByPair } from './gpomdp-simulation.test.support.js';
import type { Softmax } from './softmax.test.support.js';

/** All steps from one pair to another that end an episode alike, or all that do not: their probability, and E[r] on that event. */
interface Link {
  readonly from: number;
  readonly to: number;
  readonly ends: boolean;
  probability: number;
  reward: number;
}

/** E[1], E[w], E[S], E[w²], E[wS], E[S²], each on the event that the chain stands at one pair of state and observation. */
type Moments = [one: number, w: number, s: number, ww: number, ws: number, ss: number];

interface Step {
  readonly from: number;
  readonly to: number;
  readonly probability: number;
  readonly score: number;
  readonly reward: number;
  readonly ends: boolean;
}

/**
 * lim T · Var(d'Δ_T) by another road than linear algebra: the moments of the sum S_t of d'(r z) and of the trace are
 * carried forward step by step, over every pair of state and observation of the model's own tables, and Var(S_t) is
 * read where it has come to grow by the same amount each step.
 */
export function forwardVariance(
  model: FiniteModel,
  policy: Softmax,
  beta: number,
  direction: Float64Array,
  mean: number,
): number {
  const steps = allSteps(model, policy, direction);
  const size = model.states * policy.table().observations;
  let moments = startMoments(model, policy.table().observations);
  const variances: number[] = [];
  const [first, second] = [700, 900];
  for (let t = 1; t <= second; t++) {
    moments = advance(steps, moments, size, beta, mean);
    if (t === first || t === second) {
      const total = (k: 2 | 5) => moments.reduce((sum, moment) => sum + moment[k], 0);
      variances.push(total(5) - total(2) ** 2);
    }
  }
  return (variances[1]! - variances[0]!) / (second - first);
}

/**
 * d'∇_βη by stepping over the same tables, whatever is done with endings: the law of the pairs after `STEPS` steps, and as
 * many terms of the discounted sum of rewards. For chains that forget within so many steps, and β^STEPS below rounding; at
 * β = 1 with endings that come within as many.
 */
export function forwardGradient(
  model: FiniteModel,
  policy: Softmax,
  beta: number,
  direction: Float64Array,
  endings: Endings = 'reset',
): number {
  const steps = allSteps(model, policy, direction);
  const links = linksOf(steps, model.states * policy.table().observations);
  const { law, eta } = lawInTheEnd(model, policy, links);
  const subtracted = endings === 'centred' ? eta : 0;
  return scoredSum(steps, links, law, subtracted, (ends) => (ends && endings !== 'carry' ? 0 : beta));
}

/** d'∇V_γ by stepping: the discounted visits of an episode, and as many terms of its discounted sum of rewards. */
export function forwardStartGradient(
  model: FiniteModel,
  policy: Softmax,
  discount: number,
  direction: Float64Array,
): number {
  const steps = allSteps(model, policy, direction);
  const visits = startLaw(model, policy);
  const links = linksOf(steps, visits.length);
  let law: Float64Array = visits.slice();
  for (let t = 0; t < STEPS; t++) {
    law = stepLaw(links, law, (ends) => (ends ? 0 : discount));
    law.forEach((mass, pair) => (visits[pair]! += mass));
  }
  return scoredSum(steps, links, visits, 0, (ends) => (ends ? 0 : discount));
}

/** Σ law(from) P(step) d'score (r − subtracted + factor · J(to)), J the sum of as many rewards. */
function scoredSum(
  steps: readonly Step[],
  links: readonly Link[],
  law: Float64Array,
  subtracted: number,
  factor: (ends: boolean) => number,
): number {
  let value: Float64Array = new Float64Array(law.length);
  const worth = ({ reward, ends, to }: Step) => reward - subtracted + factor(ends) * value[to]!;
  for (let t = 0; t < STEPS; t++) {
    const next = new Float64Array(law.length);
    for (const { from, to, ends, probability, reward } of links)
      next[from]! += reward + probability * (factor(ends) * value[to]! - subtracted);
    value = next;
  }
  return steps.reduce((sum, step) => sum + law[step.from]! * step.probability * step.score * worth(step), 0);
}

function lawInTheEnd(model: FiniteModel, policy: Softmax, links: readonly Link[]) {
  let law = startLaw(model, policy);
  for (let t = 0; t < STEPS; t++) law = stepLaw(links, law, () => 1);
  const eta = links.reduce((sum, { from, reward }) => sum + law[from]! * reward, 0);
  return { law, eta };
}

function startLaw(model: FiniteModel, policy: Softmax): Float64Array {
  const { observations } = policy.table();
  const law = new Float64Array(model.states * observations);
  for (const [pair, probability] of startPairs(model, observations)) law[pair]! += probability;
  return law;
}

function stepLaw(links: readonly Link[], law: Float64Array, factor: (ends: boolean) => number): Float64Array {
  const next = new Float64Array(law.length);
  for (const { from, to, probability, ends } of links) next[to]! += law[from]! * probability * factor(ends);
  return next;
}

/** Steps by `from`, `to` and `ends`, over `size` pairs: far fewer than there are steps, and 900 times the sums go over them. */
function linksOf(steps: readonly Step[], size: number): Link[] {
  const links = new Map<number, Link>();
  for (const { from, to, ends, probability, reward } of steps) {
    const key = 2 * (from * size + to) + Number(ends);
    const link = links.get(key) ?? { from, to, ends, probability: 0, reward: 0 };
    link.probability += probability;
    link.reward += probability * reward;
    links.set(key, link);
  }
  return [...links.values()];
}

const STEPS = 900;

function advance(
  steps: readonly Step[],
  moments: readonly Moments[],
  size: number,
  beta: number,
  mean: number,
): Moments[] {
  const next = Array.from({ length: size }, (): Moments => [0, 0, 0, 0, 0, 0]);
  for (const { from, to, probability, score, reward, ends } of steps) {
    const [one, w, s, ww, ws, ss] = moments[from]!;
    const into = next[to]!;
    // z = βw + g; S gains rz − mean; w becomes z, or 0 after an ending.
    const z = beta * w + score * one;
    const zz = beta * beta * ww + 2 * beta * score * w + score * score * one;
    const zs = beta * ws + score * s;
    const gain = reward * z - mean * one;
    const newZs = zs + reward * zz - mean * z;
    into[0] += probability * one;
    into[2] += probability * (s + gain);
    into[5] +=
      probability *
      (ss + 2 * (reward * zs - mean * s) + reward * reward * zz - 2 * mean * reward * z + mean * mean * one);
    if (ends) continue;
    into[1] += probability * z;
    into[3] += probability * zz;
    into[4] += probability * newZs;
  }
  return next;
}

function startMoments(model: FiniteModel, observations: number): Moments[] {
  const moments = Array.from({ length: model.states * observations }, (): Moments => [0, 0, 0, 0, 0, 0]);
  for (const [pair, probability] of startPairs(model, observations)) moments[pair]![0] += probability;
  return moments;
}

function startPairs(model: FiniteModel, observations: number): [pair: number, probability: number][] {
  const pairs: [number, number][] = [];
  model.start.forEach((probability, s) => {
    if (!model.initialObservationTable) pairs.push([s * observations + model.observations, probability]);
    else {
      for (let y = 0; y < model.observations; y++) {
        pairs.push([s * observations + y, probability * entryAt(model.initialObservationTable, s, y)]);
      }
    }
  });
  return pairs.filter(([, probability]) => probability > 0);
}

function allSteps(model: FiniteModel, policy: Softmax, direction: Float64Array): Step[] {
  const { observations, actions, probabilities } = policy.table();
  const scores = scoresByPair(policy).map((score) => dot(score, direction));
  const starts = startPairs(model, observations);
  const steps: Step[] = [];
  for (let s = 0; s < model.states; s++) {
    for (let pair = 0; pair < observations * actions; pair++) {
      const [y, u] = [Math.floor(pair / actions), pair % actions];
      const from = s * observations + y;
      const [transitions, observationTable, rewards] = [
        model.transitions[u]!,
        model.observationTables[u]!,
        model.rewards[u]!,
      ];
      for (let k = transitions.offsets[s]!; k < transitions.offsets[s + 1]!; k++) {
        const next = transitions.indices[k]!;
        const begin = observationTable.offsets[next]!;
        for (let j = begin; j < observationTable.offsets[next + 1]!; j++) {
          const probability = probabilities[pair]! * transitions.values[k]! * observationTable.values[j]!;
          const reward = rewards.values[rewards.offsets ? rewards.offsets[k]! + j - begin : k]!;
          const step = { from, score: scores[pair]!, reward };
          if (model.terminal?.[next] !== 1) {
            steps.push({
              ...step,
              to: next * observations + observationTable.indices[j]!,
              probability,
              ends: false,
            });
          } else {
            for (const [to, share] of starts) {
              steps.push({ ...step, to, probability: probability * share, ends: true });
            }
          }
        }
      }
    }
  }
  return steps;
}
