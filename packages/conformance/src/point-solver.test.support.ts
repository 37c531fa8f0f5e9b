import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import {
  expectedReward,
  firstProbabilities,
  initialBelief,
  observationProbabilities,
  updateBelief,
} from '@pomdp-gym/models';
import { dot } from '@pomdp-gym/numerics';

/** What is earned from each state by an action and what follows it, S numbers. */
export interface Alpha {
  readonly action: number;
  readonly values: Float64Array;
}

const BELIEFS = 24;
const SWEEPS = 40;
const GAIN = 1e-10;

/**
 * A small point-based solver: vectors of one action for ever to begin with, then backups at the first beliefs reached. No vector
 * is dropped, so that each finds those it rests on, and the policy that takes the action of the best vector earns the bound.
 * Its parts can be replaced one by one, by a bug.
 */
export class PointSolver implements Solver {
  protected vectors: Alpha[] = [];
  protected model!: FiniteModel;
  private lower = -Infinity;
  private work = 0;

  async *solve(model: FiniteModel, signal: AbortSignal): AsyncGenerator<SolverProgress, Policy, undefined> {
    this.model = model;
    this.vectors = blindVectors(model);
    this.lower = -Infinity;
    const beliefs = reachableBeliefs(model);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (const belief of this.sweep(beliefs)) {
        this.backup(belief);
        yield await Promise.resolve(this.report());
        if (signal.aborted) return new VectorPolicy(model, this.vectors.slice());
      }
    }
    return new VectorPolicy(model, this.vectors.slice());
  }

  /** The beliefs of one sweep, one after another; work at its beginning and end goes here. */
  protected *sweep(beliefs: readonly Float64Array[]): Generator<Float64Array> {
    yield* beliefs;
  }

  /** Adds the best vector at a belief, where it gains. */
  protected backup(belief: Float64Array): void {
    const found = Array.from({ length: this.model.actions }, (_, action) =>
      this.backedUp(belief, action),
    ).reduce((best, one) => (dot(one.values, belief) > dot(best.values, belief) ? one : best));
    if (dot(found.values, belief) > this.value(belief) + GAIN) this.vectors.push(found);
  }

  /** The vectors that backups look at. */
  protected continuations(): readonly Alpha[] {
    return this.vectors;
  }

  protected value(belief: Float64Array): number {
    return dot(best(this.vectors, belief).values, belief);
  }

  private report(): SolverProgress {
    const bound = starts(this.model).reduce(
      (sum, { probability, belief }) => sum + probability * this.value(belief),
      0,
    );
    this.lower = Math.max(this.lower, bound);
    return { lower: this.lower, upper: 1000, work: ++this.work, detail: { vectors: this.vectors.length } };
  }

  private backedUp(belief: Float64Array, action: number): Alpha {
    const { model } = this;
    const chosen = Array.from(observationProbabilities(model, belief, action), (probability, y) =>
      best(
        this.continuations(),
        probability > 0 ? updateBelief(model, belief, action, y) : new Float64Array(model.states),
      ),
    );
    return { action, values: lookAhead(model, action, (next, y) => chosen[y]!.values[next]!) };
  }
}

/** Acts by the vector that is best at the exact belief, the first of them where several are. */
class VectorPolicy implements Policy {
  private belief: Float64Array = new Float64Array();
  private last = -1;

  constructor(
    private readonly model: FiniteModel,
    private readonly vectors: readonly Alpha[],
  ) {}

  reset(): void {
    this.last = -1;
  }

  act(observation: number): number {
    const { model, last } = this;
    this.belief =
      last < 0 ? initialBelief(model, observation) : updateBelief(model, this.belief, last, observation);
    this.last = best(this.vectors, this.belief).action;
    return this.last;
  }
}

export function best(vectors: readonly Alpha[], belief: Float64Array): Alpha {
  return vectors.reduce((most, one) => (dot(one.values, belief) > dot(most.values, belief) ? one : most));
}

/** r(s, u) + γ Σ_s' P(s' | s, u) Σ_y P(y | u, s') v(s', y) */
function lookAhead(
  model: FiniteModel,
  action: number,
  valueOf: (next: number, observation: number) => number,
): Float64Array {
  return Float64Array.from({ length: model.states }, (_, state) => {
    const certain = new Float64Array(model.states);
    certain[state] = 1;
    const value = observationProbabilities(model, certain, action).reduce((sum, probability, y) => {
      if (probability === 0) return sum;
      const next = updateBelief(model, certain, action, y);
      return sum + probability * next.reduce((total, mass, at) => total + mass * valueOf(at, y), 0);
    }, 0);
    return expectedReward(model, certain, action) + model.discount! * value;
  });
}

/** One action for ever, from below. */
function blindVectors(model: FiniteModel): Alpha[] {
  return Array.from({ length: model.actions }, (_, action) => {
    let values: Float64Array = new Float64Array(model.states).fill(-1000);
    for (let sweep = 0; sweep < 500; sweep++) values = lookAhead(model, action, (next) => values[next]!);
    return { action, values };
  });
}

function starts(model: FiniteModel): { probability: number; belief: Float64Array }[] {
  return Array.from(firstProbabilities(model), (probability, y) => ({ probability, y }))
    .filter(({ probability }) => probability > 0)
    .map(({ probability, y }) => ({ probability, belief: initialBelief(model, y) }));
}

/** The first beliefs that any actions lead to, from the start on. */
function reachableBeliefs(model: FiniteModel): Float64Array[] {
  const beliefs = starts(model).map(({ belief }) => belief);
  const keys = new Set(beliefs.map(keyOf));
  for (let i = 0; i < beliefs.length && beliefs.length < BELIEFS; i++) {
    for (const next of successors(model, beliefs[i]!)) {
      if (keys.has(keyOf(next)) || beliefs.length === BELIEFS) continue;
      keys.add(keyOf(next));
      beliefs.push(next);
    }
  }
  return beliefs;
}

function successors(model: FiniteModel, belief: Float64Array): Float64Array[] {
  return Array.from({ length: model.actions }, (_, action) => action).flatMap((action) =>
    [...observationProbabilities(model, belief, action).entries()]
      .filter(([, probability]) => probability > 0)
      .map(([y]) => updateBelief(model, belief, action, y)),
  );
}

function keyOf(belief: Float64Array): string {
  return belief.join(' ');
}
