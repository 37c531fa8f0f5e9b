import { angleDegrees, averageRewardGradient, relativeError } from '@pomdp-gym/exact';
import { expect } from 'chai';
import { GPOMDP } from './three-state-reference.js';
import { type Setting, threeStateProblem } from './three-state-study.js';
import { compare } from './two-sample-band.js';

const THETA = Float64Array.of(1, 1, -1, -1);

const RUNS: Readonly<Record<number, number>> = { 100: 500, 1000: 500, 10000: 200 };

/*
 * 24 comparisons of four standard errors: under normal means a false alarm, at other seeds, in 24 · 6.3e-5 = 1.5 per 1000.
 */
describe('GPOMDP on the three-state problem, against the reference figures', () => {
  for (const { T, beta, error, angle } of GPOMDP) {
    it(`is off by ${error.mean} in norm and ${angle.mean}° in direction for T = ${T}, β = ${beta}`, async () => {
      const found = await estimates({ T, beta }, RUNS[T]!);
      for (const [what, values, reference] of [
        ['relative norm of the error', found.map((estimate) => estimate.error), error],
        ['angle', found.map((estimate) => estimate.angle), angle],
      ] as const) {
        const { mean, halfWidth, agrees } = compare(values, reference);
        const report = `${what}: mean ${mean.toFixed(4)} of ${values.length} runs, reference ${reference.mean} ± ${halfWidth.toFixed(4)}`;
        expect(agrees, report).to.equal(true);
      }
    });
  }
});

/** Independent estimates at θ, against the exact gradient there. */
async function estimates(setting: Setting, count: number) {
  const { model, policy, grad } = threeStateProblem(setting, setting.T);
  policy.parameters.set(THETA);
  const truth = averageRewardGradient(model, policy);
  const found = [];
  for (let run = 0; run < count; run++) {
    const { gradient } = await grad(THETA, 'direction');
    found.push({ error: relativeError(gradient, truth), angle: angleDegrees(gradient, truth) });
  }
  return found;
}
