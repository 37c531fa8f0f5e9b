import { optimizerChecks } from '@pomdp-gym/conformance';
import type { Grad, Iterate, Optimizer, OptimizerSpec } from '@pomdp-gym/contracts';
import { addScaled, dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import type { PlantedBug } from '../planted-bug.js';

type Ascend = Optimizer['ascend'];

function pointAt(kind: Iterate['kind'], theta: Float64Array, gradient: Float64Array): Iterate {
  return {
    kind,
    theta: theta.slice(),
    estimate: { gradient, steps: 1, averageReward: 0 },
    detail: {},
  };
}

/** Steps of length one along the gradient. Sound. */
const plain: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    addScaled(theta, 1, gradient);
  }
};

/** Plain ascent with another GRAD. */
const asking =
  (ask: (grad: Grad) => Grad): Ascend =>
  (start, grad, signal) =>
    plain(start, ask(grad), signal);

/** Plain ascent whose points are changed before they are yielded. */
function changing(change: (point: Iterate) => Iterate): Ascend {
  return async function* (start, grad, signal) {
    for await (const point of plain(start, grad, signal)) yield change(point);
  };
}

/** Halves its step while the slope at its end points back, and ends where the gradient is small. */
function searching(isTooFar: (slope: number) => boolean, end: Pick<Iterate, 'ended'>, longest = 8): Ascend {
  return async function* (start, grad, signal) {
    const theta = start.slice();
    for (let search = 0; search < 40 && !signal.aborted; search++) {
      const { gradient } = await grad(theta.slice());
      const done = dot(gradient, gradient) < 1e-8;
      yield { ...pointAt('iterate', theta, gradient), ...(done && end) };
      if (done) return;
      let step = longest;
      for (let halvings = 0; halvings < 20 && !signal.aborted; halvings++) {
        const trial = theta.slice();
        addScaled(trial, step, gradient);
        const { gradient: there } = await grad(trial.slice(), 'line-search');
        yield pointAt('probe', trial, there);
        if (!isTooFar(dot(there, gradient))) break;
        step /= 2;
      }
      addScaled(theta, step, gradient);
    }
    if (signal.aborted) return;
    const { gradient } = await grad(theta.slice());
    yield { ...pointAt('iterate', theta, gradient), ...end };
  };
}

const down: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    addScaled(theta, -0.01, gradient);
  }
};

/** Yields θ itself. */
const lending: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield { kind: 'iterate', theta, detail: {} };
    addScaled(theta, 1, gradient);
  }
};

/** Writes its direction where the gradient of the last point was. */
const reusing: Ascend = async function* (start, grad, signal) {
  let last: Float64Array | undefined;
  for await (const point of plain(start, grad, signal)) {
    last?.fill(0);
    yield point;
    last = point.estimate?.gradient;
  }
};

/** Moves the start itself. */
const inPlace: Ascend = async function* (start, grad, signal) {
  while (!signal.aborted) {
    const { gradient } = await grad(start.slice());
    yield pointAt('iterate', start, gradient);
    addScaled(start, 1, gradient);
  }
};

/** Asks once more after it was asked to stop. */
const lateLook: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  if (signal.aborted) return;
  for (;;) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    if (signal.aborted) break;
    addScaled(theta, 1, gradient);
  }
  const { gradient } = await grad(theta.slice());
  yield pointAt('iterate', theta, gradient);
};

/** Looks at the signal only once it has the first gradient. */
const looksLate: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  do {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    addScaled(theta, 1, gradient);
  } while (!signal.aborted);
};

/** Adds noise of a thousandth where nothing pulls. */
const wandering: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    addScaled(theta, 1, gradient);
    if (dot(gradient, gradient) === 0) theta[0]! += 1e-3;
  }
};

/** Doubles its step as long as the gradient keeps its direction. */
const doubling: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  let [step, last] = [1, new Float64Array(start.length)];
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    const same = gradient.every((slope, k) => slope === last[k]) && dot(gradient, gradient) > 0;
    step = same ? step * 1e10 : 1;
    last = gradient.slice();
    addScaled(theta, step, gradient);
  }
};

let ascents = 0;

/** The length of its step depends on how many ascents there were. */
const counting: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  const step = 1 + 1e-3 * (ascents++ % 7);
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    addScaled(theta, step, gradient);
  }
};

let taken = 0;

