import type { Grad, Iterate, Optimizer, OptimizerSpec, Random } from '@pomdp-gym/contracts';
import { addScaled, dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { optimizerChecks } from './optimizer-checks.js';

type Ascend = Optimizer['ascend'];

function specOf(ascend: Ascend): OptimizerSpec {
  return { id: 'small', summary: 'A small one.', options: z.strictObject({}), create: () => ({ ascend }) };
}

const bug = (ascend: Ascend) => () => optimizerChecks(specOf(ascend));

function point(kind: Iterate['kind'], theta: Float64Array, gradient: Float64Array): Iterate {
  return { kind, theta: theta.slice(), estimate: { gradient, steps: 1, averageReward: 0 }, detail: {} };
}

/** Steps of length one along the gradient. */
const plain: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice(), 'direction');
    yield point('iterate', theta, gradient);
    if (!gradient.every(Number.isFinite)) return;
    addScaled(theta, 1, gradient);
  }
};

/** Half of each step is that of the step before; that is what it saves. */
class Momentum implements Optimizer {
  protected velocity = new Float64Array(0);
  private restored = false;

  async *ascend(start: Float64Array, grad: Grad, signal: AbortSignal): ReturnType<Ascend> {
    const theta = start.slice();
    if (this.restored) addScaled(theta, 1, this.velocity);
    else this.velocity = new Float64Array(start.length);
    this.restored = false;
    while (!signal.aborted) {
      const { gradient } = await grad(theta.slice(), 'direction');
      gradient.forEach((slope, k) => (this.velocity[k] = 0.5 * this.velocity[k]! + 0.5 * slope));
      yield point('iterate', theta, gradient);
      if (!gradient.every(Number.isFinite)) return;
      addScaled(theta, 1, this.velocity);
    }
  }

  save(): unknown {
    return [...this.velocity];
  }

  restore(saved: unknown): void {
    this.velocity = Float64Array.from(z.array(z.number()).parse(saved));
    this.restored = true;
  }
}

class LosesMomentum extends Momentum {
  override restore(saved: unknown): void {
    super.restore(saved);
    this.velocity.fill(0);
  }
}

/** Moves each parameter by a random share of its slope, and does not save where its chance stood. */
class LosesChance extends Momentum {
  constructor(private readonly random: Random) {
    super();
  }

  override ascend(start: Float64Array, grad: Grad, signal: AbortSignal): ReturnType<Ascend> {
    const shaken: Grad = async (theta, request) => {
      const { gradient, ...estimate } = await grad(theta, request);
      return { ...estimate, gradient: gradient.map((slope) => slope * this.random.uniform()) };
    };
    return super.ascend(start, shaken, signal);
  }
}

let steps = 0;

/** Steps that grow shorter, by a count that all optimizers share and that each ascent begins anew. */
const sharesSteps: Ascend = async function* (start, grad, signal) {
  steps = 0;
  const theta = start.slice();
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice(), 'direction');
    yield point('iterate', theta, gradient);
    if (!gradient.every(Number.isFinite)) return;
    addScaled(theta, 1 / (1 + 0.01 * steps++), gradient);
  }
};

const bugOf = (create: new () => Optimizer) => () =>
  optimizerChecks({ ...specOf(plain), create: () => new create() });

/** Halves its step while the slope along it points back, which `heeds` decides. */
function searching(
  heeds: (slope: number) => boolean,
  end: Pick<Iterate, 'ended'> = { ended: 'gradient below ε' },
): Ascend {
  return async function* (start, grad, signal) {
    const theta = start.slice();
    for (let search = 0; search < 30 && !signal.aborted; search++) {
      const { gradient } = await grad(theta.slice(), 'direction');
      const done = !gradient.every(Number.isFinite) || dot(gradient, gradient) < 1e-8;
      yield { ...point('iterate', theta, gradient), ...(done && end) };
      if (done) return;
      let step = 8;
      for (let halvings = 0; halvings < 20 && !signal.aborted; halvings++) {
        const trial = theta.slice();
        addScaled(trial, step, gradient);
        const probe = await grad(trial, 'line-search');
        yield point('probe', trial, probe.gradient);
        if (!heeds(dot(probe.gradient, gradient))) break;
        step /= 2;
      }
      addScaled(theta, step, gradient);
    }
    if (signal.aborted) return;
    const { gradient } = await grad(theta.slice(), 'direction');
    yield { ...point('iterate', theta, gradient), ...end };
  };
}

/** Passes every point through `change` before it is yielded. */
function changing(change: (point: Iterate, theta: Float64Array) => Iterate | undefined): Ascend {
  return async function* (start, grad, signal) {
    const own = new Float64Array(start.length);
    for await (const given of plain(start, grad, signal)) {
      own.set(given.theta);
      const changed = change(given, own);
      if (changed) yield changed;
    }
  };
}

const asking =
  (ask: (grad: Grad) => Grad): Ascend =>
  (start, grad, signal) =>
    plain(start, ask(grad), signal);

