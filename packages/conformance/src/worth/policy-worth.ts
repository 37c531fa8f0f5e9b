import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import { playFurther } from './further-play.js';
import { PlayedBeliefs } from './played-beliefs.js';
import { type Interval, settledWorth } from './settled-worth.js';

export interface WorthSettings {
  /** γ in [0, 1). */
  readonly discount: number;
  /** How many moves to explore at most; 2000 by default. */
  readonly moves?: number;
  /** Whether the interval, on numbers of this size, is enough; by default, it goes on to the limit. */
  enough?(worth: Interval, scale: number): boolean;
}

/** What is known about what a policy is worth. */
export interface PolicyWorth extends Interval {
  /** The size of the numbers that were added up, for what rounding may do. */
  readonly scale: number;
  /** Beliefs that it was seen at, and moves explored there. */
  readonly beliefs: number;
  readonly moves: number;
}

const MOVES = 2000;
/** The number of moves to explore grows by this factor between two looks at the worth. */
const GROWTH = 2;
const FIRST_LOOK = 16;

/**
 * Two numbers that E[Σ_t γ^t r_{t+1}] of the policy lies between, from the model's tables and the policy's actions alone.
 *
 * Histories are followed forward from the start, those with most at stake first, and meet where they leave equal beliefs.
 * A policy may remember more than the belief: each history that meets another is played through it, and further episodes
 * are played at the end. Where it acts differently at the same belief, the least of its actions counts for the least, the
 * best for the most, so that memory and chance widen the interval and do not shift it. What was not explored is credited
 * with what could be earned at worst and at best with the state known. The one assumption: at beliefs explored, no action
 * is left that it takes after some history and that was not met.
 *
 * @throws BrokenRule where the policy takes no action of the model, or acts differently when a history is repeated.
 */
export function policyWorth(model: FiniteModel, policy: Policy, settings: WorthSettings): PolicyWorth {
  const { discount, moves = MOVES, enough = () => false } = settings;
  const beliefs = new PlayedBeliefs(model, policy, discount);
  for (let limit = 0; ; limit = Math.min(moves, Math.max(FIRST_LOOK, GROWTH * beliefs.explored))) {
    while (!beliefs.closed && beliefs.explored < limit) beliefs.explore();
    const worth = settledWorth(beliefs);
    // Before anything is explored, bounds on every policy decide: this one need not be played.
    if (beliefs.explored === 0 && enough(worth, beliefs.scale)) return described(beliefs, worth);
    const done = beliefs.closed || beliefs.explored >= moves || enough(worth, beliefs.scale);
    if (done && !playFurther(beliefs)) return described(beliefs, worth);
    if (done && beliefs.explored >= moves) return described(beliefs, settledWorth(beliefs));
  }
}

function described(beliefs: PlayedBeliefs, worth: Interval): PolicyWorth {
  return { ...worth, scale: beliefs.scale, beliefs: beliefs.all.length, moves: beliefs.explored };
}
