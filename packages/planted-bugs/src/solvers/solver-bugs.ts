import { solverChecks } from '@pomdp-gym/conformance';
import type {
  FiniteModel,
  Policy,
  Solver,
  SolverCapabilities,
  SolverProgress,
  SolverSpec,
} from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { PlantedBug } from '../planted-bug.js';
import { Blind } from './blind.js';
import { type Bounds, ValueIteration } from './value-iteration.js';

/** Reports the bounds in the wrong order. */
class Swapped extends ValueIteration {
  protected override report(model: FiniteModel, bounds: Bounds, sweep: number): SolverProgress {
    const { lower, upper, ...rest } = super.report(model, bounds, sweep);
    return { lower: upper, upper: lower, ...rest };
  }
}

/** Stops a sweep from above short of its end: rounds the bound down to a tenth. */
class RoundsDown extends ValueIteration {
  protected override report(model: FiniteModel, bounds: Bounds, sweep: number): SolverProgress {
    const { lower, upper, ...rest } = super.report(model, bounds, sweep);
    return { lower: Math.floor(10 * lower) / 10, upper: Math.floor(10 * upper) / 10, ...rest };
  }
}

/** Begins its lower bound anew every tenth sweep. */
class BeginsAnew extends ValueIteration {
  protected override sweep(model: FiniteModel, bounds: Bounds): void {
    super.sweep(model, bounds);
    if (this.sweeps++ % 10 === 9) bounds.lower = this.begin(model).lower;
  }

  private sweeps = 0;
}

/** Counts the backups of a sweep, anew in every one. */
class CountsAnew extends ValueIteration {
  protected override report(model: FiniteModel, bounds: Bounds, sweep: number): SolverProgress {
    return { ...super.report(model, bounds, sweep), work: sweep % 7 };
  }
}

/** Takes the action that pays best at once. */
class Shortsighted extends ValueIteration {
  protected override policyOf(model: FiniteModel): Policy {
    return this.greedy(model, new Float64Array(model.states));
  }
}

/** Numbers actions from one. */
class FromOne extends ValueIteration {
  protected override greedy(model: FiniteModel, values: Float64Array): Policy {
    const sound = super.greedy(model, values);
    return { ...sound, act: (observation) => Number(sound.act(observation)) + 1 };
  }
}

let solved = 0;

/** Begins a little lower each time, by a number in a variable of the module. */
class CountsSolves extends ValueIteration {
  protected override begin(model: FiniteModel): Bounds {
    const bounds = super.begin(model);
    solved++;
    return { ...bounds, lower: bounds.lower.map((value) => value - 1e-6 * solved) };
  }
}

let swept = 0;

/** Counts sweeps in a variable of the module, by which it rounds its bounds. */
class SharesSweeps extends ValueIteration {
  protected override begin(model: FiniteModel): Bounds {
    swept = 0;
    return super.begin(model);
  }

  protected override report(model: FiniteModel, bounds: Bounds, sweep: number): SolverProgress {
    const report = super.report(model, bounds, sweep);
    return { ...report, lower: report.lower - 0.1 / ++swept };
  }
}

/** Writes γ P where P was. */
class DiscountsInPlace extends ValueIteration {
  protected override begin(model: FiniteModel): Bounds {
    const bounds = super.begin(model);
    for (const { values } of model.transitions)
      values.forEach((value, k) => (values[k] = value * (1 - 1e-9)));
    return bounds;
  }
}

/** Goes on to its last sweep. */
class NeverStops extends ValueIteration {
  protected override isToStop(): boolean {
    return false;
  }
}

/** Returns no policy where it is stopped. */
class ReturnsNothing extends ValueIteration {
  override async *solve(
    model: FiniteModel,
    signal: AbortSignal,
  ): AsyncGenerator<SolverProgress, Policy, undefined> {
    const policy = yield* super.solve(model, signal);
    if (!signal.aborted) return policy;
    return {
      ...policy,
      act: () => {
        throw new Error('There is no policy yet.');
      },
    };
  }
}

/** Greedy in one minus what is best. */
class WorstAction extends ValueIteration {
  protected override policyOf(model: FiniteModel, { lower }: Bounds): Policy {
    const sound = this.greedy(model, lower);
    return { ...sound, act: (observation) => model.actions - 1 - Number(sound.act(observation)) };
  }
}

/** Lets rewards go on behind an ending. */
class PastTheEnd extends Blind {
  protected override follows(_model: FiniteModel, values: Float64Array, next: number): number {
    return values[next]!;
  }
}

/** Stopped early, it returns the policy of its first sweep. */
class StopsAtFirst extends ValueIteration {
  private stopped = false;

