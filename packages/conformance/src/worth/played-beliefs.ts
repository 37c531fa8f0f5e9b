import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import {
  expectedReward,
  firstProbabilities,
  initialBelief,
  observationProbabilities,
  updateBelief,
} from '@pomdp-gym/models';
import { dot } from '@pomdp-gym/numerics';
import { endingStates } from './ending-states.js';
import { type History, PolicyReplay } from './policy-replay.js';
import { type StateRange, stateRange } from './state-range.js';

/** Beliefs whose probabilities are the same to this many parts of one are taken for equal. */
const PARTS = 1e12;

/** A belief that the policy may come to, and what it was seen to do there. */
export interface PlayedBelief {
  /** Its place in the order in which beliefs were found. */
  readonly index: number;
  readonly belief: Float64Array;
  /** The least and the most that is earned from it on, whatever is done. */
  readonly floor: number;
  readonly ceiling: number;
  /** One for each action that it took after some history that leaves this belief. */
  readonly moves: Move[];
}

/** An action of the policy at a belief. */
export interface Move {
  readonly at: PlayedBelief;
  readonly action: number;
  /** A history after which it takes this action. */
  readonly history: History;
  /** How soon it is explored: γ^t P(history), or γ^t where it was met in further play. */
  readonly weight: number;
  /** What may follow; absent while it has not been explored. */
  outcomes?: readonly Outcome[];
  /** E[r | b, u], once it has been explored. */
  reward: number;
}

/** What may be seen next, and the belief it leaves. */
export interface Outcome {
  readonly observation: number;
  readonly probability: number;
  readonly to: PlayedBelief;
}

/** Before anything was seen or done. */
const NOTHING = { observations: [], actions: [] };

/**
 * The beliefs that a policy comes to, explored from the start, the most weighty first. Histories that leave equal beliefs
 * meet in one; where the policy then acts differently after one history than after another, the belief has several moves.
 */
export class PlayedBeliefs {
  /** In the order in which they were found. */
  readonly all: PlayedBelief[] = [];
  /** By y_0. */
  readonly starts: readonly Outcome[];
  /** How many moves have been explored. */
  explored = 0;
  readonly replay: PolicyReplay;
  /** Moves to explore, their urgency rising. */
  private readonly waiting: Move[] = [];
  private readonly byKey = new Map<string, PlayedBelief>();
  private readonly model: FiniteModel;
  private readonly range: StateRange;

  constructor(
    model: FiniteModel,
    policy: Policy,
    readonly discount: number,
  ) {
    this.model = { ...model, terminal: endingStates(model) };
    this.range = stateRange(this.model, discount);
    this.replay = new PolicyReplay(policy, model.actions);
    const begun: History = { seed: 0, ...NOTHING };
    this.starts = this.outcomes(firstProbabilities(model), (y) => initialBelief(model, y));
    this.meet(this.starts, begun, 1);
  }

  /** The size of the numbers that are added up: the largest sum of rewards there could be from a state, or its opposite. */
  get scale(): number {
    return [...this.range.least, ...this.range.most].reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  }

  /** Whether every move has been explored. */
  get closed(): boolean {
    return this.waiting.length === 0;
  }

  /** Explores the most urgent move: where the most is at stake. */
  explore(): void {
    const move = this.waiting.pop();
    if (!move) return;
    const { action, history, weight } = move;
    const { belief } = move.at;
    this.explored++;
    move.reward = expectedReward(this.model, belief, action);
    move.outcomes = this.outcomes(observationProbabilities(this.model, belief, action), (y) =>
      updateBelief(this.model, belief, action, y),
    );
    this.meet(move.outcomes, history, this.discount * weight);
  }

  /** Adds the last action of a history as a move of the belief that the history leaves, unless it is known; whether it was new. */
  add(at: PlayedBelief, history: History, weight: number): boolean {
    const action = history.actions.at(-1)!;
    if (at.moves.some((move) => move.action === action)) return false;
    const move: Move = { at, action, history, weight, reward: 0 };
    at.moves.push(move);
    this.enqueue(move);
    return true;
  }

  private meet(outcomes: readonly Outcome[], history: History, weight: number): void {
    for (const { to, observation, probability } of outcomes)
      this.add(to, this.replay.extend(history, observation), weight * probability);
  }

  private outcomes(
    probabilities: Float64Array,
    beliefAfter: (observation: number) => Float64Array,
  ): Outcome[] {
    const outcomes: Outcome[] = [];
    probabilities.forEach((probability, observation) => {
      if (probability > 0)
        outcomes.push({ observation, probability, to: this.find(beliefAfter(observation)) });
    });
    return outcomes;
  }

  private find(belief: Float64Array): PlayedBelief {
    const key = belief.reduce((text, probability) => `${text} ${Math.round(probability * PARTS)}`, '');
    const known = this.byKey.get(key);
    if (known) return known;
    const { least, most } = this.range;
    const index = this.all.length;
    const found = { index, belief, floor: dot(belief, least), ceiling: dot(belief, most), moves: [] };
    this.byKey.set(key, found);
    this.all.push(found);
    return found;
  }

  private enqueue(move: Move): void {
    let [low, high] = [0, this.waiting.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (urgency(this.waiting[middle]!) < urgency(move)) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, move);
  }
}

function urgency({ at, weight }: Move): number {
  return weight * (at.ceiling - at.floor);
}
