import type {
  FiniteModel,
  Policy,
  Solver,
  SolverCapabilities,
  SolverProgress,
  SolverSpec,
} from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { z } from 'zod';
import { expectSound, itCatches, type Planted, undecidedRules } from './broken-rules.test.support.js';
import { Listener } from './listener.test.support.js';
import { solverChecks } from './solver-checks.js';
import { tigerModel, tigerValue } from './tiger-model.js';

const VALUE = tigerValue(0.75);

/** Reports these bounds one after another, until it is asked to stop. */
function reporting(
  bounds: (i: number) => readonly [number, number],
  make: () => Policy = () => new Listener(),
): Solver {
  return {
    async *solve(_model, signal) {
      for (let i = 0; i < 20 && !signal.aborted; i++) {
        const [lower, upper] = bounds(i);
        yield await Promise.resolve({ lower, upper, detail: {} } satisfies SolverProgress);
      }
      return make();
    },
  };
}

const closing = (i: number): readonly [number, number] => [VALUE - 20 * 0.5 ** i, VALUE + 20 * 0.5 ** i];
const bug =
  (solver: Solver, capabilities: SolverCapabilities = {}) =>
  () => {
    const spec: SolverSpec = {
      id: 'small',
      summary: 'A small one.',
      options: z.strictObject({}),
      create: () => solver,
      ...capabilities,
    };
    return solverChecks(spec, { problem: { model: tigerModel(0.75), value: VALUE } });
  };

let runs = 0;

function scribbling(): Solver {
  const sound = reporting(closing);
  return {
    solve(model: FiniteModel, signal) {
      model.transitions[0]!.values[0]! *= 1 - 1e-9;
      return sound.solve(model, signal);
    },
  };
}

/** How many solve at the moment. */
let solving = 0;

/** Its lower bound is lower where another solves at the same time. */
function sharing(): Solver {
  return {
    async *solve(_model, signal) {
      solving++;
      try {
        for (let i = 0; i < 20 && !signal.aborted; i++) {
          const [lower, upper] = closing(i);
          yield await Promise.resolve({ lower: lower - (solving > 1 ? 1e-3 : 0), upper, detail: {} });
        }
        return new Listener();
      } finally {
        solving--;
      }
    },
  };
}

/** Closes in to 40 · 2⁻ⁿ at the n-th report, and takes no notice of its precision; it says so where `missed` is given. */
const goalBug = (reports: number, last: Partial<SolverProgress>) => () => {
  const spec: SolverSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({ precision: z.number().default(1).describe('The gap.') }),
    precision: 'precision',
    create: () => ({
      async *solve(_model, signal) {
        for (let i = 0; i < reports && !signal.aborted; i++) {
          const [lower, upper] = closing(i);
          yield await Promise.resolve({ lower, upper, detail: {}, ...(i === reports - 1 && last) });
        }
        return new Listener();
      },
    }),
  };
  return solverChecks(spec, { problem: { model: tigerModel(0.75), value: VALUE } });
};

const ALONE = 'Solvers share nothing: one reports the same where another solves another model beside it.';
const GOAL = 'It ends by itself at its precision, or says in its last report what it missed.';
const ORDER = 'The lower bound is never above the upper.';
const MONOTONE = 'The lower bound never falls, the upper never rises.';
const HOLDS = 'The bounds hold the exact value of the start belief.';
const PLAYS = 'The policy it returns can be played, and earns no less than the lower bound.';
const SAME = 'The same model and options give the same bits.';
const MODEL = 'It leaves the model as it is.';
const STOPS = 'Asked to stop, it returns the best policy so far.';
const WORTH = 'The policy it returns is worth at least the lower bound.';
const STOPPED = 'Stopped early, it returns a policy that is worth at least the last lower bound.';

