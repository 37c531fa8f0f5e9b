import { cos, sin } from '@pomdp-gym/numerics';
import { between, clip, type ControlTask, viewOf } from './control-task.js';
import { path, type Scene } from './scene.js';

const FORCE = 0.001;
const GRAVITY = 0.0025;
const MOST_SPEED = 0.07;
const [LEFT, RIGHT, GOAL] = [-1.2, 0.6, 0.5];

/** A car in a valley whose engine is too weak to drive straight up (Moore 1990). State: place and velocity. */
export const mountainCar: ControlTask = {
  stateNames: ['x', 'velocity'],
  actionSpace: { kind: 'discrete', size: 3, labels: ['left', 'none', 'right'] },
  steps: 200,
  full: { ...viewOf([0, 1], [0, 0]), low: [LEFT, -MOST_SPEED], high: [RIGHT, MOST_SPEED] },
  positions: { ...viewOf([0], [0]), low: [LEFT], high: [RIGHT] },
  start(state, random) {
    state[0] = between(random, -0.6, -0.4);
    state[1] = 0;
  },
  advance(state, action) {
    const x = state[0]!;
    const push = (action - 1) * FORCE - GRAVITY * cos(3 * x);
    const velocity = clip(state[1]! + push, -MOST_SPEED, MOST_SPEED);
    const next = clip(x + velocity, LEFT, RIGHT);
    state[0] = next;
    state[1] = next === LEFT && velocity < 0 ? 0 : velocity;
    return -1;
  },
  isOver: ([x, velocity]) => x! >= GOAL && velocity! >= 0,
  scene: ([x]) => scene(x!),
};

function height(x: number): number {
  return 0.45 * sin(3 * x) + 0.55;
}

function scene(x: number): Scene {
  const places = Array.from({ length: 61 }, (_, i) => {
    const along = LEFT + ((RIGHT - LEFT) * i) / 60;
    return [along, height(along)] as const;
  });
  return {
    left: LEFT - 0.05,
    right: RIGHT + 0.05,
    bottom: 0,
    top: 1.3,
    segments: [
      ...path(places, { mark: '.', role: 'floor', width: 0.01 }),
      { from: [GOAL, height(GOAL)], to: [GOAL, height(GOAL) + 0.2], mark: '|', role: 'goal', width: 0.015 },
      { from: [x, height(x) + 0.04], to: [x, height(x) + 0.04], mark: '@', role: 'agent', width: 0.08 },
    ],
  };
}
