import { cos, sin } from '@pomdp-gym/numerics';
import { between, type ControlTask, viewOf } from './control-task.js';
import type { Scene } from './scene.js';

const GRAVITY = 9.8;
const POLE_MASS = 0.1;
const MASS = 1 + POLE_MASS;
/** Half the length of the pole. */
const HALF_LENGTH = 0.5;
const FORCE = 10;
const SECONDS = 0.02;
const MOST_ANGLE = (12 * Math.PI) / 180;
const MOST_PLACE = 2.4;

/**
 * A pole on a cart, which is pushed left or right (Barto, Sutton and Anderson 1983). State: place x of the cart and its
 * velocity, angle θ of the pole from upright and its angular velocity.
 */
export function cartPole(steps: number): ControlTask {
  return {
    stateNames: ['x', 'x velocity', 'angle', 'angular velocity'],
    actionSpace: { kind: 'discrete', size: 2, labels: ['left', 'right'] },
    steps,
    full: viewOf([0, 1, 2, 3], [2 * MOST_PLACE, Infinity, 2 * MOST_ANGLE, Infinity]),
    positions: viewOf([0, 2], [2 * MOST_PLACE, 2 * MOST_ANGLE]),
    start: (state, random) => state.forEach((_, i) => (state[i] = between(random, -0.05, 0.05))),
    advance,
    isOver: ([x, , angle]) => Math.abs(x!) > MOST_PLACE || Math.abs(angle!) > MOST_ANGLE,
    scene,
  };
}

/** One explicit Euler step of Gymnasium's equations; the reward is 1. */
function advance(state: Float64Array, action: number): number {
  const [x, velocity, angle, angularVelocity] = [state[0]!, state[1]!, state[2]!, state[3]!];
  const force = action === 1 ? FORCE : -FORCE;
  const [cosine, sine] = [cos(angle), sin(angle)];
  const push = (force + POLE_MASS * HALF_LENGTH * angularVelocity * angularVelocity * sine) / MASS;
  const angularAcceleration =
    (GRAVITY * sine - cosine * push) / (HALF_LENGTH * (4 / 3 - (POLE_MASS * cosine * cosine) / MASS));
  const acceleration = push - (POLE_MASS * HALF_LENGTH * angularAcceleration * cosine) / MASS;
  state[0] = x + SECONDS * velocity;
  state[1] = velocity + SECONDS * acceleration;
  state[2] = angle + SECONDS * angularVelocity;
  state[3] = angularVelocity + SECONDS * angularAcceleration;
  return 1;
}

function scene(state: Float64Array): Scene {
  const [x, angle] = [state[0]!, state[2]!];
  const top = [x + 2 * HALF_LENGTH * sin(angle), 0.15 + 2 * HALF_LENGTH * cos(angle)] as const;
  const track = { mark: '=', role: 'floor', width: 0.02 } as const;
  const edge = { mark: '|', role: 'hazard', width: 0.03 } as const;
  return {
    left: -2.5,
    right: 2.5,
    bottom: -0.1,
    top: 1.3,
    segments: [
      { from: [-2.5, 0], to: [2.5, 0], ...track },
      { from: [-MOST_PLACE, 0], to: [-MOST_PLACE, 0.2], ...edge },
      { from: [MOST_PLACE, 0], to: [MOST_PLACE, 0.2], ...edge },
      { from: [x - 0.2, 0.1], to: [x + 0.2, 0.1], mark: '#', role: 'agent', width: 0.16 },
      { from: [x, 0.15], to: top, mark: '*', role: 'object', width: 0.05 },
    ],
  };
}
