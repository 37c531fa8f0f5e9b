import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { expectedReward } from '@pomdp-gym/models';
import { dot, rowEntries } from '@pomdp-gym/numerics';

const SWEEPS = 60;

/** What is earned in each state, at least and at most: S numbers each. */
export interface Bounds {
  lower: Float64Array;
  upper: Float64Array;
}

/**
 * Value iteration from below and from above, for problems whose observations show the state (Puterman 1994, section 6.3).
 * A lower bound that a sweep does not lower is earned by the policy that is greedy in it. Sound; each part is open to a bug.
 */
export class ValueIteration implements Solver {
  async *solve(model: FiniteModel, signal: AbortSignal): AsyncGenerator<SolverProgress, Policy, undefined> {
    const bounds = this.begin(model);
    for (let sweep = 1; sweep <= SWEEPS; sweep++) {
      this.sweep(model, bounds);
      yield await Promise.resolve(this.report(model, bounds, sweep));
      if (this.isToStop(signal)) break;
    }
    return this.policyOf(model, bounds);
  }

  /** The least and the greatest reward for ever. */
  protected begin(model: FiniteModel): Bounds {
    const rewards = model.rewards.flatMap(({ values }) => [...values]);
    const horizon = 1 / (1 - discountOf(model));
    return {
      lower: new Float64Array(model.states).fill(Math.min(...rewards) * horizon),
      upper: new Float64Array(model.states).fill(Math.max(...rewards) * horizon),
    };
  }

  protected sweep(model: FiniteModel, bounds: Bounds): void {
    bounds.lower = this.backedUp(model, bounds.lower);
    bounds.upper = this.backedUp(model, bounds.upper);
  }

  protected backedUp(model: FiniteModel, values: Float64Array): Float64Array {
    return values.map((_, state) =>
      Math.max(...actionsOf(model).map((action) => this.worth(model, values, state, action))),
    );
  }

  /** r(s, u) + γ Σ P(s' | s, u) v(s') */
  protected worth(model: FiniteModel, values: Float64Array, state: number, action: number): number {
    const belief = new Float64Array(model.states);
    belief[state] = 1;
    let follows = 0;
    for (const [next, probability] of rowEntries(model.transitions[action]!, state))
      follows += probability * values[next]!;
    return expectedReward(model, belief, action) + discountOf(model) * follows;
  }

  protected report({ start }: FiniteModel, { lower, upper }: Bounds, sweep: number): SolverProgress {
    return { lower: dot(start, lower), upper: dot(start, upper), work: sweep, detail: {} };
  }

  protected isToStop(signal: AbortSignal): boolean {
    return signal.aborted;
  }

  protected policyOf(model: FiniteModel, { lower }: Bounds): Policy {
    return this.greedy(model, lower);
  }

  /** Takes in each state the action that is best by these values. */
  protected greedy(model: FiniteModel, values: Float64Array): Policy {
    const actions = Array.from(values, (_, state) => {
      const worths = actionsOf(model).map((action) => this.worth(model, values, state, action));
      return worths.indexOf(Math.max(...worths));
    });
    return { reset: () => undefined, act: (observation) => actions[Number(observation)] ?? 0 };
  }
}

export function discountOf({ discount = 0.95 }: FiniteModel): number {
  return discount;
}

function actionsOf({ actions }: FiniteModel): number[] {
  return Array.from({ length: actions }, (_, action) => action);
}
