import { InputError } from '@pomdp-gym/contracts';
import type { BellmanBackup } from './bellman-backup.js';
import type { Mdp } from './mdp.js';
import type { Options } from './options.js';

/** What is known of the optimum from one backup. */
export interface Bounds {
  /** What the policy that depends on the observation earns at least. */
  readonly lower: number;
  /** What a policy that sees the state earns at least. */
  readonly seeing: number;
  /** What no policy exceeds, not even one that sees the state. */
  readonly upper: number;
}

/** A way to add up rewards. */
export interface Criterion {
  /** γ; 1 for the average. */
  readonly discount: number;
  /** Writes what the end of an episode is worth into x[n]. */
  closeEpisode(x: Float64Array): void;
  /** Bounds from the backup of x. */
  bounds(backup: BellmanBackup, x: Float64Array): Bounds;
  /** How far apart the changes from x to `next` are: a backup never widens it, and once it is 0 all is known. */
  span(next: Float64Array, x: Float64Array): number;
  /** Moves x on to what a backup made of it. */
  advance(x: Float64Array, next: Float64Array): void;
  /** γ + γ² + …: what a reward in every later step is worth now; 0 for the average, where none of them counts. */
  readonly tail: number;
}

export function criterionOf(settings: Options, mdp: Mdp): Criterion {
  return settings.criterion === 'average'
    ? averageReward(mdp)
    : discountedSum(mdp, discountOf(settings, mdp));
}

function discountOf({ discount }: Options, { model }: Mdp): number {
  const gamma = discount ?? model.discount;
  const cure = 'set the option discount to one from 0 to below 1, or the option criterion to average';
  if (gamma === undefined) throw new InputError(`The model states no discount: ${cure}.`);
  if (gamma < 1) return gamma;
  throw new InputError(`The discount is 1, and rewards without end have no finite sum: ${cure}.`);
}

/**
 * The discounted sum from the start. Where a backup adds between c and C to every x(s), the values lie between
 * Bx + c γ / (1 − γ) and Bx + C γ / (1 − γ) (MacQueen, Journal of Mathematical Analysis and Applications 14, 1966). The
 * end of an episode counts as a state to which every backup adds 0.
 */
function discountedSum({ start, ends, states }: Mdp, discount: number): Criterion {
  const tail = discount / (1 - discount);
  const atStart = (values: Float64Array) => values.reduce((sum, value, s) => sum + start[s]! * value, 0);
  return {
    discount,
    tail,
    closeEpisode: (x) => (x[states] = 0),
    bounds: ({ best, attained, rounding }, x) => {
      const least = (change: number) => tail * (ends ? Math.min(0, change) : change) - rounding;
      const greatest = (change: number) => tail * (ends ? Math.max(0, change) : change) + rounding;
      return {
        lower: atStart(attained) + least(leastChange(attained, x) - rounding),
        seeing: atStart(best) + least(leastChange(best, x) - rounding),
        upper: atStart(best) + greatest(greatestChange(best, x) + rounding),
      };
    },
    span: (next, x) => {
      const [least, greatest] = [leastChange(next, x), greatestChange(next, x)];
      return ends ? Math.max(0, greatest) - Math.min(0, least) : greatest - least;
    },
    advance: (x, next) => x.set(next),
  };
}

/** How far a step of relative value iteration goes: less than all the way settles periodic chains. */
const STEP = 0.8;

/**
 * The average reward per step, an ended episode beginning anew. It lies between the least and the greatest that a backup
 * adds to any x(s) (Odoni, Operations Research 17, 1969). x is kept relative to its first entry, and moved part of the
 * way only (Schweitzer, Journal of Mathematical Analysis and Applications 34, 1971).
 */
function averageReward({ start, states }: Mdp): Criterion {
  return {
    discount: 1,
    tail: 0,
    closeEpisode: (x) => {
      let value = 0;
      for (let s = 0; s < states; s++) value += start[s]! * x[s]!;
      x[states] = value;
    },
    bounds: ({ best, attained, rounding }, x) => ({
      lower: leastChange(attained, x) - rounding,
      seeing: leastChange(best, x) - rounding,
      upper: greatestChange(best, x) + rounding,
    }),
    span: (next, x) => greatestChange(next, x) - leastChange(next, x),
    advance: (x, next) => {
      for (let s = 0; s < states; s++) x[s]! += STEP * (next[s]! - x[s]!);
      const reference = x[0]!;
      for (let s = 0; s < states; s++) x[s]! -= reference;
    },
  };
}

function leastChange(next: Float64Array, x: Float64Array): number {
  let least = Infinity;
  for (let s = 0; s < next.length; s++) least = Math.min(least, next[s]! - x[s]!);
  return least;
}

function greatestChange(next: Float64Array, x: Float64Array): number {
  let greatest = -Infinity;
  for (let s = 0; s < next.length; s++) greatest = Math.max(greatest, next[s]! - x[s]!);
  return greatest;
}
