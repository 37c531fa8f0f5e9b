import {
  type Action,
  type BoxSpace,
  type DiscreteSpace,
  type Ending,
  type Environment,
  type Frame,
  InputError,
  type Random,
} from '@pomdp-gym/contracts';
import { hypot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { advance, HIGH, LOW, type Puck, SIZE, THRUST } from './puck.js';
import { puckPlaneFrame, type PuckPlaneState } from './puck-plane-frame.js';

const SECONDS_PER_DECISION = 0.1;
/** Everything is drawn afresh every 30 seconds. */
const DECISIONS_PER_DRAW = 300;
/** Velocities are drawn up to this much in each component, and shown in it. */
const SPEED_UNIT = 10;
/** No thrust here drives a puck past √(5√2/.005) = 37.6, and it begins slower. */
const SPEED_LIMIT = 38;

const place = z.number().min(LOW).max(HIGH);
const speed = z.number().min(-SPEED_LIMIT).max(SPEED_LIMIT);
/** What `save` returns once it has begun. */
const savedPlane = z.strictObject({
  puck: z.strictObject({ x: place, y: place, vx: speed, vy: speed }),
  target: z.strictObject({ x: place, y: place }),
  decisionsLeft: z.int().min(1).max(DECISIONS_PER_DRAW),
});

/** The two thrusts of each action. */
const thrusts = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
].map((signs) => signs.map((sign) => sign * THRUST));

/**
 * A puck that is pushed about on a plane and should stay at a target. A continuing task: the fresh draw every 30 seconds
 * is part of its dynamics, as any other transition. There is no model.
 */
export class PuckPlane implements Environment {
  readonly observationSpace: BoxSpace = {
    kind: 'box',
    low: [-1, -1, -SPEED_LIMIT / SPEED_UNIT, -SPEED_LIMIT / SPEED_UNIT, -2, -2],
    high: [1, 1, SPEED_LIMIT / SPEED_UNIT, SPEED_LIMIT / SPEED_UNIT, 2, 2],
  };
  readonly actionSpace: DiscreteSpace = {
    kind: 'discrete',
    size: thrusts.length,
    labels: ['north_east', 'south_east', 'north_west', 'south_west'],
  };
  readonly task = 'continuing';
  private readonly puck: Puck = { x: 0, y: 0, vx: 0, vy: 0 };
  private readonly target = { x: 0, y: 0 };
  private readonly shown = new Float64Array(6);
  private readonly result = { observation: this.shown, reward: 0, ending: 'none' as Ending };
  private decisionsLeft = 0;
  private random: Random | undefined;

  /** What is there now, for tests and renderers. Lent. */
  get state(): PuckPlaneState {
    return {
      puck: this.puck,
      target: this.target,
      secondsLeft: this.decisionsLeft * SECONDS_PER_DECISION,
    };
  }

  reset(random: Random): Float64Array {
    this.random = random;
    this.draw(random);
    return this.look();
  }

  /** Pushes for a tenth of a second; −reward is the distance from the target in what is then seen. */
  step(action: Action): { observation: Float64Array; reward: number; ending: Ending } {
    const { random, puck, target, result } = this;
    if (!random) throw new Error('There is no puck yet: call reset before step.');
    const thrust = thrusts[action as number];
    if (!thrust) throw new RangeError(`There is no action ${String(action)}; the actions are 0 to 3.`);
    advance(puck, thrust[0]!, thrust[1]!, SECONDS_PER_DECISION);
    if (--this.decisionsLeft === 0) this.draw(random);
    result.reward = -hypot(target.x - puck.x, target.y - puck.y);
    this.look();
    return result;
  }

  /** Null before the first reset. */
  save(): z.infer<typeof savedPlane> | null {
    const { puck, target, decisionsLeft } = this;
    return this.random ? { puck: { ...puck }, target: { ...target }, decisionsLeft } : null;
  }

  restore(saved: unknown, random: Random): void {
    const { data, success } = savedPlane.nullable().safeParse(saved);
    if (!success) throw new InputError('This is no state that was saved from PuckPlane.');
    this.random = data ? random : undefined;
    if (!data) return;
    Object.assign(this.puck, data.puck);
    Object.assign(this.target, data.target);
    this.decisionsLeft = data.decisionsLeft;
    this.look();
  }

  frame(): Frame {
    if (!this.random) throw new Error('There is nothing to draw yet: call reset before frame.');
    return puckPlaneFrame(this.state);
  }

  /** Puck and target anywhere the puck can be, the velocity up to 10 in each component. */
  private draw(random: Random): void {
    const place = () => LOW + random.uniform() * (HIGH - LOW);
    const speed = () => SPEED_UNIT * (2 * random.uniform() - 1);
    Object.assign(this.puck, { x: place(), y: place(), vx: speed(), vy: speed() });
    Object.assign(this.target, { x: place(), y: place() });
    this.decisionsLeft = DECISIONS_PER_DRAW;
  }

  /** Six numbers: the place on [−1, 1]², the velocity in tens, and how far the target is in the scale of the place. */
  private look(): Float64Array {
    const { shown, puck, target } = this;
    const half = SIZE / 2;
    shown[0] = puck.x / half - 1;
    shown[1] = puck.y / half - 1;
    shown[2] = puck.vx / SPEED_UNIT;
    shown[3] = puck.vy / SPEED_UNIT;
    shown[4] = (target.x - puck.x) / half;
    shown[5] = (target.y - puck.y) / half;
    return shown;
  }
}