/** The length of its step depends on the steps since any ascent began. */
const sharing: Ascend = async function* (start, grad, signal) {
  const theta = start.slice();
  taken = 0;
  while (!signal.aborted) {
    const { gradient } = await grad(theta.slice());
    yield pointAt('iterate', theta, gradient);
    addScaled(theta, 1 - 0.1 / (1 + taken++), gradient);
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
      const { gradient } = await grad(theta.slice());
      gradient.forEach((slope, k) => (this.velocity[k] = 0.5 * this.velocity[k]! + 0.5 * slope));
      yield pointAt('iterate', theta, gradient);
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

const CLIMBS = 'It climbs a concave hill: at least nine tenths of the way up.';
const YIELDS = 'Every point at which it asks for a gradient is yielded, and the last is an iterate.';
const BELONGS = 'The estimate it yields with a point was made there.';
const KEEPS =
  'Points are the receiver’s to keep: what follows does not change them, nor the other way round.';
const REASON =
  'Where it ends by itself, its last iterate names the reason in a phrase, and no earlier point does.';
const WITH_GRAD = 'Where GRAD is stopped under way it asks for no more, and ends quietly or with the reason.';
const REQUESTS =
  'What it asks of GRAD can be met: known purposes, whole numbers of steps, directions as long as θ.';

function bugOf(name: string, wrong: string, rule: string, create: () => Optimizer): PlantedBug {
  const spec: OptimizerSpec = {
    id: 'small',
    summary: 'A small optimizer.',
    options: z.strictObject({}),
    create,
  };
  return { id: `optimizer/${name}`, wrong, rule, checks: () => optimizerChecks(spec) };
}

function optimizerBug(name: string, wrong: string, rule: string, ascend: Ascend): PlantedBug {
  return bugOf(name, wrong, rule, () => ({ ascend }));
}

/** Mistakes of optimizers. */
export const optimizerBugs = [
  optimizerBug('down-the-hill', 'It steps against the gradient.', CLIMBS, down),
  optimizerBug(
    'slope-ignored',
    'Its line search takes the first step, whatever the slope at its end.',
    'A line search comes back where the slope points back: it heeds the sign.',
    searching(() => false, { ended: 'gradient below ε' }, 1),
  ),
  optimizerBug(
    'asks-in-silence',
    'It asks for a gradient at a point that it never yields.',
    YIELDS,
    asking((grad) => async (theta, request) => {
      await grad(
        theta.map((value) => value + 0.5),
        'line-search',
      );
      return grad(theta, request);
    }),
  ),
  optimizerBug(
    'gradient-of-another-point',
    'It yields the direction of its momentum as the gradient of the point.',
    BELONGS,
    changing((point) => ({
      ...point,
      ...(point.estimate && {
        estimate: { ...point.estimate, gradient: point.estimate.gradient.map((slope) => 0.5 * slope) },
      }),
    })),
  ),
  optimizerBug('theta-lent', 'It yields θ itself, which the next step moves.', KEEPS, lending),
  optimizerBug(
    'gradient-reused',
    'It writes its direction into the gradient of the last point.',
    KEEPS,
    reusing,
  ),
  optimizerBug(
    'ends-without-reason',
    'It ends by itself, and its last iterate does not say why.',
    REASON,
    searching((slope) => slope < 0, {}),
  ),
  optimizerBug(
    'reason-before-the-end',
    'Every point names a reason for an end.',
    REASON,
    changing((point) => ({ ...point, ended: 'gradient below ε' })),
  ),
  optimizerBug(
    'start-moved',
    'It moves the start that it is given.',
    'It leaves the start as it is, and begins there.',
    inPlace,
  ),
  optimizerBug(
    'ascents-counted',
    'The length of its step depends on how many ascents there were before.',
    'The same gradients give the same points, bit for bit.',
    counting,
  ),
  optimizerBug(
    'steps-shared',
    'It counts steps in a variable of the module, which all ascents share.',
    'Optimizers share nothing: an ascent visits the same points where another climbs beside it.',
    sharing,
  ),
  optimizerBug(
    'one-more-gradient',
    'It asks for one more gradient after it is asked to stop.',
    'Asked to stop, it asks for no more gradients and ends.',
    lateLook,
  ),
  optimizerBug(
    'signal-read-late',
    'It reads the signal only once it has the first gradient.',
    'Asked to stop before it begins, it asks for none.',
    looksLate,
  ),
  optimizerBug(
    'grad-asked-again',
    'It asks GRAD again where GRAD was stopped.',
    WITH_GRAD,
    asking((grad) => async (theta, request) => {
      try {
        return await grad(theta, request);
      } catch {
        return grad(theta, request);
      }
    }),
  ),
  optimizerBug(
    'stop-reported-as-failure',
    'It reports a GRAD that was stopped as a failure of its own.',
    WITH_GRAD,
    asking((grad) => async (theta, request) => {
      try {
        return await grad(theta, request);
      } catch {
        throw new Error('The gradient failed.');
      }
    }),
  ),
  optimizerBug(
    'half-a-step-asked',
    'It asks for half a step, since a tenth of five is no whole number.',
    REQUESTS,
    asking((grad) => (theta) => grad(theta, { steps: 0.5 })),
  ),
  optimizerBug(
    'direction-too-short',
    'It asks for the slope along a direction that lacks a component.',
    REQUESTS,
    asking((grad) => (theta) => grad(theta, { direction: theta.slice(1) })),
  ),
  optimizerBug(
    'fisher-taken-for-granted',
    'It uses products with the Fisher matrix that a GRAD need not give.',
    'Where GRAD meets no request it climbs all the same, or refuses with an InputError.',
    asking((grad) => async (theta) => {
      const estimate = await grad(theta, { fisher: true });
      const { fisher } = estimate;
      if (!fisher) throw new TypeError('Cannot read properties of undefined (reading times)');
      return estimate;
    }),
  ),
  bugOf(
    'momentum-not-restored',
    'Restoring leaves the momentum at zero.',
    'Saved, restored in a new one and gone on with, it gives the same bits.',
    () => new LosesMomentum(),
  ),
  optimizerBug(
    'wanders-where-flat',
    'It moves where the gradient is zero.',
    'Where the gradient is zero it stays.',
    wandering,
  ),
  optimizerBug(
    'step-without-limit',
    'Its step grows without limit where the gradient never turns, and the parameters overflow.',
    'Where the gradient never turns it gives up, or can be stopped, at finite parameters.',
    doubling,
  ),
];
