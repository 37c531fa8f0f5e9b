import {
  type Grad,
  type Iterate,
  type Optimizer,
  type OptimizerSpec,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { addScaled, dot, randomStream } from '@pomdp-gym/numerics';
import { attempt } from './attempt.js';
import { BrokenRule, type Check, demand, NotDecided } from './check.js';
import {
  type Ascent,
  estimateAt,
  type Following,
  follow,
  type Landscape,
  POINTS_AFTER_ABORT,
  type Watch,
} from './follow-ascent.js';
import { gentle, type Hill, steep } from './hills.js';
import { make } from './make.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { asksWell, managesBareGrad } from './request-checks.js';
import { savedState, savingChecks } from './saving.js';
import { specChecks } from './spec-checks.js';
import { TabularPolicy } from './tabular-policy.js';
import { sameBits } from './walk.js';

export interface OptimizerSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Gradients it may ask for on each objective before it is stopped; 500 by default. */
  readonly gradients?: number;
  /** Seed of what it draws; 1 by default. */
  readonly seed?: number;
}

const GRADIENTS = 500;

/** The rules that an optimizer keeps; it is tried on objectives without noise. */
export function optimizerChecks(spec: OptimizerSpec, settings: OptimizerSettings = {}): Check[] {
  const { seed: first = 1 } = settings;
  const create = (seed = first) =>
    make('optimizer', spec, settings.options, randomStream(seed, 'optimizer'), new TabularPolicy(2, 2));
  const limit = settings.gradients ?? GRADIENTS;
  const ascend = (landscape: Landscape, following: Partial<Following> = {}) =>
    follow(create(), landscape, { start: gentle.start, limit, ...following });
  const onHill = (hill: Hill, watch?: Watch) => ascend(hill, { start: hill.start, watch });
  return [
    ...specChecks(spec),
    ...pointRules(onHill),
    {
      name: 'Optimizers share nothing: an ascent visits the same points where another climbs beside it.',
      run: async () => {
        const beside = follow(create(first + 1), steep, { start: steep.start, limit });
        const [together] = await Promise.all([onHill(gentle), beside]);
        repeats(await onHill(gentle), together);
      },
    },
    {
      name: 'A line search comes back where the slope points back: it heeds the sign.',
      falseAlarmRate: MEASURED_ALARMS,
      run: async () => heedsSign(await onHill(steep)),
    },
    ...requestRules(create, ascend),
    ...savingChecks(attempt(create), () => goesOn(create, () => create(first + 1), limit)),
    {
      name: 'Where the gradient is zero it stays.',
      run: async () => stays(await ascend({ gradient: (theta) => new Float64Array(theta.length) })),
    },
    {
      name: 'Where the gradient never turns it gives up, or can be stopped, at finite parameters.',
      run: async () =>
        staysFinite(await ascend({ gradient: (theta) => new Float64Array(theta.length).fill(0.1) })),
    },
  ];
}

type Create = (seed?: number) => Optimizer;
type Ascend = (landscape: Landscape, following?: Partial<Following>) => Promise<Ascent>;

/** The rules on the points that an optimizer yields on a gentle hill. */
function pointRules(onHill: (hill: Hill, watch?: Watch) => Promise<Ascent>): Check[] {
  return [
    {
      name: 'It climbs a concave hill: at least nine tenths of the way up.',
      falseAlarmRate: MEASURED_ALARMS,
      run: async () => climbs(await onHill(gentle)),
    },
    {
      name: 'Every point at which it asks for a gradient is yielded, and the last is an iterate.',
      run: async () => yieldsAll(await onHill(gentle)),
    },
    {
      name: 'The estimate it yields with a point was made there.',
      run: async () => estimatesBelong(await onHill(gentle)),
    },
    {
      name: 'The same gradients give the same points, bit for bit.',
      run: async () => repeats(await onHill(gentle), await onHill(gentle)),
    },
    {
      name: 'Points are the receiver’s to keep: what follows does not change them, nor the other way round.',
      run: async () => handsOver(await onHill(gentle), await onHill(gentle, ({ theta }) => theta.fill(NaN))),
    },
    {
      name: 'Where it ends by itself, its last iterate names the reason in a phrase, and no earlier point does.',
      run: async () => namesItsEnd(await onHill(gentle)),
    },
    {
      name: 'It leaves the start as it is, and begins there.',
      run: async () => beginsAtStart(await onHill(gentle)),
    },
  ];
}

/** The rules on what an optimizer asks of GRAD, and when it asks no more. */
function requestRules(create: Create, ascend: Ascend): Check[] {
  return [
    { name: 'Asked to stop, it asks for no more gradients and ends.', run: () => stops(create()) },
    { name: 'Asked to stop before it begins, it asks for none.', run: () => neverBegins(create()) },
    {
      name: 'Where GRAD is stopped under way it asks for no more, and ends quietly or with the reason.',
      run: () => endsWithGrad(create()),
    },
    {
      name: 'What it asks of GRAD can be met: known purposes, whole numbers of steps, directions as long as θ.',
      run: async () => asksWell(await ascend(gentle)),
    },
    {
      name: 'Where GRAD meets no request it climbs all the same, or refuses with an InputError.',
      falseAlarmRate: MEASURED_ALARMS,
      run: () => managesBareGrad(() => ascend(gentle, { bare: true }), climbs),
    },
  ];
}

