import 'reflect-metadata';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { exactGradients } from './exact-gradients.js';

const recipe = {
  ...{ environment: 'LoadUnload-v0', agent: 'softmax+gpomdp:beta=.8+conjpomdp' },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
};

describe('withoutRounding', () => {
  for (const scale of [5, 20, 40])
    it(`makes no angle of a gradient that is zero, and keeps one that is not, at θ of scale ${scale}`, async () => {
      // ∇_0η is 0 to the last bit at scale 5; rounding leaves 3e-22 and 9e-27 of it at the others.
      const theta = [1, -1, -1, 1, 0.5, -1, -1, 1].map((value) => scale * value);
      const context = {
        opened: {},
        optima: new Map(),
        emit: () => undefined,
        signal: new AbortController().signal,
      };
      const { gradient, atBeta } = await exactGradients(
        { recipe, theta, betas: [0, 0.9] },
        { ...context, registry: await shippedRegistry() },
      );
      expect(atBeta[0]).to.deep.include({ degrees: null, gradient: new Array<number>(8).fill(0) });
      expect(atBeta[1]!.degrees).to.be.within(0, 180);
      expect(Math.hypot(...gradient)).to.be.within(0.014, 0.016);
    });
});
