import { dot } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { PolicyAnalysis } from './policy-analysis.js';
import { TdAnalysis } from './td-analysis.js';
import { learntPath } from './td-simulation.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

const RUNS = 1600;

/** The mean of squared deviations, one a path, with its standard error. */
function meanSquare(squares: readonly number[]): { value: number; error: number } {
  const value = squares.reduce((sum, each) => sum + each, 0) / RUNS;
  const spread = squares.reduce((sum, each) => sum + (each - value) ** 2, 0) / (RUNS - 1);
  return { value, error: Math.sqrt(spread / RUNS) };
}

function distance(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, k) => sum + (value - y[k]!) ** 2, 0);
}

describe('TdAnalysis beside simulation', () => {
  it('has the variances of the critic and of the actor on it that 1600 paths of 2000 steps show', () => {
    const [model, policy] = [threeState(), threeStateSoftmax([1, 1, -1, -1])];
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    for (const lambda of [0, 0.7]) {
      const td = new TdAnalysis(analysis, { discount: 1, lambda, average: true });
      const setting = { model, policy, lambda, known: td.values };
      const paths = Array.from({ length: RUNS }, (_, run) => learntPath(setting, run));
      const [learnt, known] = [td.actorGradient(), td.actorGradient('known')];
      const squares = paths.map(({ learnt: found, steps }) => steps * distance(found, learnt.mean));
      const whole = meanSquare(squares);
      // Ten comparisons at 4.5 standard errors, a false alarm in 15,000 seeds, and 2 % of the exact value for what T = 2000 leaves.
      expect(Math.abs(whole.value - learnt.total)).below(4.5 * whole.error + 0.02 * learnt.total);
      // What learning the critic adds, on the same paths.
      const added = meanSquare(
        paths.map(({ known: found, steps }, run) => squares[run]! - steps * distance(found, known.mean)),
      );
      const exactly = learnt.total - known.total;
      expect(Math.abs(added.value - exactly)).below(4.5 * added.error + 0.02 * learnt.total);
      // The test is fine enough to see it.
      expect(exactly).above(4.5 * added.error + 0.02 * learnt.total);
      td.valueVariances().forEach((exact, y) => {
        const values = meanSquare(
          paths.map(
            ({ values: found, steps }) => steps * (found[y]! - dot(td.occupancy, found) - td.values[y]!) ** 2,
          ),
        );
        expect(Math.abs(values.value - exact)).below(4.5 * values.error + 0.02 * exact);
      });
    }
  });
});
