import type {
  Critic,
  EstimatorSpec,
  FiniteModel,
  GradientEstimate,
  GradientTarget,
  ParametricPolicy,
} from '@pomdp-gym/contracts';
import { targetAnalysis } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { arbitraryCritic } from './arbitrary-critic.js';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import type { EstimatorSettings } from './estimator-settings.js';
import { garnet } from './garnet.js';
import { make } from './make.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { playThrough } from './play-through.js';
import { RememberingPolicy } from './remembering-policy.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { trialPolicy } from './trial-policy.js';

const RUNS = 40;
const STEPS = 4000;
/**
 * The part of these that is enough with a memory where the rule on the product of problem and memory holds each estimate to one
 * without: the means add that this is so on long paths too.
 */
const PART_ON_PRODUCT = 1 / 2;
/** The part of these, and the multiple, that are the shorter and the longer paths of an estimator that balances bias against noise. */
const [SHORTER, LONGER] = [1 / 4, 4];
/**
 * Student's t with 39 degrees of freedom is beyond 6.3 with probability 2.0·10⁻⁷. What the start of a path and averages of the same path add is of
 * order 1/T, and so is the standard error of a component whose row is met at the start alone: START / T is allowed for it.
 */
const CRITICAL = 6.3;
const START = 1;
/**
 * χ²/39 is below .22 with probability 1.2·10⁻⁷ and above 2.6 with probability 2·10⁻⁷; blocks are long enough for errors that
 * are right to a fifth.
 */
const [LEAST_RATIO, GREATEST_RATIO] = [0.22 / 1.2, 2.6 * 1.2];
/** The rate at which one number, a component or a value, is found wrong: by its mean, or by its scatter. */
const NUMBER_RATE = 2.0e-7 + 1.2e-7 + 2.0e-7;
/** The models that a rule is tried on. */
const MODELS = 2;
/** Of a discounted value, steps after which a path without end is cut off: they divide T, and γ^n has to be small by then. */
const HORIZON = 100;

/** The rules of an estimator whose estimand is known: many estimates average to the exact gradient. */
export function truthChecks(
  spec: EstimatorSpec,
  settings: EstimatorSettings,
  target: GradientTarget,
): Check[] {
  const given = settings.needsCritic ? arbitraryCritic : undefined;
  const example = make('estimator', spec, settings.options, trialPolicy(11), given, ring);
  const { steps: usual = STEPS } = settings;
  const rule = (how: string, policies: Policies, critic: Critic | undefined, steps = usual): Check[] =>
    (['on a path without end', 'on episodes'] as const).map((where) => ({
      name: `${how} average to the exact gradient, ${where}.`,
      falseAlarmRate: MODELS * (policies(11).parameters.length + 1) * NUMBER_RATE,
      run: () => compareAll({ spec, settings, target, critic }, where === 'on episodes', policies, steps),
    }));
  const stepsWithMemory = example.integratesMemory ? usual : usual * PART_ON_PRODUCT;
  if (example.balancesBias) return [fallingError({ spec, settings, target, critic: given }, usual)];
  return [
    ...rule('Many estimates', trialPolicy, given),
    ...rule('With a memory many estimates', rememberingPolicy, given, stepsWithMemory),
    ...(settings.baseline
      ? rule('With any critic as its baseline many estimates', trialPolicy, arbitraryCritic)
      : []),
  ];
}

/**
 * An error of bias and noise in balance falls with T at least as √T does, where the bias is of one β and falls as 1 − β does: by four in
 * the squared error for paths 16 times as long. Half as much is asked for, in means over ten and forty runs.
 */
function fallingError(trial: Trial, usual: number): Check {
  return {
    name: 'Its error falls as paths lengthen, on a path without end and on episodes.',
    falseAlarmRate: MEASURED_ALARMS,
    run: () => {
      for (const model of [ring(), errand(), garnet(22, false)]) {
        const policy = trialPolicy(11);
        const exact = targetAnalysis(model, policy, trial.target).gradient();
        const errorAfter = (steps: number, runs: number) =>
          meanSquare(estimates(trial, model, policy, { steps, runs }), exact);
        const [short, long] = [errorAfter(usual * SHORTER, RUNS), errorAfter(usual * LONGER, RUNS / 4)];
        demand(
          long <= short / 2,
          () =>
            `Its mean squared error is ${short} after ${usual * SHORTER} steps, and ${long} after 16 times as many.`,
        );
      }
    },
  };
}

function meanSquare(found: readonly GradientEstimate[], exact: Float64Array): number {
  const squares = found.map(({ gradient }) => gradient.reduce((sum, x, k) => sum + (x - exact[k]!) ** 2, 0));
  return squares.reduce((sum, square) => sum + square, 0) / found.length;
}

