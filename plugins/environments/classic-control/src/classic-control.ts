import { environment } from '@pomdp-gym/contracts';
import { acrobot } from './acrobot.js';
import { cartPole } from './cart-pole.js';
import { ControlEnvironment } from './control-environment.js';
import type { ControlTask } from './control-task.js';
import { mountainCar } from './mountain-car.js';
import { observationOptions } from './observation-options.js';
import { pendulum } from './pendulum.js';

function specOf(id: string, summary: string, task: ControlTask) {
  return environment({
    id,
    summary,
    options: observationOptions,
    create: (chosen) => new ControlEnvironment(task, chosen),
  });
}

export const cartPoleV0 = specOf(
  'CartPole-v0',
  'Balance a pole on a cart for at most 200 steps; velocities may be hidden.',
  cartPole(200),
);

export const cartPoleV1 = specOf(
  'CartPole-v1',
  'Balance a pole on a cart for at most 500 steps; velocities may be hidden.',
  cartPole(500),
);

export const mountainCarV0 = specOf(
  'MountainCar-v0',
  'Drive a weak car out of a valley; its velocity may be hidden.',
  mountainCar,
);

export const acrobotV1 = specOf(
  'Acrobot-v1',
  'Swing the tip of two links above a line; velocities may be hidden.',
  acrobot,
);

export const pendulumV1 = specOf(
  'Pendulum-v1',
  'Swing a pendulum up with a bounded torque, a continuous action; its velocity may be hidden.',
  pendulum,
);
