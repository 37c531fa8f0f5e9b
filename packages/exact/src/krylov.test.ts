import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { randomModel } from './garnet.test.support.js';
import { krylovSecondModulus } from './krylov.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { SPECTRUM_LIMIT } from './spectrum.js';

function uniform(model: ReturnType<typeof finiteModel>): PolicyAnalysis {
  const { observations, actions } = model;
  return PolicyAnalysis.ofTable(model, {
    observations,
    actions,
    probabilities: new Float64Array(observations * actions).fill(1 / actions),
  });
}

/** A walk on 0 … n − 1 that stays at the ends: eigenvalues cos(kπ/n), k = 0 … n − 1. */
const path = (n: number) =>
  finiteModel({
    states: n,
    actions: 2,
    observations: 1,
    transition: (s, u) => [[Math.min(n - 1, Math.max(0, s + 2 * u - 1)), 1]],
    observation: () => [[0, 1]],
    initialObservation: () => [[0, 1]],
    reward: () => 0,
    start: [[0, 1]],
  });

describe('krylovSecondModulus', () => {
  const modulus = ({ transitions, stationary, recurrent }: PolicyAnalysis) =>
    krylovSecondModulus(transitions, stationary, recurrent);

  it('has the closed form of a walk on a path, and the whole spectrum’s where that can be had', () => {
    const walk = uniform(path(60));
    expect(modulus(walk)).closeTo(Math.cos(Math.PI / 60), 1e-9);
    expect(walk.secondEigenvalue()).closeTo(Math.cos(Math.PI / 60), 1e-12);
  });

  it('agrees with the whole spectrum on random models, with and without episodes', () => {
    for (let seed = 0; seed < 8; seed++) {
      const analysis = uniform(
        randomModel(
          { states: 20 + 12 * seed, actions: 2, observations: 3, branching: 2, terminal: seed % 2 },
          seed,
        ),
      );
      expect(modulus(analysis)).closeTo(analysis.secondEigenvalue()!, 1e-7);
    }
  });

  it('serves chains beyond the whole spectrum: flipping one of nine bits, half of the time', () => {
    const bits = 9;
    const n = 2 ** bits;
    expect(n).above(SPECTRUM_LIMIT);
    const cube = uniform(
      finiteModel({
        states: n,
        actions: 1,
        observations: 1,
        transition: (s) => [
          [s, 0.5],
          ...Array.from({ length: bits }, (_, i): [number, number] => [s ^ (1 << i), 0.5 / bits]),
        ],
        observation: () => [[0, 1]],
        initialObservation: () => [[0, 1]],
        reward: () => 0,
        start: [[0, 1]],
      }),
    );
    expect(cube.spectrum()).to.equal(undefined);
    expect(cube.secondEigenvalue()).closeTo(1 - 1 / bits, 1e-12); // eigenvalues 1 − k/9, k = 0 … 9
    expect(cube.mixingTime()).to.deep.equal({ steps: 6, kind: 'lower bound' }); // ln 2 / ln(9/8) = 5.9
  });

  it('has the closed form of a slow walk too, and returns that it cannot tell where it is stopped early', () => {
    const { transitions, stationary, recurrent } = uniform(path(200));
    const second = Math.cos(Math.PI / 200);
    expect(krylovSecondModulus(transitions, stationary, recurrent)).closeTo(second, 1e-6 * (1 - second));
    expect(krylovSecondModulus(transitions, stationary, recurrent, 64)).to.equal(undefined);
  });
});
