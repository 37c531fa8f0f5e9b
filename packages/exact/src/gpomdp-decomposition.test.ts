import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { simulatedAutocovariances } from './autocovariance-simulation.test.support.js';
import { BaselineAnalysis } from './baseline-analysis.js';
import { randomModel } from './garnet.test.support.js';
import { rememberingSoftmax } from './memory.test.support.js';
import { simulatedParts } from './part-simulation.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';
import { type EstimatorSettings, GpomdpDecomposition } from './gpomdp-decomposition.js';

function numbers(length: number, seed: number, name: string): Float64Array {
  const random = randomStream(seed, name);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const parts = (list: readonly { readonly contribution: number }[]) =>
  sum(list.map(({ contribution }) => contribution));

function problem(seed: number, terminal: number, states = 4) {
  const settings = { states, actions: 2, observations: 3, branching: 2 };
  const model = randomModel({ ...settings, terminal, rewardSeen: true }, 500 + seed);
  return { model, policy: Softmax.oneHot(3, 2, numbers(6, seed, 'theta')) };
}

/** Every decomposition, as a part of the whole that `BaselineAnalysis` computes by other equations: all are 1. */
function sums(analysis: PolicyAnalysis, { baseline, ...settings }: EstimatorSettings): number[] {
  const whole = sum(new BaselineAnalysis(analysis, settings).variances(baseline));
  const taken = new GpomdpDecomposition(analysis, { ...settings, ...(baseline && { baseline }) });
  const byLag = [0, 3, 12].map((last) => {
    const { lags, later } = taken.byLag(last);
    return sum(lags) + later;
  });
  const modes = taken.byMode()!;
  const byMode = modes.instant + parts(modes.trace) + parts(modes.chain);
  return [taken.total, ...byLag, sum(taken.byPair()), byMode].map((value) => value / whole);
}

describe('GpomdpDecomposition', () => {
  for (const terminal of [0, 1]) {
    for (const endings of ['reset', 'centred', 'carry'] as const) {
      it(`sums to the trace by age, pair and mode: ${terminal} terminal states, ${endings}`, () => {
        const { model, policy } = problem(terminal, terminal);
        const analysis = PolicyAnalysis.ofPolicy(model, policy);
        for (const beta of [0, 0.6, 0.95]) {
          for (const baseline of [new Float64Array(3), numbers(3, 9, 'baseline')]) {
            // The relative accuracy that is asked for.
            for (const share of sums(analysis, { beta, endings, baseline })) expect(share).closeTo(1, 1e-10);
          }
        }
      });
    }
  }

  it('sums to the trace on larger chains, whose eigenvalues are complex and crowd near 0', () => {
    for (let seed = 0; seed < 6; seed++) {
      const { model, policy } = problem(20 + seed, seed % 2, 12 + 10 * seed);
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      for (const share of sums(analysis, { beta: 0.9, endings: 'centred' })) expect(share).closeTo(1, 1e-10);
    }
  });

  it('sums to the trace with a memory, pair by pair of memory node and observation', () => {
    const { model } = problem(6, 1);
    const memory = { nodes: 2, observations: 3, actions: 2, start: Float64Array.of(0.5, 0.5) };
    const softmax = Softmax.oneHot(6, 4, numbers(24, 8, 'theta'));
    const analysis = PolicyAnalysis.ofPolicy(model, rememberingSoftmax(memory, softmax));
    for (const share of sums(analysis, { beta: 0.8 })) expect(share).closeTo(1, 1e-10);
    const taken = new GpomdpDecomposition(analysis, { beta: 0.8 });
    expect(taken.byPair()).lengthOf(6);
    // The scores of one pair belong to parameters of its own, which nothing else moves.
    const variances = new BaselineAnalysis(analysis, { beta: 0.8 }).variances();
    taken.byPair().forEach((value, pair) => {
      const own = sum([0, 1, 2, 3].map((u) => variances[u * 6 + pair]!));
      expect(value / own).closeTo(1, 1e-10);
    });
  });

  it('takes off what a baseline removes', () => {
    for (const terminal of [0, 1]) {
      const { model, policy } = problem(terminal, terminal);
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      for (const endings of ['reset', 'carry'] as const) {
        const exact = new BaselineAnalysis(analysis, { beta: 0.9, endings });
        const taken = new GpomdpDecomposition(analysis, { beta: 0.9, endings });
        for (const b of [exact.bestBaselines().byObservation, numbers(3, 5, 'b')]) {
          const { left, removed } = taken.removedByBaseline(b);
          expect(left / sum(exact.variances(b))).closeTo(1, 1e-10);
          expect((left + removed) / sum(exact.variances())).closeTo(1, 1e-10);
        }
        const average = new BaselineAnalysis(analysis, { beta: 0.9, endings, average: true });
        expect(taken.removedByAverage().left / sum(average.variances())).closeTo(1, 1e-10);
      }
    }
  });

  it('of the three-state problem: the rewards’ mean is most of the variance at β = .95, and the average removes it', () => {
    const analysis = PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([1, 1, -1, -1]));
    const taken = new GpomdpDecomposition(analysis, { beta: 0.95 });
    const { trace, chain } = taken.byMode()!;
    const listed = (modes: typeof chain) => modes.map(({ eigenvalues }) => eigenvalues[0]!.real.toFixed(6));
    // An independent program has the eigenvalues 1, −.72847825 and .07707653.
    expect(listed(trace)).deep.equal(['1.000000', '-0.728478', '0.077077']);
    expect(listed(chain)).deep.equal(['-0.728478', '0.077077']);
    expect(trace[0]!.contribution / taken.total).above(0.8);
    const { removed } = taken.removedByAverage();
    // Section 5 of Weaver and Tao's rule on this problem: “well over ten times at .95”.
    expect(taken.total / (taken.total - removed)).above(10);
  });

  it('has the parts that 400 simulated runs show, by age and by observation', () => {
    for (const terminal of [0, 1]) {
      const { model, policy } = problem(3 + terminal, terminal);
      const taken = new GpomdpDecomposition(PolicyAnalysis.ofPolicy(model, policy), { beta: 0.6 });
      const { lags, later } = taken.byLag(3);
      const exact = [...lags, later, ...taken.byPair()];
      const found = simulatedParts({ model, policy, beta: 0.6, last: 3 });
      // 16 comparisons at 4.5 standard errors: a false alarm in 9,000 seeds; and 1 % of the whole for T = 2000.
      exact.forEach((value, i) => {
        const { value: measured, error } = found[i]!;
        expect(Math.abs(measured - value)).below(4.5 * error + 0.01 * taken.total);
      });
    }
  });

  it('has modes that make the autocovariances which 300 simulated runs show', () => {
    const beta = 0.6;
    const policy = threeStateSoftmax([1.5, -1, -1, 2]);
    const model = threeState();
    const taken = new GpomdpDecomposition(PolicyAnalysis.ofPolicy(model, policy), { beta });
    const { instant, trace, chain } = taken.byMode()!;
    // A mode λ that adds C to 2 Σ_{k ≥ 1} Γ_k adds C / 2 · (1 − λ) λ^{k−1} to Γ_k; a mode of the trace has βλ in its place.
    const decaying = (rate: number, { contribution }: { readonly contribution: number }, k: number) =>
      (contribution / 2) * (1 - rate) * rate ** (k - 1);
    const gamma = (k: number) =>
      sum(trace.map((mode) => decaying(beta * mode.eigenvalues[0]!.real, mode, k))) +
      sum(chain.map((mode) => decaying(mode.eigenvalues[0]!.real, mode, k)));
    for (const { eigenvalues } of [...trace, ...chain]) {
      expect(eigenvalues).lengthOf(1);
      expect(eigenvalues[0]!.imaginary).closeTo(0, 1e-12);
    }
    const found = simulatedAutocovariances({ model, policy, beta, mean: taken.mean, last: 5 });
    // 6 comparisons at 4.5 standard errors: a false alarm in 24,000 seeds.
    found.forEach(({ value, error }, k) =>
      expect(Math.abs(value - (k === 0 ? instant : gamma(k)))).below(4.5 * error),
    );
    // The error is small enough to tell the first autocovariances from 0.
    expect(gamma(1)).above(10 * found[1]!.error);
  });
});
