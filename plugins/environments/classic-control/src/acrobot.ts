import { cos, sin } from '@pomdp-gym/numerics';
import { between, clip, type ControlTask, type View } from './control-task.js';
import type { Scene } from './scene.js';

const GRAVITY = 9.8;
/** Distance of a link's centre of mass from its joint; lengths, masses and moments of inertia are 1. */
const CENTRE = 0.5;
const SECONDS = 0.2;
const [MOST_SPEED_1, MOST_SPEED_2] = [4 * Math.PI, 9 * Math.PI];

/**
 * Two links that hang from a fixed joint and are driven at the joint between them (Sutton 1996; Sutton and Barto's book).
 * State: the angle of the first link from hanging down, the angle of the second from the first, and both velocities.
 */
export const acrobot: ControlTask = {
  stateNames: ['angle 1', 'angle 2', 'velocity 1', 'velocity 2'],
  actionSpace: { kind: 'discrete', size: 3, labels: ['negative', 'none', 'positive'] },
  steps: 500,
  full: view(6),
  positions: view(4),
  start: (state, random) => state.forEach((_, i) => (state[i] = between(random, -0.1, 0.1))),
  advance(state, action) {
    rungeKuttaStep(state, action - 1);
    state[0] = wrapped(state[0]!);
    state[1] = wrapped(state[1]!);
    state[2] = clip(state[2]!, -MOST_SPEED_1, MOST_SPEED_1);
    state[3] = clip(state[3]!, -MOST_SPEED_2, MOST_SPEED_2);
    return isOver(state) ? 0 : -1;
  },
  isOver,
  scene,
};

/** Cosine and sine of both angles, then both velocities: the first `count` of these six numbers. */
function view(count: number): View {
  const limits = [1, 1, 1, 1, MOST_SPEED_1, MOST_SPEED_2].slice(0, count);
  return {
    low: limits.map((limit) => -limit),
    high: limits,
    write(state, into) {
      for (let i = 0; i < count; i++) {
        if (i >= 4) into[i] = state[i - 2]!;
        else into[i] = i % 2 === 0 ? cos(state[i / 2]!) : sin(state[(i - 1) / 2]!);
      }
    },
  };
}

/** The tip is higher than one link above the fixed joint. */
function isOver(state: Float64Array): boolean {
  return -cos(state[0]!) - cos(state[1]! + state[0]!) > 1;
}

/** An angle in [−π, π] that differs from `angle` by full turns. */
function wrapped(angle: number): number {
  let within = angle;
  while (within > Math.PI) within -= 2 * Math.PI;
  while (within < -Math.PI) within += 2 * Math.PI;
  return within;
}

/** Writes the time derivative of a state under a torque: the equations of the book, with unit lengths, masses and moments. */
function derivative(state: Float64Array, torque: number, into: Float64Array): void {
  const [angle1, angle2, speed1, speed2] = [state[0]!, state[1]!, state[2]!, state[3]!];
  const d1 = CENTRE ** 2 + (1 + CENTRE ** 2 + 2 * CENTRE * cos(angle2)) + 2;
  const d2 = CENTRE ** 2 + CENTRE * cos(angle2) + 1;
  const phi2 = CENTRE * GRAVITY * cos(angle1 + angle2 - Math.PI / 2);
  const phi1 =
    -CENTRE * speed2 ** 2 * sin(angle2) -
    2 * CENTRE * speed2 * speed1 * sin(angle2) +
    (CENTRE + 1) * GRAVITY * cos(angle1 - Math.PI / 2) +
    phi2;
  const acceleration2 =
    (torque + (d2 / d1) * phi1 - CENTRE * speed1 ** 2 * sin(angle2) - phi2) /
    (CENTRE ** 2 + 1 - d2 ** 2 / d1);
  into[0] = speed1;
  into[1] = speed2;
  into[2] = -(d2 * acceleration2 + phi1) / d1;
  into[3] = acceleration2;
}

/** One step of the classical Runge-Kutta method of order 4. */
function rungeKuttaStep(state: Float64Array, torque: number): void {
  const start = state.slice();
  const slope = new Float64Array(4);
  const trial = state.slice();
  for (const [weight, ahead] of [
    [1, 0.5],
    [2, 0.5],
    [2, 1],
    [1, 0],
  ] as const) {
    derivative(trial, torque, slope);
    for (let i = 0; i < 4; i++) {
      state[i]! += ((SECONDS * weight) / 6) * slope[i]!;
      trial[i] = start[i]! + SECONDS * ahead * slope[i]!;
    }
  }
}

function scene(state: Float64Array): Scene {
  const [angle1, angle2] = [state[0]!, state[1]!];
  const elbow = [sin(angle1), -cos(angle1)] as const;
  const tip = [elbow[0] + sin(angle1 + angle2), elbow[1] - cos(angle1 + angle2)] as const;
  return {
    left: -2.2,
    right: 2.2,
    bottom: -2.2,
    top: 2.2,
    segments: [
      { from: [-2.2, 1], to: [2.2, 1], mark: '-', role: 'goal', width: 0.02 },
      { from: [0, 0], to: elbow, mark: '*', role: 'object', width: 0.12 },
      { from: elbow, to: tip, mark: '@', role: 'agent', width: 0.1 },
      { from: [0, 0], to: [0, 0], mark: 'o', role: 'wall', width: 0.16 },
    ],
  };
}