type Policies = (seed: number) => ParametricPolicy;

interface Trial {
  readonly spec: EstimatorSpec;
  readonly settings: EstimatorSettings;
  readonly target: GradientTarget;
  readonly critic: Critic | undefined;
}

/** On a hand-made model and on a random one. */
function compareAll(trial: Trial, ends: boolean, policies: Policies, steps: number): void {
  for (const [place, model] of [ends ? errand() : ring(), garnet(ends ? 21 : 22, ends)].entries()) {
    const policy = policies(11 + place);
    const found = estimates(trial, model, policy, { steps, runs: RUNS });
    const truth = targetAnalysis(model, policy, trial.target);
    compare(
      found.map(({ gradient }) => gradient),
      truth.gradient(),
      nameOf(trial.target),
      steps,
    );
    compareErrors(found);
    compareValues(found, truth.value, steps);
  }
}

function rememberingPolicy(seed: number): RememberingPolicy {
  const policy = new RememberingPolicy(2, 5, 3);
  drawParameters(policy, 1, randomStream(seed, 'parameters'));
  return policy;
}

function estimates(
  { spec, settings: { options, seed = 1 }, target, critic }: Trial,
  model: FiniteModel,
  policy: ParametricPolicy,
  { steps, runs }: { readonly steps: number; readonly runs: number },
): GradientEstimate[] {
  const environment = smallEnvironment(model);
  return Array.from({ length: runs }, (_, run) => {
    const estimator = make('estimator', spec, options, policy, critic, () => model);
    playThrough(
      {
        environment,
        policy,
        environmentRandom: randomStream(seed, 'truth', String(run), 'environment'),
        policyRandom: randomStream(seed, 'truth', String(run), 'policy'),
        steps,
        ...(target.objective === 'discounted' && { episodeLimit: HORIZON }),
      },
      (batch) => estimator.update(batch),
    );
    return estimator.estimate();
  });
}

/** Student's t, component by component. */
function compare(found: readonly Float64Array[], exact: Float64Array, name: string, steps: number): void {
  exact.forEach((truth, k) => {
    const { mean, variance } = momentsOf(found.map((gradient) => gradient[k]!));
    const error = Math.sqrt(variance / RUNS);
    demand(
      Math.abs(mean - truth) <= CRITICAL * error + START / steps,
      () =>
        `Component ${k} averages ${mean} ± ${error} over ${RUNS} runs of ${steps} steps; ` +
        `${name} is ${truth}, ${((mean - truth) / error).toFixed(1)} standard errors away.`,
    );
  });
}

/** The variance of the estimates against their standard errors, component by component, where all give these. */
function compareErrors(found: readonly GradientEstimate[]): void {
  found[0]!.gradient.forEach((_, k) => {
    const squares = found.map(({ standardError }) => (standardError?.[k] ?? NaN) ** 2);
    const stated = squares.reduce((sum, square) => sum + square, 0) / RUNS;
    const { variance } = momentsOf(found.map(({ gradient }) => gradient[k]!));
    if (Number.isNaN(stated) || (stated === 0 && variance < 1e-24)) return;
    demand(
      variance >= LEAST_RATIO * stated && variance <= GREATEST_RATIO * stated,
      () =>
        `Component ${k} of ${RUNS} estimates scatters by ${Math.sqrt(variance)}; ` +
        `their standard errors say ${Math.sqrt(stated)}.`,
    );
  });
}

/** Student's t of the values, and their variance against their standard errors, where estimates have them. */
function compareValues(found: readonly GradientEstimate[], truth: number, steps: number): void {
  const values = found.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (values.length < RUNS) return;
  const { mean, variance } = momentsOf(values);
  const error = Math.sqrt(variance / RUNS);
  demand(
    Math.abs(mean - truth) <= CRITICAL * error + 1e-12 * (1 + Math.abs(truth)),
    () =>
      `Values average ${mean} ± ${error} over ${RUNS} runs of ${steps} steps; what is climbed is ${truth}.`,
  );
  const squares = found.map(({ valueStandardError }) => (valueStandardError ?? NaN) ** 2);
  const stated = squares.reduce((sum, square) => sum + square, 0) / RUNS;
  if (Number.isNaN(stated) || (stated === 0 && variance < 1e-24)) return;
  demand(
    variance >= LEAST_RATIO * stated && variance <= GREATEST_RATIO * stated,
    () => `${RUNS} values scatter by ${Math.sqrt(variance)}; their standard errors say ${Math.sqrt(stated)}.`,
  );
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}

function nameOf(target: GradientTarget): string {
  if (target.objective === 'discounted') return `∇V_γ at γ = ${target.discount}`;
  return target.beta === undefined ? '∇η' : `∇_βη at β = ${target.beta}`;
}