const planted: readonly Planted[] = [
  {
    bug: 'bounds the wrong way round',
    checks: bug(reporting((i) => [closing(i)[1], closing(i)[0]])),
    rules: [ORDER, MONOTONE, HOLDS, WORTH, STOPPED],
    says: 'It reports the lower bound',
  },
  {
    bug: 'a lower bound that falls',
    checks: bug(reporting((i) => [i === 10 ? -30 : closing(i)[0], closing(i)[1]])),
    rules: [MONOTONE],
    says: 'The lower bound fell from',
  },
  {
    bug: 'an upper bound that rises',
    checks: bug(reporting((i) => [closing(i)[0], i === 10 ? 30 : closing(i)[1]])),
    rules: [MONOTONE],
    says: 'The upper bound rose from',
  },
  {
    bug: 'an upper bound below the value',
    checks: bug(reporting((i) => [closing(i)[0], Math.min(closing(i)[1], VALUE - 1e-3)])),
    rules: [ORDER, HOLDS],
    says: 'and the exact value is 1.93',
  },
  {
    bug: 'a policy worse than its bound',
    checks: bug(reporting(closing, () => new Listener(Infinity))),
    rules: [PLAYS, WORTH, STOPPED],
    says: 'the lower bound is 1.93',
  },
  {
    bug: 'a policy without a door',
    checks: bug(reporting(closing, () => ({ reset: () => undefined, act: () => 3 }))),
    rules: [PLAYS, STOPS, WORTH, STOPPED],
    says: '3 is not one of 0 to 2',
  },
  {
    bug: 'bounds that differ from run to run',
    checks: bug(reporting((i) => [closing(i)[0] - 1e-6 * (i === 0 ? ++runs : 0), closing(i)[1]])),
    rules: [SAME, ALONE],
    says: 'A second run reports',
  },
  {
    bug: 'work that is counted anew',
    checks: bug({
      async *solve(model, signal) {
        const solving = reporting(closing).solve(model, signal);
        for (let count = 0; ; count++) {
          const { done, value } = await solving.next();
          if (done) return value;
          yield { ...value, work: count % 7 };
        }
      },
    }),
    rules: ['The work it reports never falls.'],
    says: 'It reports 0 of work done after 6.',
  },
  {
    bug: 'a precision that is no option',
    checks: bug(reporting(closing), { precision: 'gap' }),
    rules: ['The options it names for its precision exist and take a number.'],
    says: 'It names the option gap for its precision, and refuses gap = 0.5.',
  },
  { bug: 'writing into the model', checks: bug(scribbling()), rules: [MODEL], says: 'wrote into the tables' },
  {
    bug: 'a bound of the solver that reported last',
    checks: bug(sharing()),
    rules: [ALONE],
    says: 'A second run reports',
  },
  {
    bug: 'deafness to the signal',
    checks: bug({ solve: (model) => reporting(closing).solve(model, new AbortController().signal) }),
    rules: [STOPS, STOPPED],
    says: 'asked to stop and went on',
  },
];

describe('The rules for solvers', () => {
  it('know the exact value of Tiger: 19.3713683744 at γ = .95, by incremental pruning (ALGORITHMS), and 1.933 at .75', () => {
    expect(tigerValue(0.95)).to.be.closeTo(19.3713683744, 1e-9);
    expect(tigerValue(0.75)).to.be.closeTo(1.933, 5e-4);
    expect(tigerModel(0.75).discount).to.equal(0.75);
  });

  it('pass a solver that closes in on the value', () => expectSound(bug(reporting(closing))(), 13));

  it('pass one that ends at its precision, and one that says what it missed', async () => {
    await expectSound(goalBug(20, {})(), 14);
    await expectSound(goalBug(3, { missed: 'It has no more beliefs.' })(), 14);
  });

  it('do not decide an end short of its precision, in silence', async () => {
    const undecided = await undecidedRules(goalBug(3, {})());
    expect(undecided.get(GOAL)).to.match(/short of the gap 0.01, and names nothing `missed`/);
  });

  it('decide nothing on bounds that say nothing', async () => {
    const undecided = await undecidedRules(bug(reporting(() => [-Infinity, Infinity]))());
    expect([...undecided.keys()]).to.include.members([HOLDS, PLAYS, WORTH, STOPPED]);
  });

  itCatches(planted);
});
