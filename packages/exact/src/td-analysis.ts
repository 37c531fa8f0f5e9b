import { InputError } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { ENDING } from './observed-states.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { quotientInverse } from './quotient-inverse.js';
import { stepScores } from './step-scores.js';
import { type SeenSteps, seenSteps } from './step-table.js';
import { type TraceFunctional, TraceProcess } from './trace-process.js';
import { VarianceDecomposition } from './variance-decomposition.js';

/** TD(λ) of a policy's values, V(m, y) = w · φ(m, y). */
export interface TdSettings {
  /** γ in [0, 1]; 1 where rewards are counted from their average on. */
  readonly discount: number;
  /** λ in [0, 1] */
  readonly lambda: number;
  /** Whether rewards are counted from the average of the path on, r − r̄: average-reward TD. */
  readonly average?: boolean;
  /** φ at m · O + y; one indicator a pair by default. */
  readonly features?: readonly ArrayLike<number>[];
}

/**
 * Where TD(λ) converges to, and how it errs there: with e ← c γλ e + φ and δ = r − η̂ + γ V(m', y') − V(m, y), the fixed point w* has
 * E[δ e] = 0, which is b = A w*, and over a path of T steps the average of its iterates, like LSTD(λ), errs by
 *
 *     ŵ − w* ≈ A⁻¹ · mean of δ* e − (r − η) ē,    A = E[e (φ − γ φ')']
 *
 * (Tsitsiklis and Van Roy, IEEE Transactions on Automatic Control 42, 1997, and Automatica 35, 1999, for average reward; Polyak and
 * Juditsky, SIAM Journal on Control and Optimization 30, 1992). ē = E[e], and the last term is there where the average of rewards is taken from the same
 * path. What features do not tell apart has no weight: A is inverted on what they span. Without endings, values of average
 * reward are known up to a constant, and are those whose mean over the path is zero.
 */
export class TdAnalysis {
  readonly process: TraceProcess;
  /** V*(m, y) at m · O + y; 0 where a pair is never met. */
  readonly values: Float64Array;
  /** How often each pair is met, at m · O + y. */
  readonly occupancy: Float64Array;
  private readonly steps: SeenSteps;
  /** φ, by feature, then node. */
  private readonly features: readonly Float64Array[];
  /** A⁻¹ on what features span, by row. */
  private readonly inverse: readonly Float64Array[];
  /** δ* − r, by step. */
  private readonly added: Float64Array;
  private readonly future: Float64Array;
  /** Whether values are determined up to a constant only. */
  private readonly floats: boolean;

  /** @throws InputError where TD(λ) has no fixed point. */
  constructor(
    private readonly analysis: PolicyAnalysis,
    private readonly settings: TdSettings,
  ) {
    const { discount, lambda, average = false, features } = settings;
    const ends = analysis.recurrent.some((x) => analysis.transitions.ending[x]! > 0);
    if (!ends) requireForgetting(settings);
    this.steps = seenSteps(analysis.chain);
    this.process = new TraceProcess(this.steps, requireDecay(discount, lambda));
    this.floats = average && discount === 1 && !ends;
    this.occupancy = this.occupancies();
    this.features = nodeFeatures(this.steps, features);
    const visited = this.features.map((feature) => this.eligibility(feature));
    this.inverse = quotientInverse(visited.map((e) => this.differences(e)));
    this.values = this.fixedPoint(visited, features);
    this.added = this.surplus();
    this.future = this.process.future({ rewardShare: 1, added: this.added });
  }

  /** lim T · Var of the value of each pair, at m · O + y; 0 where a pair is never met. */
  valueVariances(): Float64Array {
    const { process, steps, features } = this;
    const centre = features.map((feature) => (this.floats ? dot(process.stationary, feature) : 0));
    const variances = new Float64Array(steps.pairs);
    const done = new Set<number>();
    steps.nodePairs.forEach((pair, node) => {
      if (done.has(pair) || !(this.occupancy[pair]! > 0)) return;
      done.add(pair);
      const direction = features.map((feature, j) => feature[node]! - centre[j]!);
      variances[pair] = process.variance(this.moments(this.combined(direction)));
    });
    return variances;
  }

  /** Σ over pairs of how often each is met times the variance of its value. */
  variance(): number {
    return dot(this.occupancy, this.valueVariances());
  }

  /**
   * The gradient that an actor is moved by, the mean of δ z over a path with z ← c γλ z + score: taken apart like any estimate.
   *
   * @param critic `learnt`: the values are those that TD(λ) finds on the same path; `known`: they are V*.
   */
  actorGradient(critic: 'learnt' | 'known' = 'learnt'): VarianceDecomposition {
    const moments = stepScores(this.analysis, this.steps).map((score) => {
      if (critic === 'known') return this.moments(score);
      const learnt = this.combined(this.responses(score));
      return this.moments(score.map((g, s) => g + learnt[s]!));
    });
    return new VarianceDecomposition(this.process, moments);
  }

  /** lim T · Var of the mean reward. */
  rewardVariance(): number {
    const none = new Float64Array(this.added.length);
    const functional = { feed: none, rewardShare: 1, added: none, aside: none, meanTrace: -1 };
    return this.process.variance(this.process.moments(functional));
  }

