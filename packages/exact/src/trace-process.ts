import { dot, recurrentClasses } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import { LongRun } from './long-run.js';
import { ENDING } from './observed-states.js';
import { type StepTable, stepTransitions } from './step-table.js';
import { type Transitions, withRestart } from './transitions.js';

/**
 * Something that is averaged along a path: with a trace w that a feed f is added to, w' = c (λ w + f), c zero where an
 * episode ends and one elsewhere,
 *
 *     Y = (ρ r + d) (λ w + f) + k − z̄ (r − η)
 *
 * f, d and k are numbers of a step. GPOMDP's estimate is one of these for each of its parameters, and so is each weight of TD(λ).
 */
export interface TraceFunctional {
  /** f, by step. */
  readonly feed: Float64Array;
  /** ρ: how often the reward is counted. */
  readonly rewardShare: number;
  /** d, by step. */
  readonly added: Float64Array;
  /** k, by step. */
  readonly aside: Float64Array;
  /** z̄: E[λ w + f] where the average reward is taken from the same path and its error counts; 0 elsewhere. */
  readonly meanTrace: number;
}

/** What the covariances of a functional are made of. n nodes. */
export interface TraceMoments {
  readonly functional: TraceFunctional;
  /** W(x) = E[w 1{X = x}] */
  readonly traces: Float64Array;
  /** v(x): what a unit of trace at x will still add. */
  readonly future: Float64Array;
  /** m(x) = E[(ρ r + d + c v(X')) f + k − z̄ (r − η) | x] */
  readonly earned: Float64Array;
  /** B(x), with B = m − G + P B. */
  readonly bias: Float64Array;
  /** B after an ending. */
  readonly restarted: number;
  /** G = E[Y] */
  readonly mean: number;
}

/** The steps of a chain with a trace that decays by λ: means and asymptotic covariances of functionals of both. */
export class TraceProcess {
  readonly transitions: Transitions;
  readonly recurrent: Int32Array;
  readonly longRun: LongRun;
  readonly run: DiscountedRun;
  private readonly squaredRun: DiscountedRun;
  /** E[r | x] */
  readonly averageReward: number;

  /**
   * @param steps of a chain with one recurrent class.
   * @param decay λ in [0, 1), or 1 where every node leads to an ending.
   */
  constructor(
    readonly steps: StepTable,
    readonly decay: number,
  ) {
    this.transitions = stepTransitions(steps);
    const rows = withRestart(this.transitions);
    const recurrent = recurrentClasses(rows)[0]!;
    this.recurrent = recurrent.filter((x) => x < steps.size);
    this.longRun = new LongRun(rows, steps.size, recurrent);
    this.run = new DiscountedRun(this.transitions, decay);
    this.squaredRun = new DiscountedRun(this.transitions, decay * decay);
    this.averageReward = dot(this.stationary, this.transitions.rewards);
  }

  /** π, n numbers. */
  get stationary(): Float64Array {
    return this.longRun.stationary;
  }

  /** Whether episodes end for ever. */
  get ends(): boolean {
    return this.recurrent.some((x) => this.transitions.ending[x]! > 0);
  }

  /** E[λ w + f] of a feed. */
  meanTrace(feed: Float64Array): number {
    const { from, probabilities } = this.steps;
    let sum = this.decay * total(this.traces(feed));
    feed.forEach((f, s) => (sum += this.stationary[from[s]!]! * probabilities[s]! * f));
    return sum;
  }

  /** W(x) = E[w 1{X = x}] */
  traces(feed: Float64Array): Float64Array {
    return this.run.visits(this.inflow((s, x) => this.stationary[x]! * feed[s]!));
  }

  /** v, which depends on ρ and d alone. */
  future({ rewardShare, added }: Pick<TraceFunctional, 'rewardShare' | 'added'>): Float64Array {
    const { rewards } = this.steps;
    return this.run.value(this.nodeMeans((s) => this.decay * (rewardShare * rewards[s]! + added[s]!)));
  }

  /** @param future v, where it is known from a functional with the same ρ and d. */
  moments(functional: TraceFunctional, future = this.future(functional)): TraceMoments {
    const { rewards, to } = this.steps;
    const { feed, rewardShare, added, aside, meanTrace } = functional;
    const earned = this.nodeMeans((s) => {
      const ahead = to[s] === ENDING ? 0 : future[to[s]!]!;
      const credit = rewardShare * rewards[s]! + added[s]! + ahead;
      return credit * feed[s]! + aside[s]! - meanTrace * (rewards[s]! - this.averageReward);
    });
    const bias = this.longRun.bias(earned).subarray(0, this.steps.size);
    return {
      functional,
      traces: this.traces(feed),
      future,
      earned,
      bias,
      restarted: this.restartMean(bias),
      mean: dot(this.stationary, earned),
    };
  }

  /** lim T · Cov of the means of two functionals over T steps. */
  covariance(one: TraceMoments, other: TraceMoments): number {
    const cross = this.crossMoments(one, other);
    const squares = this.squareMean(one, other, cross);
    const later = this.laterMean(one, other, cross) + this.laterMean(other, one, cross);
    return squares - one.mean * other.mean + later;
  }

  variance(moments: TraceMoments): number {
    return this.covariance(moments, moments);
  }