/** Saves at every fifth iterate; a new optimizer that is restored there visits the points that follow, to the bit. */
async function goesOn(create: Create, other: () => Optimizer, limit: number): Promise<void> {
  const optimizer = create();
  const saves: { at: number; saved: unknown; theta: Float64Array }[] = [];
  let [seen, iterates] = [0, 0];
  const watch: Watch = ({ kind, theta }) => {
    seen++;
    if (kind === 'iterate' && iterates++ % 5 === 2)
      saves.push({ at: seen, saved: savedState(optimizer), theta: theta.slice() });
  };
  const whole = await follow(optimizer, gentle, { start: gentle.start, limit, watch });
  if (saves.length === 0)
    throw new NotDecided(
      `it ended after ${iterates} iterates, and it is saved at the third: give options for more.`,
    );
  for (const { at, saved, theta } of saves) {
    const copy = other();
    copy.restore?.(saved);
    const { points, unstopped } = await follow(copy, gentle, { start: theta, limit: 3 });
    const found = points.slice(0, unstopped);
    const differing = found.findIndex(
      (point, i) => i + at < whole.unstopped && !samePoint(point, whole.points[i + at]!),
    );
    demand(
      differing < 0,
      () =>
        `Restored after ${at} points it goes on to (${found[differing]?.theta.join(', ')}); the saved one to (${whole.points[at + differing]?.theta.join(', ')}).`,
    );
  }
}

function samePoint(one: Iterate, two: Iterate): boolean {
  return one.kind === two.kind && sameBits(one.theta, two.theta);
}

function lastOf({ points }: Ascent): Iterate {
  const last = points.at(-1);
  demand(last !== undefined, () => 'It yielded no point at all.');
  return last;
}

function climbs(ascent: Ascent): void {
  const [from, to] = [gentle.value(ascent.start), gentle.value(lastIterate(ascent).theta)];
  demand(
    to >= 0.1 * from,
    () => `From ${from} it came to ${to} after ${ascent.asked.length} gradients; the top is at 0.`,
  );
}

function lastIterate({ points }: Ascent): Iterate {
  const last = points.filter(({ kind }) => kind === 'iterate').at(-1);
  demand(last !== undefined, () => 'It yielded no iterate at all.');
  return last;
}

function yieldsAll(ascent: Ascent): void {
  const silent = ascent.asked.findIndex(
    (theta) => !ascent.points.some((point) => sameBits(point.theta, theta)),
  );
  const cutShort = ascent.stopped && silent === ascent.asked.length - 1;
  demand(
    silent < 0 || cutShort,
    () => `It asked for a gradient at (${ascent.asked[silent]?.join(', ')}) and yielded no such point.`,
  );
  const last = lastOf(ascent);
  demand(ascent.stopped || last.kind === 'iterate', () => 'The last point it yields is a probe.');
}

function estimatesBelong({ points }: Ascent): void {
  if (points.every(({ estimate }) => estimate === undefined))
    throw new NotDecided('it yields no estimate: give its points the `estimate` that was made there.');
  for (const { theta, estimate } of points) {
    if (!estimate) continue;
    const expected = gentle.gradient(theta);
    demand(
      estimate.gradient.every((value, k) => Math.abs(value - expected[k]!) <= 1e-9),
      () =>
        `At (${theta.join(', ')}) it yields the gradient (${estimate.gradient.join(', ')}), which is (${expected.join(', ')}) there.`,
    );
  }
}

function handsOver({ points, yielded }: Ascent, disturbed: Ascent): void {
  const changed = points.findIndex(({ theta }, i) => !sameBits(theta, yielded[i]!.theta));
  demand(changed < 0, () => `Point ${changed} changed after it was yielded.`);
  const rewritten = points.findIndex(({ estimate }, i) => {
    const now = yielded[i]!.estimate;
    return estimate && now && !sameBits(estimate.gradient, now.gradient);
  });
  demand(rewritten < 0, () => `The gradient of point ${rewritten} changed after it was yielded.`);
  const misled = points.findIndex(({ theta }, i) => !sameBits(theta, disturbed.points[i]?.theta ?? []));
  demand(
    misled < 0,
    () => `Point ${misled} is another one where its watcher writes into the points it is given.`,
  );
}

function namesItsEnd(ascent: Ascent): void {
  const early = ascent.points.slice(0, -1).findIndex(({ ended }) => ended !== undefined);
  demand(early < 0, () => `Point ${early} names the reason of an end, and ${early + 1} follows.`);
  const { ended } = lastOf(ascent);
  demand(
    ascent.stopped || (ended !== undefined && ended.trim() !== ''),
    () =>
      `It ended by itself after ${ascent.asked.length} gradients and did not say why: give the last iterate an \`ended\`.`,
  );
  if (ascent.stopped)
    throw new NotDecided(
      `it did not end by itself within ${ascent.asked.length} gradients: give options under which it does, or more \`gradients\`.`,
    );
}

