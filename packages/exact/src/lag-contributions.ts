import { dot } from '@pomdp-gym/numerics';
import { ENDING } from './observed-states.js';
import { type Linear, meanProduct, type TraceMoments, type TraceProcess } from './trace-process.js';

/** The parts of a variance that come from credit of each age. */
export interface LagContributions {
  /** cov(Y_j, Y) for j = 0 … L, Y_j the part of Y that credits the choices of j steps before. */
  readonly lags: Float64Array;
  /** The same for all ages beyond L together. */
  readonly later: number;
}

/** Scores of one age: u_j is the feed of j steps before the current one, where it is of the same episode. */
interface Aged {
  /** E[u_j 1{X = x}] */
  readonly mean: Float64Array;
  /** E[u_j w 1{X = x}] */
  readonly cross: Float64Array;
  /** E[(Y − G) u_j' 1{X' = x'}], u_j' the feed of that age at the next step. */
  readonly later: Float64Array;
}

/** A part of Y that scores of one age make: Y_u = credit(s) u − z̄_u (r − η). */
interface Part {
  /** By step, linear in the reward. */
  credit(s: number): Linear;
  readonly aged: Pick<Aged, 'mean' | 'cross'>;
  /** z̄_u */
  readonly share: number;
  /** What the scores of now will add to it later, met with Y − G: E[(Y − G) V_u(X', u')] without its bias part. */
  readonly ahead: number;
  /** m_u(x): what a step from x earns of it, now and later. */
  readonly earned: Float64Array;
}

/**
 * Takes a variance apart by the age of credit. With w = Σ_j λ^{j−1} u_j, Y = Σ_j Y_j with Y_0 = (ρ r + d) f + k − z̄_0 (r − η) and
 * Y_j = λ^j (ρ r + d) u_j − z̄_j (r − η); the contribution of age j is lim T · Cov of the means of Y_j and Y. The moments of u_j follow from
 * those of u_{j−1} by one step of the chain. What is older than L steps is a trace of its own, fed by u_L, and solves the
 * same linear systems as the whole, so that the parts are computed apart from one another and from the whole.
 */
export function lagContributions(
  process: TraceProcess,
  moments: TraceMoments,
  last: number,
): LagContributions {
  return new LagAnalysis(process, moments).contributions(last);
}

class LagAnalysis {
  /** E[(Y − G) 1{X' = x'}] into each node, and into an ending. */
  private readonly excess: Float64Array;
  private readonly excessEnding: number;
  /** E[ρ r + d | x] */
  private readonly credit: Float64Array;

  constructor(
    private readonly process: TraceProcess,
    private readonly moments: TraceMoments,
  ) {
    const { rewards, to, from, probabilities } = process.steps;
    const { rewardShare, added } = moments.functional;
    this.credit = process.nodeMeans((s) => rewardShare * rewards[s]! + added[s]!);
    this.excess = process.inflow((s, x) => this.excessOf(s, moments.traces[x]!, process.stationary[x]!));
    let ending = 0;
    to.forEach((next, s) => {
      const x = from[s]!;
      if (next === ENDING)
        ending += probabilities[s]! * this.excessOf(s, moments.traces[x]!, process.stationary[x]!);
    });
    this.excessEnding = ending;
  }

  contributions(last: number): LagContributions {
    const { decay } = this.process;
    const lags = new Float64Array(last + 1);
    lags[0] = this.newest();
    const ages: Aged[] = [this.first()]; // of age 1, 2, …
    const futures: Float64Array[] = [this.credit]; // P_c^i credit
    for (let j = 1; j <= last; j++) {
      const [aged, future] = [ages[j - 1]!, futures[j - 1]!];
      lags[j] = this.aged(decay ** j, aged, future, decay ** j * met(ages, futures, j - 1));
      ages.push(this.next(aged));
      futures.push(this.stepBack(future));
    }
    return { lags, later: this.tail(ages, last) };
  }

  /** The part of the score of the step itself: Y_0. */
  private newest(): number {
    const { process, moments } = this;
    const { feed, added, aside, rewardShare, meanTrace } = moments.functional;
    const share =
      meanTrace === 0
        ? 0
        : dot(
            process.stationary,
            process.nodeMeans((s) => feed[s]!),
          );
    const credit = (s: number) => ({
      slope: rewardShare * feed[s]!,
      level: added[s]! * feed[s]! + aside[s]!,
    });
    const earned = process.nodeMeans((s) => {
      const { slope, level } = credit(s);
      return slope * process.steps.rewards[s]! + level - share * this.surplus(s);
    });
    const aged = { mean: process.stationary, cross: moments.traces };
    return this.contribution({ credit, aged, share, ahead: 0, earned });
  }

  /** The part of a trace u, weight (ρ r + d) u. `future` is what a unit of u at the next node will add to it but for the weight. */
  private aged(weight: number, aged: Aged, future: Float64Array, ahead: number): number {
    const { process } = this;
    const { rewardShare, added, feed, meanTrace } = this.moments.functional;
    const share = meanTrace === 0 ? 0 : weight * sum(aged.mean);
    const credit = (s: number) => ({ slope: weight * rewardShare, level: weight * added[s]! });
    const earned = process.nodeMeans((s) => {
      const next = process.steps.to[s]!;
      return (next === ENDING ? 0 : weight * feed[s]! * future[next]!) - share * this.surplus(s);
    });
    return this.contribution({ credit, aged, share, ahead, earned });
  }

