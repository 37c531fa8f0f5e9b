import 'reflect-metadata';
import { gradientEstimates } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { asymptoticFrom } from '../page/asymptotic-from.js';
import { shippedRegistry } from '../shipped-registry.js';
import { errorMap } from './error-map.js';
import { exactGradients } from './exact-gradients.js';

const recipe = {
  ...{ environment: 'ThreeState-v0', agent: 'softmax+gpomdp:beta=.8+conjpomdp' },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
};
const theta = [0.3, -0.2, 0.1, 0.4];
const PATHS = 1000;

describe('The asymptotic error', () => {
  let registry: Registry;
  before(async () => (registry = await shippedRegistry()));

  const context = () => ({
    ...{ registry, opened: {}, optima: new Map(), emit: () => undefined },
    signal: new AbortController().signal,
  });
  const exactAt = (beta: number) => exactGradients({ recipe, theta, betas: [beta] }, context());

  /** The mean of |Δ_T − ∇η|² over simulated paths, for each T. */
  const sampledErrors = async (beta: number, steps: readonly number[], gradient: readonly number[]) => {
    const errors = steps.map(() => 0);
    for (let path = 0; path < PATHS; path++) {
      const [estimates = []] = await gradientEstimates(
        {
          ...{ environment: { id: 'ThreeState-v0', options: {} }, policy: { id: 'softmax', options: {} } },
          ...{ theta, betas: [beta], steps, seed: 5 },
        },
        path,
        registry,
      );
      estimates.forEach((estimate, i) =>
        estimate.forEach((value, k) => (errors[i]! += (value - gradient[k]!) ** 2 / PATHS)),
      );
    }
    return errors;
  };

  for (const beta of [0.5, 0.8])
    it(`is near that of simulated paths from the T on that is stated, and not for T = 1, at β = ${beta}`, async () => {
      const { gradient, mixing, atBeta } = await exactAt(beta);
      const { squaredBias, variance } = atBeta[0]!;
      const from = asymptoticFrom(beta, mixing);
      const ratios = (await sampledErrors(beta, [1, from], gradient)).map(
        (sampled, i) => (squaredBias + variance / [1, from][i]!) / sampled,
      );
      // The next terms of the expansion in 1/T are a fifth at most here; |Δ − ∇η|² varies about as much as it is large, so that 1,000 paths
      // know its mean to 4 %, and four of these are 16 %.
      expect(ratios[1]).to.be.within(0.84, 1.4);
      expect(ratios[0]).to.be.above(2);
    });

  it('has the mixing time of the eigenvalues that are shown', async () => {
    const { mixing, eigenvalues } = await errorMap({ recipe, theta, betas: [] }, context());
    const others = eigenvalues!.slice(1).map(({ real, imaginary }) => 1 / Math.hypot(1 - real, imaginary));
    expect(mixing).to.be.closeTo(Math.max(...others), 1e-9);
  });

  it('says whether episodes end: not in the three-state problem, and in the T-maze', async () => {
    expect((await exactAt(0.5)).ends).to.equal(false);
    expect((await errorMap({ recipe, theta, betas: [] }, context())).ends).to.equal(false);
    const ending = { recipe: { ...recipe, environment: 'TMaze-v0' }, theta: new Array<number>(12).fill(0) };
    expect((await exactGradients({ ...ending, betas: [] }, context())).ends).to.equal(true);
    expect((await errorMap({ ...ending, betas: [] }, context())).ends).to.equal(true);
  });
});
