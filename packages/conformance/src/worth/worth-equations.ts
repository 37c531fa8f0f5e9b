import type { PlayedBeliefs } from './played-beliefs.js';

/** The equations of the worth of beliefs, laid out for sweeps. */
export class WorthEquations {
  /** The moves of belief b are firstMove[b] ≤ m < firstMove[b + 1]. */
  private readonly firstMove: number[] = [0];
  /** The outcomes of move m are firstOutcome[m] ≤ k < firstOutcome[m + 1]; none where it has not been explored. */
  private readonly firstOutcome: number[] = [0];
  private readonly rewards: number[] = [];
  private readonly explored: boolean[] = [];
  /** γ P(y | b, u), and the belief it leads to. */
  private readonly weights: number[] = [];
  private readonly next: number[] = [];

  constructor({ all, discount }: PlayedBeliefs) {
    for (const { moves } of all) {
      for (const { outcomes, reward } of moves) {
        this.rewards.push(reward);
        this.explored.push(outcomes !== undefined);
        for (const { probability, to } of outcomes ?? []) {
          this.weights.push(discount * probability);
          this.next.push(to.index);
        }
        this.firstOutcome.push(this.next.length);
      }
      this.firstMove.push(this.rewards.length);
    }
  }

  /**
   * Sets the value of each belief from those that follow it, in place, the last found first; the greatest change.
   *
   * @param credits what a move that has not been explored counts for, by belief.
   * @param side whether the best or the worst move of a belief counts.
   */
  sweep(values: Float64Array, credits: Float64Array, side: 'least' | 'most'): number {
    let change = 0;
    for (let belief = values.length - 1; belief >= 0; belief--) {
      let value = side === 'least' ? Infinity : -Infinity;
      for (let move = this.firstMove[belief]!; move < this.firstMove[belief + 1]!; move++) {
        const worth = this.explored[move] ? this.moveWorth(move, values) : credits[belief]!;
        if (side === 'least' ? worth < value : worth > value) value = worth;
      }
      change = Math.max(change, Math.abs(value - values[belief]!));
      values[belief] = value;
    }
    return change;
  }

  private moveWorth(move: number, values: Float64Array): number {
    let sum = this.rewards[move]!;
    const end = this.firstOutcome[move + 1]!;
    for (let k = this.firstOutcome[move]!; k < end; k++) sum += this.weights[k]! * values[this.next[k]!]!;
    return sum;
  }
}