  protected override isToStop(signal: AbortSignal): boolean {
    this.stopped = super.isToStop(signal);
    return this.stopped;
  }

  protected override policyOf(model: FiniteModel, bounds: Bounds): Policy {
    return this.greedy(model, this.stopped ? new Float64Array(model.states) : bounds.lower);
  }
}

/** Counts a tenth more that is earned before the first step. */
class CountsATenth extends ValueIteration {
  protected override report(model: FiniteModel, bounds: Bounds, sweep: number): SolverProgress {
    const report = super.report(model, bounds, sweep);
    return { ...report, lower: report.lower + 0.1, upper: report.upper + 0.1 };
  }
}

/** Reports nothing before it is done. */
class Silent extends ValueIteration {
  override async *solve(
    model: FiniteModel,
    signal: AbortSignal,
  ): AsyncGenerator<SolverProgress, Policy, undefined> {
    for await (const report of super.solve(model, signal)) void report;
    yield* [];
    return this.policyOf(model, this.begin(model));
  }
}

const ORDER = 'The lower bound is never above the upper.';
const MONOTONE = 'The lower bound never falls, the upper never rises.';
const HOLDS = 'The bounds hold the exact value of the start belief.';
const PLAYS = 'The policy it returns can be played, and earns no less than the lower bound.';
const STOPS = 'Asked to stop, it returns the best policy so far.';

function solverBug(
  name: string,
  wrong: string,
  rule: string,
  create: new () => Solver,
  capabilities: SolverCapabilities = {},
): PlantedBug {
  const spec: SolverSpec = {
    id: 'value-iteration',
    summary: 'Value iteration from both sides.',
    options: z.strictObject({}),
    create: () => new create(),
    takes: 'fully observed',
    ...capabilities,
  };
  return { id: `solver/${name}`, wrong, rule, checks: () => solverChecks(spec) };
}

/** Mistakes of solvers. */
export const solverBugs = [
  solverBug(
    'bounds-swapped',
    'It reports the upper bound as the lower, and the other way round.',
    ORDER,
    Swapped,
  ),
  solverBug('no-report', 'It reports no bounds at all.', ORDER, Silent),
  solverBug('lower-bound-falls', 'Its lower bound begins anew every tenth sweep.', MONOTONE, BeginsAnew),
  solverBug(
    'upper-bound-rounded-down',
    'Both bounds are rounded down to a tenth, the upper one too.',
    HOLDS,
    RoundsDown,
  ),
  solverBug(
    'bounds-too-high',
    'Both bounds count a tenth that nobody earns, and the lower one passes the value.',
    HOLDS,
    CountsATenth,
  ),
  solverBug(
    'shortsighted-policy',
    'The policy takes what pays best at once, and earns less than the bound.',
    PLAYS,
    Shortsighted,
  ),
  solverBug('action-from-one', 'The policy counts actions from 1.', PLAYS, FromOne),
  solverBug('actions-reversed', 'The policy counts actions from the last.', PLAYS, WorstAction),
  solverBug(
    'rewards-past-the-end',
    'The lower bound counts rewards behind an ending, which only problems with endings show.',
    'The policy it returns is worth at least the lower bound.',
    PastTheEnd,
    { takes: 'partially observed' },
  ),
  solverBug(
    'policy-of-the-first-sweep',
    'Stopped early, it returns the policy of its first sweep with the bound of its last.',
    'Stopped early, it returns a policy that is worth at least the last lower bound.',
    StopsAtFirst,
  ),
  solverBug(
    'solves-counted',
    'Where it begins depends on how often it has solved, in a variable of the module.',
    'The same model and options give the same bits.',
    CountsSolves,
  ),
  solverBug(
    'sweeps-shared',
    'It counts sweeps in a variable of the module, which all solvers share.',
    'Solvers share nothing: one reports the same where another solves another model beside it.',
    SharesSweeps,
  ),
  solverBug(
    'discounts-in-place',
    'It multiplies the tables of the model by a factor in place.',
    'It leaves the model as it is.',
    DiscountsInPlace,
  ),
  solverBug('never-stops', 'It goes on where it is asked to stop.', STOPS, NeverStops),
  solverBug(
    'no-policy-when-stopped',
    'Stopped early, it returns a policy that throws.',
    STOPS,
    ReturnsNothing,
  ),
  solverBug(
    'work-counted-anew',
    'The work that it reports begins anew with every seventh sweep.',
    'The work it reports never falls.',
    CountsAnew,
  ),
  solverBug(
    'precision-without-option',
    'It names an option for its precision that it does not have.',
    'The options it names for its precision exist and take a number.',
    ValueIteration,
    { precision: 'gap' },
  ),
];
