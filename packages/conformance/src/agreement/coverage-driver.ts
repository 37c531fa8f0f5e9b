import type { FiniteModel } from '@pomdp-gym/contracts';
import type { ModelCounts } from './model-counts.js';

/** What a lack is worth one step later. */
const DISCOUNT = 0.95;
const SWEEPS = 10;
/** Steps, per stored transition, between two plans: planning then costs a step a few operations. */
const PACE = 2;

/**
 * Chooses actions that lead to the rows which lack visits: the model is solved, roughly and again and again, for the reward
 * of what the rows lack. A reset is one more action.
 */
export class CoverageDriver {
  private readonly values: Float64Array;
  private resetValue = 0;
  private readonly interval: number;
  private untilPlan = 0;

  constructor(
    private readonly model: FiniteModel,
    private readonly counts: ModelCounts,
  ) {
    this.values = new Float64Array(model.states);
    this.interval = 500 + PACE * model.transitions.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** The action in a state; −1 for a reset. */
  choose(state: number): number {
    if (this.untilPlan-- === 0) this.plan();
    const action = this.back(state);
    return this.resetValue > this.values[state]! ? -1 : action;
  }

  private plan(): void {
    const { model } = this;
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let s = 0; s < model.states; s++) if (model.terminal?.[s] !== 1) this.back(s);
      this.resetValue = this.beginning();
    }
    this.untilPlan = this.interval;
  }

  /** Writes the value of a state, and returns its best action. */
  private back(state: number): number {
    let best = 0;
    let most = -1;
    for (let u = 0; u < this.model.actions; u++) {
      const worth = this.worth(state, u);
      if (worth <= most) continue;
      best = u;
      most = worth;
    }
    this.values[state] = most;
    return best;
  }

  private worth(state: number, action: number): number {
    const { terminal, transitions } = this.model;
    const { offsets, indices, values } = transitions[action]!;
    const observationTable = this.counts.observationTables[action]!;
    let sum = this.counts.transitions[action]!.lack(state);
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      const next = indices[k]!;
      const after = terminal?.[next] === 1 ? this.resetValue : this.values[next]!;
      sum += values[k]! * (observationTable.lack(next) + DISCOUNT * after);
    }
    return sum;
  }

  private beginning(): number {
    const { start, first } = this.counts;
    return this.model.start.reduce(
      (sum, probability, s) =>
        probability === 0 ? sum : sum + probability * ((first?.lack(s) ?? 0) + DISCOUNT * this.values[s]!),
      start.lack(0),
    );
  }
}