let drift = 0;

const ALONE = 'Optimizers share nothing: an ascent visits the same points where another climbs beside it.';
const BARE = 'Where GRAD meets no request it climbs all the same, or refuses with an InputError.';

const REQUESTS =
  'What it asks of GRAD can be met: known purposes, whole numbers of steps, directions as long as θ.';

const planted: readonly Planted[] = [
  {
    bug: 'a count of steps that optimizers share',
    checks: bug(sharesSteps),
    rules: [ALONE],
    says: 'A second ascent parts from the first',
  },
  {
    bug: 'half a step that is asked for',
    checks: bug(asking((grad) => (theta) => grad(theta, { steps: 0.5 }))),
    rules: [REQUESTS],
    says: 'Request 0 to GRAD has steps 0.5',
  },
  {
    bug: 'a direction that lacks a component',
    checks: bug(asking((grad) => (theta) => grad(theta, { direction: theta.slice(1) }))),
    rules: [REQUESTS],
    says: 'a direction of 3 numbers for 4 parameters',
  },
  {
    bug: 'products with the Fisher matrix that are taken for granted',
    checks: bug(
      asking((grad) => async (theta) => {
        const estimate = await grad(theta, { fisher: true });
        return {
          ...estimate,
          slope: { value: estimate.fisher!.times(theta)[0]!, standardError: 0, blocks: 2 },
        };
      }),
    ),
    rules: [BARE],
    says: 'which is no InputError',
  },
  {
    bug: 'chance that is not restored',
    checks: () =>
      optimizerChecks({ ...specOf(plain), create: (_options, random) => new LosesChance(random!) }),
    rules: [
      'The estimate it yields with a point was made there.',
      'Saved, restored in a new one and gone on with, it gives the same bits.',
    ],
    says: 'Restored after 3 points',
  },
  {
    bug: 'a momentum that is not restored',
    checks: bugOf(LosesMomentum),
    rules: ['Saved, restored in a new one and gone on with, it gives the same bits.'],
    says: 'Restored after 3 points',
  },
  {
    bug: 'a step down instead of up',
    checks: bug(async function* (start, grad, signal) {
      const theta = start.slice();
      while (!signal.aborted) {
        const { gradient } = await grad(theta.slice(), 'direction');
        yield point('iterate', theta, gradient);
        if (!gradient.every(Number.isFinite)) return;
        addScaled(theta, -0.01, gradient);
      }
    }),
    rules: ['It climbs a concave hill: at least nine tenths of the way up.', BARE],
    says: 'the top is at 0',
  },
  {
    bug: 'a line search that ignores the sign',
    checks: bug(searching(() => false)),
    rules: [
      'It climbs a concave hill: at least nine tenths of the way up.',
      'A line search comes back where the slope points back: it heeds the sign.',
      BARE,
    ],
    says: 'On a steep hill its line search came from',
  },
  {
    bug: 'a line search that takes the last step on which the slope points back',
    checks: bug(async function* (start, grad, signal) {
      let from = start;
      for await (const given of searching((slope) => slope < 0)(start, grad, signal)) {
        if (given.kind === 'probe') yield given;
        else {
          const step = given.theta.map((x, k) => x - from[k]!);
          const far = given.theta.slice();
          if (from !== start || dot(step, step) > 0) addScaled(far, 1.5, step);
          from = given.theta;
          yield { ...given, theta: far };
        }
      }
    }),
    rules: [
      'The estimate it yields with a point was made there.',
      'A line search comes back where the slope points back: it heeds the sign.',
    ],
    says: 'past a probe at',
  },
  {
    bug: 'a point that goes on changing',
    checks: bug(changing((given, theta) => ({ ...given, theta }))),
    rules: ['Points are the receiver’s to keep: what follows does not change them, nor the other way round.'],
    says: 'Point 0 changed after it was yielded',
  },
  {
    bug: 'a watcher’s copy that is its own θ',
    checks: bug(async function* (start, grad, signal) {
      const theta = start.slice();
      while (!signal.aborted) {
        const { gradient } = await grad(theta.slice(), 'direction');
        yield { kind: 'iterate', theta, detail: {} };
        if (!gradient.every(Number.isFinite)) return;
        addScaled(theta, 1, gradient);
      }
    }),
    rules: ['Points are the receiver’s to keep: what follows does not change them, nor the other way round.'],
    says: 'Point 0 changed after it was yielded',
  },
  {
    bug: 'a direction that is written where the gradient of a point was',
    checks: bug(async function* (start, grad, signal) {
      let last: Float64Array | undefined;
      for await (const given of plain(start, grad, signal)) {
        last?.fill(0);
        yield given;
        last = given.estimate?.gradient;
      }
    }),
    rules: ['Points are the receiver’s to keep: what follows does not change them, nor the other way round.'],
    says: 'The gradient of point 0 changed after it was yielded',
  },
  {
    bug: 'gradients asked for in silence',
    checks: bug(
      asking((grad) => async (theta, request) => {
        await grad(
          theta.map((x) => x + 0.5),
          'line-search',
        );
        return grad(theta, request);
      }),
    ),
    rules: ['Every point at which it asks for a gradient is yielded, and the last is an iterate.'],
    says: 'and yielded no such point',
  },
  {
    bug: 'an estimate of another point',
    checks: bug(changing((given) => ({ ...given, theta: given.theta.map((x) => x + 1e-6) }))),
    rules: [
      'Every point at which it asks for a gradient is yielded, and the last is an iterate.',
      'The estimate it yields with a point was made there.',
      'It leaves the start as it is, and begins there.',
      'Where the gradient is zero it stays.',
    ],
    says: 'it yields the gradient',
  },
  {
    bug: 'an end without a reason',
    checks: bug(searching((slope) => slope < 0, {})),
    rules: [
      'Where it ends by itself, its last iterate names the reason in a phrase, and no earlier point does.',
    ],
    says: 'and did not say why',
  },
  {
    bug: 'a reason before the end',
    checks: bug(changing((given) => ({ ...given, ended: 'tired' }))),
    rules: [
      'Where it ends by itself, its last iterate names the reason in a phrase, and no earlier point does.',
    ],
    says: 'names the reason of an end',
  },
  {
    bug: 'a start that is written into',
    checks: bug((start, grad, signal) => {
      const ascent = plain(start.slice(), grad, signal);
      start.fill(0);
      return ascent;
    }),
    rules: ['It leaves the start as it is, and begins there.'],
    says: 'It wrote into the start',
  },
  {
    bug: 'a memory of the last ascent',
    checks: bug(async function* (start, grad, signal) {
      drift += 1e-3;
      const field: Grad = async (theta, request) => grad(theta, request);
      let first = true;
      for await (const given of plain(start, field, signal)) {
        yield {
          ...given,
          ...(!first && { estimate: undefined as never, theta: given.theta.map((x) => x + drift) }),
        };
        first = false;
      }
    }),
    rules: [
      'Every point at which it asks for a gradient is yielded, and the last is an iterate.',
      'Points are the receiver’s to keep: what follows does not change them, nor the other way round.',
      'The same gradients give the same points, bit for bit.',
      ALONE,
      'Where the gradient is zero it stays.',
    ],
    says: 'A second ascent parts from the first at point 1',
  },
  {
    bug: 'deafness to the signal',
    checks: bug((start, grad) => plain(start, grad, new AbortController().signal)),
    rules: [
      'It climbs a concave hill: at least nine tenths of the way up.',
      'Every point at which it asks for a gradient is yielded, and the last is an iterate.',
      'The estimate it yields with a point was made there.',
      'Points are the receiver’s to keep: what follows does not change them, nor the other way round.',
      'Where it ends by itself, its last iterate names the reason in a phrase, and no earlier point does.',
      'It leaves the start as it is, and begins there.',
      'The same gradients give the same points, bit for bit.',
      ALONE,
      'Asked to stop, it asks for no more gradients and ends.',
      'Asked to stop before it begins, it asks for none.',
      REQUESTS,
      BARE,
      'Where the gradient is zero it stays.',
      'Where the gradient never turns it gives up, or can be stopped, at finite parameters.',
    ],
    says: 'It was asked to stop',
  },
  {
    bug: 'a GRAD that is asked again where it fails',
    checks: bug(
      asking((grad) => async (theta, request) => {
        try {
          return await grad(theta, request);
        } catch {
          return grad(theta, request);
        }
      }),
    ),
    rules: ['Where GRAD is stopped under way it asks for no more, and ends quietly or with the reason.'],
    says: 'and it asked again',
  },
  {
    bug: 'an abort that is reported as another failure',
    checks: bug(
      asking((grad) => async (theta, request) => {
        try {
          return await grad(theta, request);
        } catch {
          throw new Error('The gradient failed.');
        }
      }),
    ),
    rules: ['Where GRAD is stopped under way it asks for no more, and ends quietly or with the reason.'],
    says: 'it failed with Error: The gradient failed.',
  },
  {
    bug: 'a wander where nothing pulls',
    checks: bug(
      asking((grad) => async (theta, request) => {
        const estimate = await grad(theta, request);
        return {
          ...estimate,
          gradient: estimate.gradient.map((value) => value + (Math.abs(value) < 1e-3 ? 1e-4 : 0)),
        };
      }),
    ),
    rules: ['The estimate it yields with a point was made there.', 'Where the gradient is zero it stays.'],
    says: 'With zero gradients it went from',
  },
];

describe('The rules for optimizers', () => {
  it('pass plain ascent', () => expectSound(bug(plain)(), 19));
  it('pass a line search that halves its step', () =>
    expectSound(bug(searching((slope) => slope < 0))(), 19));
  it('pass ascent with momentum, which can be saved', () => expectSound(bugOf(Momentum)(), 21));
  itCatches(planted);
});