function beginsAtStart({ start, given, points }: Ascent): void {
  demand(sameBits(start, given), () => `It wrote into the start, which became (${given.join(', ')}).`);
  const first = points[0];
  demand(
    first !== undefined && sameBits(first.theta, start),
    () => `The first point is (${first?.theta.join(', ')}), not the start.`,
  );
}

function repeats({ points: one }: Ascent, { points: two }: Ascent): void {
  const i = one.findIndex(({ theta }, place) => !sameBits(theta, two[place]?.theta ?? []));
  demand(
    i < 0 && one.length === two.length,
    () => `A second ascent parts from the first at point ${i < 0 ? one.length : i}.`,
  );
}

/** Between two iterates no probe lies nearer, along the step that was taken, whose slope points back. */
function heedsSign(ascent: Ascent): void {
  let from = ascent.start;
  let probes: Float64Array[] = [];
  for (const { kind, theta } of ascent.points) {
    if (kind === 'probe') {
      probes.push(theta);
      continue;
    }
    const step = difference(theta, from);
    for (const probe of probes) {
      const way = difference(probe, from);
      const slope = dot(steep.gradient(probe), way);
      const nearer = dot(way, step) > 0 && dot(way, way) < dot(step, step) * (1 - 1e-9);
      demand(
        !(nearer && slope < -1e-3),
        () =>
          `It went ${Math.sqrt(dot(step, step))} far, past a probe at ${Math.sqrt(dot(way, way))} where the slope was ${slope}.`,
      );
    }
    from = theta;
    probes = [];
  }
  if (ascent.points.every(({ kind }) => kind !== 'probe'))
    throw new NotDecided(
      'it yields no probe, so that no line search was seen: give options under which it searches.',
    );
  const [low, high] = [steep.value(ascent.start), steep.value(lastIterate(ascent).theta)];
  demand(
    high >= 0.1 * low,
    () => `On a steep hill its line search came from ${low} to ${high}; the top is at 0.`,
  );
}

function difference(one: Float64Array, two: Float64Array): Float64Array {
  const result = one.slice();
  addScaled(result, -1, two);
  return result;
}

async function stops(optimizer: Optimizer): Promise<void> {
  const stop = new AbortController();
  let asked = 0;
  let late = 0;
  const grad: Grad = (theta, request) => {
    asked++;
    if (stop.signal.aborted) late++;
    if (late > POINTS_AFTER_ABORT)
      throw new BrokenRule(`Its signal aborted, and it asked for ${late} more gradients.`);
    return Promise.resolve(estimateAt(theta, gentle, readGradRequest(request)));
  };
  for await (const point of optimizer.ascend(gentle.start.slice(), grad, stop.signal)) {
    void point;
    stop.abort();
  }
  demand(
    late === 0,
    () => `It was asked to stop after ${asked - late} gradients, and asked for ${late} more.`,
  );
}

async function neverBegins(optimizer: Optimizer): Promise<void> {
  const grad: Grad = () => {
    throw new BrokenRule('It was asked to stop before it began, and asked for a gradient.');
  };
  for await (const point of optimizer.ascend(gentle.start.slice(), grad, AbortSignal.abort())) void point;
}

async function endsWithGrad(optimizer: Optimizer): Promise<void> {
  let stopped = 0;
  for (const answered of [0, 2]) {
    const stop = new AbortController();
    const reason = new Error('This is the reason.');
    let asked = 0;
    const grad: Grad = (theta, request) => {
      if (++asked > answered + 1) throw new BrokenRule('GRAD was stopped under way, and it asked again.');
      if (asked <= answered) return Promise.resolve(estimateAt(theta, gentle, readGradRequest(request)));
      stop.abort(reason);
      stopped++;
      return Promise.reject(reason);
    };
    try {
      for await (const point of optimizer.ascend(gentle.start.slice(), grad, stop.signal)) void point;
    } catch (error) {
      if (error instanceof BrokenRule) throw error;
      demand(error === reason, () => `GRAD was stopped under way, and it failed with ${String(error)}.`);
    }
  }
  if (stopped === 0) throw new NotDecided('it asked for no gradient, so that none was stopped.');
}

function stays(ascent: Ascent): void {
  const { theta } = lastIterate(ascent);
  demand(
    sameBits(theta, ascent.start),
    () => `With zero gradients it went from (${ascent.start.join(', ')}) to (${theta.join(', ')}).`,
  );
}

function staysFinite({ points }: Ascent): void {
  const bad = points.find(({ theta }) => !theta.every(Number.isFinite));
  demand(bad === undefined, () => `It came to θ = (${bad?.theta.join(', ')}).`);
}