  /** E[γλ w + f] of the trace of each score with what it makes of the critic: how an error of the average reward moves each component. */
  meanTraces(): Float64Array {
    return Float64Array.from(stepScores(this.analysis, this.steps), (score) => {
      const learnt = this.combined(this.responses(score));
      return this.process.meanTrace(score.map((g, s) => g + learnt[s]!));
    });
  }

  /** What an error of each weight adds to the mean of δ z: E[z (γ φ' − φ)]. */
  private responses(score: Float64Array): number[] {
    const { process, steps } = this;
    const traces = process.traces(score);
    const { from, probabilities } = steps;
    return this.features.map((feature) => {
      let sum = 0;
      for (let s = 0; s < from.length; s++) {
        const x = from[s]!;
        const met = process.decay * traces[x]! + process.stationary[x]! * score[s]!;
        sum += probabilities[s]! * met * this.change(feature, s);
      }
      return sum;
    });
  }

  /** direction · A⁻¹ φ, by step. */
  private combined(direction: readonly number[]): Float64Array {
    const weights = new Float64Array(this.features.length);
    this.inverse.forEach((row, i) => row.forEach((value, j) => (weights[j]! += direction[i]! * value)));
    const byNode = new Float64Array(this.steps.size);
    this.features.forEach((feature, j) => feature.forEach((value, x) => (byNode[x]! += weights[j]! * value)));
    return Float64Array.from(this.steps.from, (x) => byNode[x]!);
  }

  private moments(feed: Float64Array) {
    const functional: TraceFunctional = {
      feed,
      rewardShare: 1,
      added: this.added,
      aside: new Float64Array(feed.length),
      meanTrace: this.settings.average ? this.process.meanTrace(feed) : 0,
    };
    return this.process.moments(functional, this.future);
  }

  /** E[e 1{X = x}] of one feature. */
  private eligibility(feature: Float64Array): Float64Array {
    const { process, steps } = this;
    const traces = process.traces(Float64Array.from(steps.from, (x) => feature[x]!));
    return traces.map((mass, x) => process.decay * mass + process.stationary[x]! * feature[x]!);
  }

  /** A row of A: E[e (φ − γ φ')]. */
  private differences(eligibility: Float64Array): number[] {
    const { from, probabilities } = this.steps;
    return this.features.map((feature) => {
      let sum = 0;
      from.forEach((x, s) => (sum -= eligibility[x]! * probabilities[s]! * this.change(feature, s)));
      return sum;
    });
  }

  /** γ φ' − φ of a step; φ' is 0 after an ending. */
  private change(feature: Float64Array, s: number): number {
    const next = this.steps.to[s]!;
    return (next === ENDING ? 0 : this.settings.discount * feature[next]!) - feature[this.steps.from[s]!]!;
  }

  private fixedPoint(visited: readonly Float64Array[], features: TdSettings['features']): Float64Array {
    const { process, occupancy } = this;
    const off = this.settings.average ? process.averageReward : 0;
    const rewards = process.transitions.rewards.map((reward) => reward - off);
    const b = visited.map((e) => dot(e, rewards));
    const weights = this.inverse.map((row) => row.reduce((sum, value, j) => sum + value * b[j]!, 0));
    const raw = occupancy.map((_, pair) => {
      if (!features) return weights[pair]!;
      return weights.reduce((sum, weight, j) => sum + weight * features[pair]![j]!, 0);
    });
    const shift = this.floats ? dot(occupancy, raw) : 0;
    return raw.map((value, pair) => (occupancy[pair]! > 0 ? value - shift : 0));
  }

  private surplus(): Float64Array {
    const { steps, values } = this;
    const byNode = Float64Array.from(steps.nodePairs, (pair) => values[pair]!);
    const off = this.settings.average ? this.process.averageReward : 0;
    return Float64Array.from(steps.from, (_, s) => this.change(byNode, s) - off);
  }

  private occupancies(): Float64Array {
    const occupancy = new Float64Array(this.steps.pairs);
    this.steps.nodePairs.forEach((pair, node) => (occupancy[pair]! += this.process.stationary[node]!));
    return occupancy;
  }
}

/** Where nothing ends, values must be discounted or counted from the average on, and the trace must fade. */
function requireForgetting({ discount, lambda, average = false }: TdSettings): void {
  if (discount === 1 && !average)
    throw new InputError(
      'TD with a discount of 1 has no fixed point where nothing ends: count rewards from their average on, or take a discount below 1.',
    );
  if (discount === 1 && lambda === 1)
    throw new InputError(
      'TD with γ = λ = 1 has a trace that never fades where nothing ends: take a λ below 1.',
    );
}

function requireDecay(discount: number, lambda: number): number {
  for (const [name, value] of [
    ['discount', discount],
    ['lambda', lambda],
  ] as const)
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`The ${name} of TD lies from 0 to 1; ${value} does not.`);
  return discount * lambda;
}

/** φ by feature, then node. */
function nodeFeatures({ nodePairs, pairs }: SeenSteps, features: TdSettings['features']): Float64Array[] {
  if (!features)
    return Array.from({ length: pairs }, (_, pair) =>
      Float64Array.from(nodePairs, (own) => Number(own === pair)),
    );
  return Array.from({ length: features[0]?.length ?? 0 }, (_, j) =>
    Float64Array.from(nodePairs, (pair) => features[pair]![j]!),
  );
}
