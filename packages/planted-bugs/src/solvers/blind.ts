import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { expectedReward } from '@pomdp-gym/models';
import { dot, rowEntries } from '@pomdp-gym/numerics';
import { discountOf } from './value-iteration.js';

const SWEEPS = 100;

/**
 * The best of the policies that take one action for ever, whatever is observed (Hauskrecht 1997). Its lower bound is what that
 * one earns, from below; its upper bound is the greatest reward for ever. Sound; what follows a step is open to a bug.
 */
export class Blind implements Solver {
  async *solve(model: FiniteModel, signal: AbortSignal): AsyncGenerator<SolverProgress, Policy, undefined> {
    const rewards = model.rewards.flatMap(({ values }) => [...values]);
    const horizon = 1 / (1 - discountOf(model));
    const least = Math.min(0, ...rewards) * horizon;
    let values = Array.from({ length: model.actions }, () => new Float64Array(model.states).fill(least));
    for (let sweep = 0; sweep < SWEEPS && !signal.aborted; sweep++) {
      values = values.map((each, action) => this.backedUp(model, each, action));
      const lower = Math.max(...worths(model, values));
      yield await Promise.resolve({ lower, upper: Math.max(0, ...rewards) * horizon, detail: {} });
    }
    const worth = worths(model, values);
    const best = worth.indexOf(Math.max(...worth));
    return { reset: () => undefined, act: () => best };
  }

  /** What still follows where a state is entered. */
  protected follows({ terminal }: FiniteModel, values: Float64Array, next: number): number {
    return terminal?.[next] === 1 ? 0 : values[next]!;
  }

  private backedUp(model: FiniteModel, values: Float64Array, action: number): Float64Array<ArrayBuffer> {
    return Float64Array.from(values, (_, state) => {
      const belief = new Float64Array(model.states);
      belief[state] = 1;
      let later = 0;
      for (const [next, probability] of rowEntries(model.transitions[action]!, state))
        later += probability * this.follows(model, values, next);
      return expectedReward(model, belief, action) + discountOf(model) * later;
    });
  }
}

function worths({ start }: FiniteModel, values: readonly Float64Array[]): number[] {
  return values.map((each) => dot(start, each));
}
