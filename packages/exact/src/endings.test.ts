import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { forwardGradient } from './forward-variance.test.support.js';
import { randomModel } from './garnet.test.support.js';
import { relativeError } from './gradient-bias.js';
import { outsideMemory, rememberingSoftmax } from './memory.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { targetGradient } from './target-gradient.js';

function numbers(length: number, seed: number, name: string): Float64Array {
  const random = randomStream(seed, name);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

const settings = { states: 3, actions: 2, observations: 2, branching: 2 } as const;
const memory = { nodes: 2, observations: 2, actions: 2, start: Float64Array.of(0.3, 0.7) };

/** A random model and a random controller of two nodes on it. */
function problem(seed: number, more: { terminal?: number; actionDependent?: boolean; rewardSeen?: boolean }) {
  const model = randomModel({ ...settings, ...more }, 300 + seed);
  const softmax = Softmax.oneHot(4, 4, numbers(16, seed, 'memory'));
  return { model, softmax, policy: rememberingSoftmax(memory, softmax) };
}

const EPISODIC = [
  { terminal: 1 },
  { terminal: 1, actionDependent: true },
  { terminal: 1, actionDependent: true, rewardSeen: true },
];

describe('the limits of GPOMDP where episodes end', () => {
  for (const endings of ['reset', 'centred', 'carry'] as const) {
    it(`are those of power series, with memory: ${endings}`, () => {
      for (const [seed, more] of EPISODIC.slice(1).entries()) {
        const { model, softmax, policy } = problem(seed, more);
        const outside = outsideMemory(model, memory);
        for (const beta of endings === 'carry' ? [0.6, 0.95] : [0.6, 1]) {
          const limit = targetGradient(model, policy, { objective: 'average', beta, endings });
          const d = numbers(16, seed, 'direction');
          // 900 roundings of numbers up to 20.
          expect(dot(limit, d)).closeTo(forwardGradient(outside, softmax, beta, d, endings), 1e-11);
        }
      }
    });
  }

  it('are ∇η as β → 1 with r − η, and with the trace carried across the restart', () => {
    for (const [seed, more] of EPISODIC.entries()) {
      const { model, policy } = problem(seed, more);
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      const gradient = analysis.gradient();
      const error = (beta: number, endings: 'centred' | 'carry' | 'reset') =>
        relativeError(analysis.discountedGradient(beta, endings), gradient);
      expect(error(1, 'centred')).below(1e-12); // roundings of values as large as an episode is long
      expect(error(1, 'carry')).equal(0);
      // The bias is of order 1 − β, times the steps that the chain takes to forget.
      expect(error(1 - 1e-9, 'centred')).below(1e-7);
      expect(error(1 - 1e-9, 'carry')).below(1e-7);
      expect(error(1, 'reset')).above(1e-4); // far from rounding, though η is small here
    }
  });

  it('are one where nothing ends', () => {
    const { model, policy } = problem(7, {});
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    for (const beta of [0, 0.9, 1 - 1e-9, 1]) {
      const reset = analysis.discountedGradient(beta);
      for (const endings of ['centred', 'carry'] as const)
        expect(relativeError(analysis.discountedGradient(beta, endings), reset)).below(1e-12);
    }
    expect(relativeError(analysis.discountedGradient(1), analysis.gradient())).equal(0);
  });
});

describe('targetGradient', () => {
  it('is ∇η where no β is given, and resets the trace where nothing is said of endings', () => {
    const { model, policy } = problem(1, { terminal: 1 });
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    expect(targetGradient(model, policy, { objective: 'average' })).deep.equal(analysis.gradient());
    expect(targetGradient(model, policy, { objective: 'average', beta: 0.8 })).deep.equal(
      analysis.discountedGradient(0.8, 'reset'),
    );
  });
});