  /** cov(Y_u, Y) */
  private contribution({ credit, aged, share, ahead, earned }: Part): number {
    const { process, moments } = this;
    const { rewards, squaredRewards, from, probabilities } = process.steps;
    const off = { slope: share, level: -share * process.averageReward };
    let [square, after] = [0, 0];
    for (let s = 0; s < from.length; s++) {
      const [x, p, r, rr] = [from[s]!, probabilities[s]!, rewards[s]!, squaredRewards[s]!];
      const [one, w] = [process.stationary[x]!, moments.traces[x]!];
      const [u, uw] = [aged.mean[x]!, aged.cross[x]!];
      const of = credit(s);
      const { trace, rest } = process.linear(moments.functional, s);
      square += p * (meanProduct(of, trace, r, rr) * uw + meanProduct(of, rest, r, rr) * u);
      square -= p * (meanProduct(off, trace, r, rr) * w + meanProduct(off, rest, r, rr) * one);
      after += p * (of.slope * r + of.level) * this.wholeAhead(s, uw, u);
      after -= p * (off.slope * r + off.level) * this.wholeAhead(s, w, one);
    }
    const mean = dot(process.stationary, earned);
    after -= mean * dot(moments.traces, moments.future);
    return square - mean * moments.mean + after + ahead + this.biasPart(earned);
  }

  /** All ages beyond `last`: a trace T' = c (λ T + λ^last u_last) of its own. */
  private tail(ages: readonly Aged[], last: number): number {
    const { process, moments } = this;
    const { decay } = process;
    if (decay === 0) return 0;
    const { feed } = moments.functional;
    const { future } = moments;
    const fed = decay ** last;
    const oldest = ages[last]!; // what enters the tail next
    const mean = process.run.visits(oldest.mean.map((value) => fed * value));
    const inflow = process.inflow((s, x) => decay * feed[s]! * mean[x]!);
    oldest.cross.forEach((value, x) => (inflow[x]! += fed * value));
    const cross = process.squaredVisits(inflow);
    const later = process.inflow((s, x) => decay * this.excessOf(s, cross[x]!, mean[x]!));
    oldest.later.forEach((value, x) => (later[x]! += fed * value));
    // The newer ages will reach the tail: u_i in last + 1 − i steps.
    const futures = [future];
    for (let i = 1; i <= last; i++) futures.push(this.stepBack(futures[i - 1]!));
    const newer = ages
      .slice(0, last)
      .reduce((total, aged, i) => total + dot(aged.later, futures[last - i]!), 0);
    const fresh = futures[last]!.map((value) => (fed / decay) * value);
    return this.aged(decay, { mean, cross, later }, fresh, dot(later, future) + fed * newer);
  }

  /** u_1: the feed of the step before. */
  private first(): Aged {
    const { process, moments } = this;
    const { feed } = moments.functional;
    const { decay, stationary } = process;
    return {
      mean: process.inflow((s, x) => stationary[x]! * feed[s]!),
      cross: process.inflow((s, x) => feed[s]! * (decay * moments.traces[x]! + feed[s]! * stationary[x]!)),
      later: process.inflow((s, x) => feed[s]! * this.excessOf(s, moments.traces[x]!, stationary[x]!)),
    };
  }

  /** The same scores a step later. */
  private next(aged: Aged): Aged {
    const { process, moments } = this;
    const { feed } = moments.functional;
    return {
      mean: process.inflow((_, x) => aged.mean[x]!),
      cross: process.inflow((s, x) => process.decay * aged.cross[x]! + feed[s]! * aged.mean[x]!),
      later: process.inflow((s, x) => this.excessOf(s, aged.cross[x]!, aged.mean[x]!)),
    };
  }

  /** E[(Y − G) u] from a step, where E[u w] and E[u] are given. */
  private excessOf(s: number, cross: number, mean: number): number {
    const { trace, rest } = this.process.means(this.moments.functional, s);
    return trace * cross + (rest - this.moments.mean) * mean;
  }

  /** E[u V(X', w') 1{X = x}], given E[u w 1{X = x}] and E[u 1{X = x}]. */
  private wholeAhead(s: number, traces: number, mass: number): number {
    const { process, moments } = this;
    const next = process.steps.to[s]!;
    if (next === ENDING) return moments.restarted * mass;
    const carried = process.decay * traces + moments.functional.feed[s]! * mass;
    return moments.future[next]! * carried + moments.bias[next]! * mass;
  }

  /** E[(Y − G) B_u(X')], B_u the bias of what a node earns of a part. */
  private biasPart(own: Float64Array): number {
    const { process } = this;
    const bias = process.longRun.bias(own).subarray(0, process.steps.size);
    return dot(this.excess, bias) + this.excessEnding * process.restartMean(bias);
  }

  /** P_c v */
  private stepBack(values: Float64Array): Float64Array {
    const { to } = this.process.steps;
    return this.process.nodeMeans((s) => (to[s] === ENDING ? 0 : values[to[s]!]!));
  }

  /** E[r − η] of a step. */
  private surplus(s: number): number {
    return this.process.steps.rewards[s]! - this.process.averageReward;
  }
}

/** Σ_i E[(Y − G) u_i'] · P^{j−i} credit, over the ages i = 1 … j. */
function met(ages: readonly Aged[], futures: readonly Float64Array[], j: number): number {
  let sum = 0;
  for (let i = 0; i <= j; i++) sum += dot(ages[i]!.later, futures[j - i]!);
  return sum;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
