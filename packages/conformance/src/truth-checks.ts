import type { Critic, EstimatorSpec, FiniteModel, ParametricPolicy } from '@pomdp-gym/contracts';
import { discountedGradients } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import type { EstimatorSettings } from './estimator-settings.js';
import { playThrough } from './play-through.js';
import { make } from './make.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { trialPolicy } from './trial-policy.js';

const RUNS = 40;
const STEPS = 4000;
/**
 * Student's t with 39 degrees of freedom is beyond 6.3 with probability 2.0·10⁻⁷; a suite looks at 60 components, so that a sound
 * estimator is blamed with probability 1.2·10⁻⁵ at most. What the start of a path adds is of order 1/T: below one standard error.
 */
const CRITICAL = 6.3;

/** The rule of an estimator whose estimand is ∇_βη: many estimates average to the exact gradient. */
export function truthChecks(spec: EstimatorSpec, settings: EstimatorSettings, beta: number): Check[] {
  const run = (model: FiniteModel, critic?: Critic) => () => {
    for (const place of [11, 12]) {
      const policy = trialPolicy(place);
      compare(
        estimates(spec, settings, model, policy, critic),
        discountedGradients(model, policy, [beta])[0]!,
        beta,
      );
    }
  };
  return [
    { name: 'Many estimates average to the exact gradient, on a path without end.', run: run(ring()) },
    { name: 'Many estimates average to the exact gradient, on episodes.', run: run(errand()) },
    ...(settings.baseline
      ? [
          {
            name: 'With any critic as its baseline many estimates average to the exact gradient, on a path without end.',
            run: run(ring(), arbitrary),
          },
          {
            name: 'With any critic as its baseline many estimates average to the exact gradient, on episodes.',
            run: run(errand(), arbitrary),
          },
        ]
      : []),
  ];
}

function estimates(
  spec: EstimatorSpec,
  { options, seed = 1 }: EstimatorSettings,
  model: FiniteModel,
  policy: ParametricPolicy,
  critic?: Critic,
): Float64Array[] {
  const environment = smallEnvironment(model);
  return Array.from({ length: RUNS }, (_, run) => {
    const estimator = make(spec, options, policy, critic);
    playThrough(
      {
        environment,
        policy,
        environmentRandom: randomStream(seed, 'truth', String(run), 'environment'),
        policyRandom: randomStream(seed, 'truth', String(run), 'policy'),
        steps: STEPS,
      },
      (batch) => estimator.update(batch),
    );
    return estimator.estimate().gradient;
  });
}

/** Values of the five observations of the small models that have nothing to do with what is still to come. */
const VALUES = [3, -2, 1, 4, -1];

const arbitrary: Critic = {
  reset: () => undefined,
  update: () => undefined,
  values({ length, observations, ending, next }, into) {
    for (let row = 0; row < length; row++) into[row] = VALUES[observations.values[row]!]!;
    into[length] = ending === 'terminated' ? 0 : VALUES[Number(next)]!;
  },
};

/** Student's t, component by component. */
function compare(found: readonly Float64Array[], exact: Float64Array, beta: number): void {
  exact.forEach((truth, k) => {
    const values = found.map((gradient) => gradient[k]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / RUNS;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (RUNS - 1);
    const error = Math.sqrt(variance / RUNS);
    demand(
      Math.abs(mean - truth) <= CRITICAL * error + 1e-12,
      () =>
        `Component ${k} averages ${mean} ± ${error} over ${RUNS} runs of ${STEPS} steps; ` +
        `∇_βη at β = ${beta} is ${truth}, ${((mean - truth) / error).toFixed(1)} standard errors away.`,
    );
  });
}
