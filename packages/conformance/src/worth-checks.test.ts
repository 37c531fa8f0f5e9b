import type { Solver, SolverSpec } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { z } from 'zod';
import { itCatches, type Planted } from './broken-rules.test.support.js';
import { type Alpha, best, PointSolver } from './point-solver.test.support.js';
import type { CheckResult } from './check-result.js';
import { runChecks } from './run-checks.js';
import { solverChecks } from './solver-checks.js';

const checks = (create: () => Solver) => {
  const spec: SolverSpec = {
    id: 'points',
    summary: 'A small point-based solver.',
    options: z.strictObject({}),
    create,
  };
  return solverChecks(spec);
};

/** After each sweep it keeps the vector that is best at the first belief: what it rests on goes. */
class DropsContinuations extends PointSolver {
  protected override *sweep(beliefs: readonly Float64Array[]): Generator<Float64Array> {
    yield* beliefs;
    this.vectors = [best(this.vectors, beliefs[0]!)];
  }
}

/** It remembers the value of each belief, and keeps the newest vectors alone. */
class CachesBounds extends PointSolver {
  private readonly cache = new Map<string, number>();

  protected override value(belief: Float64Array): number {
    const key = belief.join(' ');
    const value = Math.max(super.value(belief), this.cache.get(key) ?? -Infinity);
    this.cache.set(key, value);
    return value;
  }

  protected override backup(belief: Float64Array): void {
    super.backup(belief);
    this.vectors = this.vectors.slice(-3);
  }
}

/** A belief begins with a vector for each action, worth what is known there; of equal ones the first in the order of actions wins. */
class GuessesActions extends PointSolver {
  protected override backup(belief: Float64Array): void {
    super.backup(belief);
    const { values } = best(this.vectors, belief);
    const guesses = Array.from({ length: this.model.actions }, (_, action): Alpha => ({ action, values }));
    const others = this.vectors.filter((vector) => dot(vector.values, belief) < dot(values, belief));
    this.vectors = [...others, ...guesses];
  }
}

/** A sweep writes a new set from the old one, and the new one is handed over as far as it got. */
class StopsMidSweep extends PointSolver {
  private old: readonly Alpha[] = [];

  protected override *sweep(beliefs: readonly Float64Array[]): Generator<Float64Array> {
    this.old = this.vectors;
    this.vectors = this.vectors.slice(-1);
    yield* beliefs;
    this.vectors = [...new Set([...this.old, ...this.vectors])];
  }

  protected override continuations(): readonly Alpha[] {
    return this.old;
  }
}

const PLAYS = 'The policy it returns can be played, and earns no less than the lower bound.';
const WORTH = 'The policy it returns is worth at least the lower bound.';
const STOPPED = 'Stopped early, it returns a policy that is worth at least the last lower bound.';
const says = 'The policy it returns is worth';

const planted: readonly Planted[] = [
  {
    bug: 'a vector dropped that a continuation needs',
    checks: () => checks(() => new DropsContinuations()),
    rules: [WORTH, STOPPED],
    says,
  },
  {
    bug: 'a bound cached with a belief whose vector is gone',
    checks: () => checks(() => new CachesBounds()),
    rules: [WORTH, STOPPED],
    says,
  },
  {
    bug: 'a tie broken towards an action that was never backed up',
    checks: () => checks(() => new GuessesActions()),
    rules: [PLAYS, WORTH, STOPPED],
    says,
  },
  {
    bug: 'a set stopped in the middle of a sweep',
    checks: () => checks(() => new StopsMidSweep()),
    rules: [STOPPED],
    says,
  },
];

describe('The rules on what the policy of a solver is worth', () => {
  it('pass a point-based solver that keeps what its vectors rest on, and leave nothing undecided', async () => {
    const results: CheckResult[] = [];
    for await (const result of runChecks(checks(() => new PointSolver()))) results.push(result);
    expect(results.filter(({ verdict }) => verdict !== 'passed')).to.deep.equal([]);
  });

  itCatches(planted);
}).timeout(20_000);
