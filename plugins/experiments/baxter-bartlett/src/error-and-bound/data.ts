import { threeState } from '../three-state.js';
import type { Chain } from './chain-truth.js';

export const sizes = {
  full: {
    betas: [0, 0.4, 0.8, 0.9, 0.95, 0.98, 0.99],
    steps: [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6],
    runs: 200,
  },
  quick: { betas: [0, 0.8, 0.95, 0.99], steps: [1e3, 1e4, 3e4], runs: 40 },
};

/** A random chain at some θ. */
export function garnet(
  name: string,
  title: string,
  options: Readonly<Record<string, number>>,
  theta: readonly number[],
): Chain {
  const policy = { id: 'softmax', options: { features: 'one-hot' } };
  return { name, title, environment: { id: 'Garnet-v0', options }, policy, theta };
}

const two = { states: 2, actions: 2, branching: 2, observations: 2, layoutSeed: 2 };

export const ten = { states: 10, actions: 2, branching: 3, observations: 5, layoutSeed: 2 };

export const thetaOfTen = [1, -1, 0.5, -0.5, 0, 0, -0.5, 0.5, -1, 1];

export const chainsOf: readonly Chain[] = [
  {
    name: 'three-state',
    title: 'three-state problem',
    environment: threeState.environment,
    policy: threeState.policy,
    theta: threeState.theta,
  },
  garnet('two-states', 'Garnet of 2 states, lazy .9', { ...two, laziness: 0.9 }, [0.5, -0.5, -0.5, 0.5]),
  garnet('garnet-teleport', 'Garnet of 10, teleporting .5', { ...ten, teleport: 0.5 }, thetaOfTen),
  garnet('garnet', 'Garnet of 10', ten, thetaOfTen),
  garnet('garnet-lazy', 'Garnet of 10, lazy .9', { ...ten, laziness: 0.9 }, thetaOfTen),
  garnet('garnet-lazier', 'Garnet of 10, lazy .98', { ...ten, laziness: 0.98 }, thetaOfTen),
];