  /** E[w w̃ 1{X = x}] */
  crossMoments({ functional: one, traces }: TraceMoments, other: TraceMoments): Float64Array {
    const { feed: f } = one;
    const { feed: g } = other.functional;
    return this.squaredRun.visits(
      this.inflow(
        (s, x) =>
          this.decay * (traces[x]! * g[s]! + other.traces[x]! * f[s]!) + this.stationary[x]! * f[s]! * g[s]!,
      ),
    );
  }

  /** E[Y Ỹ] */
  squareMean(one: TraceMoments, other: TraceMoments, cross: Float64Array): number {
    const { from, probabilities, rewards, squaredRewards } = this.steps;
    let sum = 0;
    for (let s = 0; s < from.length; s++) {
      const x = from[s]!;
      const [a, b] = [this.linear(one.functional, s), this.linear(other.functional, s)];
      const [first, second] = [rewards[s]!, squaredRewards[s]!];
      sum +=
        probabilities[s]! *
        (meanProduct(a.trace, b.trace, first, second) * cross[x]! +
          meanProduct(a.trace, b.rest, first, second) * one.traces[x]! +
          meanProduct(a.rest, b.trace, first, second) * other.traces[x]! +
          meanProduct(a.rest, b.rest, first, second) * this.stationary[x]!);
    }
    return sum;
  }

  /** Σ_{k ≥ 1} Cov(Y_t, Ỹ_{t+k}) = E[(Y − G) Ṽ(X', w̃')], Ṽ(x, w̃) = ṽ(x) w̃ + B̃(x). */
  private laterMean(one: TraceMoments, other: TraceMoments, cross: Float64Array): number {
    return this.overlap(one, other, cross, other.future) + this.laterBias(one, other.bias, other.restarted);
  }

  /** E[(Y − G) c ṽ(X') w̃'] for any function v of nodes. */
  overlap(one: TraceMoments, other: TraceMoments, cross: Float64Array, future: Float64Array): number {
    const { from, to, probabilities } = this.steps;
    const { feed } = other.functional;
    let sum = -one.mean * dot(other.traces, future);
    for (let s = 0; s < from.length; s++) {
      const [x, next] = [from[s]!, to[s]!];
      if (next === ENDING) continue;
      const { trace, rest } = this.means(one.functional, s);
      const met =
        this.decay * (trace * cross[x]! + rest * other.traces[x]!) +
        feed[s]! * (trace * one.traces[x]! + rest * this.stationary[x]!);
      sum += probabilities[s]! * future[next]! * met;
    }
    return sum;
  }

  /** E[Y B̃(X')] for a function B̃ of nodes whose mean is zero, and its value after an ending. */
  laterBias(one: TraceMoments, bias: Float64Array, restarted: number): number {
    const { from, to, probabilities } = this.steps;
    let sum = 0;
    for (let s = 0; s < from.length; s++) {
      const [x, next] = [from[s]!, to[s]!];
      const { trace, rest } = this.means(one.functional, s);
      const earned = trace * one.traces[x]! + rest * this.stationary[x]!;
      sum += probabilities[s]! * earned * (next === ENDING ? restarted : bias[next]!);
    }
    return sum;
  }

  /** What a function of nodes is worth after an ending. */
  restartMean(values: Float64Array): number {
    return dot(this.steps.restart, values);
  }

  /** Y = trace · w + rest in expectation over the reward. */
  means(functional: TraceFunctional, s: number): { readonly trace: number; readonly rest: number } {
    const { trace, rest } = this.linear(functional, s);
    const reward = this.steps.rewards[s]!;
    return { trace: trace.slope * reward + trace.level, rest: rest.slope * reward + rest.level };
  }

  /** Y = trace · w + rest, both linear in the reward. */
  linear(
    { feed, rewardShare, added, aside, meanTrace }: TraceFunctional,
    s: number,
  ): { readonly trace: Linear; readonly rest: Linear } {
    const { decay, averageReward } = this;
    return {
      trace: { slope: decay * rewardShare, level: decay * added[s]! },
      rest: {
        slope: rewardShare * feed[s]! - meanTrace,
        level: added[s]! * feed[s]! + aside[s]! + meanTrace * averageReward,
      },
    };
  }

  /** Σ_s P(s | x) value(s), for each node. */
  nodeMeans(value: (s: number, x: number) => number): Float64Array {
    const { from, probabilities, size } = this.steps;
    const means = new Float64Array(size);
    for (let s = 0; s < from.length; s++) means[from[s]!]! += probabilities[s]! * value(s, from[s]!);
    return means;
  }

  /** Σ P(s | x) amount(s, x) over the steps into each node. */
  inflow(amount: (s: number, x: number) => number): Float64Array {
    const { from, to, probabilities, size } = this.steps;
    const into = new Float64Array(size);
    for (let s = 0; s < from.length; s++) {
      if (to[s] !== ENDING) into[to[s]!]! += probabilities[s]! * amount(s, from[s]!);
    }
    return into;
  }

  /** The second moments of traces that begin by these inflows, decay by λ² and end with episodes. */
  squaredVisits(inflow: Float64Array): Float64Array {
    return this.squaredRun.visits(inflow);
  }
}

/** slope · r + level */
export interface Linear {
  readonly slope: number;
  readonly level: number;
}

/** E[(slope r + level) (slope' r + level')] */
export function meanProduct(p: Linear, q: Linear, reward: number, squaredReward: number): number {
  return (
    p.slope * q.slope * squaredReward + (p.slope * q.level + q.slope * p.level) * reward + p.level * q.level
  );
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
