import { cos, sin } from '@pomdp-gym/numerics';
import { between, clip, type ControlTask, type View } from './control-task.js';
import type { Scene } from './scene.js';

const SECONDS = 0.05;
const MOST_TORQUE = 2;
const MOST_SPEED = 8;

/** A pendulum that is swung up and held by a torque at its joint. State: its angle from upright and its angular velocity. */
export const pendulum: ControlTask = {
  stateNames: ['angle', 'velocity'],
  actionSpace: { kind: 'box', low: [-MOST_TORQUE], high: [MOST_TORQUE], outside: 'clipped' },
  steps: 200,
  full: view(3),
  positions: view(2),
  start(state, random) {
    state[0] = between(random, -Math.PI, Math.PI);
    state[1] = between(random, -1, 1);
  },
  advance(state, action) {
    const [angle, velocity] = [state[0]!, state[1]!];
    const torque = clip(action, -MOST_TORQUE, MOST_TORQUE);
    const next = velocity + (15 * sin(angle) + 3 * torque) * SECONDS;
    state[1] = clip(next, -MOST_SPEED, MOST_SPEED);
    state[0] = angle + SECONDS * state[1];
    return -(fromUpright(angle) ** 2 + 0.1 * velocity ** 2 + 0.001 * torque ** 2);
  },
  isOver: () => false,
  scene: ([angle]) => scene(angle!),
};

/** Cosine and sine of the angle, then the velocity: the first `count` of these three numbers. */
function view(count: number): View {
  const limits = [1, 1, MOST_SPEED].slice(0, count);
  return {
    low: limits.map((limit) => -limit),
    high: limits,
    write(state, into) {
      into[0] = cos(state[0]!);
      into[1] = sin(state[0]!);
      if (count > 2) into[2] = state[1]!;
    },
  };
}

/** The angle in [−π, π). */
function fromUpright(angle: number): number {
  return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
}

function scene(angle: number): Scene {
  const tip = [sin(angle), cos(angle)] as const;
  return {
    left: -1.2,
    right: 1.2,
    bottom: -1.2,
    top: 1.2,
    segments: [
      { from: [0, 0], to: tip, mark: '@', role: 'agent', width: 0.12 },
      { from: [0, 0], to: [0, 0], mark: 'o', role: 'wall', width: 0.16 },
    ],
  };
}
