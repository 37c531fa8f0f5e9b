import { InputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomModel } from './garnet.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { TdAnalysis } from './td-analysis.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

function random(terminal: number) {
  const settings = { states: 5, actions: 2, observations: 3, branching: 2, terminal, rewardSeen: true };
  const draws = randomStream(terminal, 'theta');
  const theta = Float64Array.from({ length: 6 }, () => 2 * draws.uniform() - 1);
  return PolicyAnalysis.ofPolicy(randomModel(settings, 40 + terminal), Softmax.oneHot(3, 2, theta));
}

const three = () => PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([1, 1, -1, -1]));

/** E[J | y], by the joint chain. */
function observationValues(analysis: PolicyAnalysis, values: Float64Array): number[] {
  const { chain, stationary } = analysis;
  const [weights, returns] = [0, 1].map(() => new Float64Array(chain.controller.observations));
  stationary.forEach((mass, x) => {
    const law = chain.observed.laws[chain.observedState[x]!]!;
    law.observations.forEach((y, j) => {
      weights![y]! += mass * law.probabilities[j]!;
      returns![y]! += mass * law.probabilities[j]! * values[x]!;
    });
  });
  return [...returns!.map((value, y) => value / weights![y]!)];
}

describe('TdAnalysis', () => {
  it('has the discounted values of states that are seen, whatever λ', () => {
    const analysis = three();
    for (const lambda of [0, 0.5, 1]) {
      const { values } = new TdAnalysis(analysis, { discount: 0.9, lambda });
      const exact = analysis.discountedValues(0.9);
      analysis.chain.observedState.forEach((state, x) => {
        // Three equations and their rounding.
        expect(values[analysis.chain.observed.states[state]!]! / exact[x]!).closeTo(1, 1e-11);
      });
    }
  });

  it('has the bias vector of average reward, and ∇η without bias as the mean of the actor’s gradient', () => {
    const analysis = three();
    for (const lambda of [0, 0.5, 0.9]) {
      const td = new TdAnalysis(analysis, { discount: 1, lambda, average: true });
      const exact = analysis.biasVector();
      analysis.chain.observedState.forEach((state, x) =>
        expect(td.values[analysis.chain.observed.states[state]!]!).closeTo(exact[x]!, 1e-12),
      );
      // Where the critic is exact, δ z has the mean ∇η for every λ.
      for (const critic of ['known', 'learnt'] as const) {
        const { mean } = td.actorGradient(critic);
        analysis.gradient().forEach((value, k) => expect(mean[k]!).closeTo(value, 1e-12));
      }
    }
  });

  it('has E[J | y] at λ = 1, with endings and without', () => {
    // Recurrent nodes of the first know what they show, and the second shows one observation.
    const model = randomModel({ states: 5, actions: 2, observations: 1, branching: 2, terminal: 1 }, 40);
    const one = PolicyAnalysis.ofPolicy(model, Softmax.oneHot(1, 2, [0.3, -0.2]));
    for (const analysis of [random(0), one]) {
      const { values } = new TdAnalysis(analysis, { discount: 0.8, lambda: 1 });
      const exact = observationValues(analysis, analysis.discountedValues(0.8));
      exact.forEach((value, y) => expect(values[y]!).closeTo(value, 1e-11));
    }
  });

  it('is the same in any features that span the same, and takes features that say less', () => {
    const analysis = random(0);
    const settings = { discount: 0.8, lambda: 0.3 };
    const tabular = new TdAnalysis(analysis, settings);
    const spanning = new TdAnalysis(analysis, {
      ...settings,
      features: [
        [1, 0, 0, 1],
        [1, 2, 0, 1],
        [0, 1, 1, 1],
      ],
    });
    expect(spanning.variance() / tabular.variance()).closeTo(1, 1e-10);
    spanning.values.forEach((value, y) => expect(value).closeTo(tabular.values[y]!, 1e-11));
    const constant = new TdAnalysis(analysis, { ...settings, features: [[1], [1], [1]] });
    // V(1 − γ) = η: one weight.
    constant.values.forEach((value) => expect(value).closeTo(analysis.averageReward / 0.2, 1e-11));
    // ŵ is the mean reward over 1 − γ, whatever λ.
    expect(constant.variance() / (constant.rewardVariance() / 0.04)).closeTo(1, 1e-10);
  });

  it('takes the actor’s variance apart by age, pair and mode', () => {
    for (const terminal of [0, 1]) {
      const td = new TdAnalysis(random(terminal), { discount: 1, lambda: 0.7, average: true });
      const gradient = td.actorGradient();
      const { lags, later } = gradient.byLag(5);
      expect((sum(lags) + later) / gradient.total).closeTo(1, 1e-10);
      expect(sum(gradient.byPair()) / gradient.total).closeTo(1, 1e-10);
      const { instant, trace, chain } = gradient.byMode()!;
      const modes = instant + sum([...trace, ...chain].map(({ contribution }) => contribution));
      expect(modes / gradient.total).closeTo(1, 1e-10);
    }
  });

  it('refuses what has no fixed point, with a sentence', () => {
    expect(() => new TdAnalysis(random(0), { discount: 1, lambda: 0.5 })).to.throw(
      InputError,
      'no fixed point',
    );
    expect(() => new TdAnalysis(random(0), { discount: 1, lambda: 1, average: true })).to.throw(
      InputError,
      'never fades',
    );
    expect(() => new TdAnalysis(random(0), { discount: 0.5, lambda: 2 })).to.throw(RangeError, 'lambda');
  });
});
