import type { Critic, Environment, Estimator, FiniteModel, ParametricPolicy } from '@pomdp-gym/contracts';
import { td } from '@pomdp-gym/critic-td';
import { gpomdp } from '@pomdp-gym/estimator-gpomdp';
import { BaselineAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { simulate } from '@pomdp-gym/simulator';

/** A problem, and a policy on it at a θ that is drawn or given. */
export interface BaselineProblem {
  readonly name: string;
  readonly environment: Environment;
  readonly model: FiniteModel;
  readonly policy: ParametricPolicy;
}

/** One line of the table: by how much a baseline cuts the trace of the covariance. */
export interface BaselineRow {
  readonly baseline: string;
  /** Var without / Var with the baseline, for T → ∞. */
  readonly exact: number;
  /** The same of estimates from the same paths. */
  readonly measured: number;
  /** (ln measured − ln exact) / its standard error, by the jackknife over paths. */
  readonly z: number;
}

export function baselineProblem(
  name: string,
  environment: Environment,
  theta?: readonly number[],
): BaselineProblem {
  const model = environment.model?.();
  if (!model) throw new Error(`${name} has no model.`);
  const policy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(1, 'theta');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = theta?.[k] ?? 2 * random.uniform() - 1));
  return { name, environment, model, policy };
}

interface Contender {
  readonly baseline: string;
  readonly exact: number;
  make(): Estimator;
}

/** The variances of GPOMDP with each baseline on the same `paths` paths of T steps, against the exact ones. */
export async function baselineRows(
  problem: BaselineProblem,
  beta: number,
  { paths, steps }: { readonly paths: number; readonly steps: number },
): Promise<BaselineRow[]> {
  const [plain, ...others] = contenders(problem, beta);
  const found: number[][][] = [];
  for (let path = 0; path < paths; path++)
    found.push(
      await estimates(
        problem,
        [plain!, ...others].map((each) => each.make()),
        steps,
        path,
      ),
    );
  return others.map(({ baseline, exact }, i) => {
    const ratio = (left?: number) =>
      variance(
        found.map((path) => path[0]!),
        left,
      ) /
      variance(
        found.map((path) => path[i + 1]!),
        left,
      );
    const measured = ratio();
    const without = found.map((_, path) => Math.log(ratio(path)));
    const mean = without.reduce((sum, value) => sum + value, 0) / paths;
    const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const error = Math.sqrt(((paths - 1) / paths) * squares);
    return {
      baseline,
      exact: plain!.exact / exact,
      measured,
      z: Math.log(measured / (plain!.exact / exact)) / error,
    };
  });
}

/** GPOMDP without a baseline, and with each; fitted ones come by the path itself, the others are frozen at what is exact. */
function contenders({ model, policy, environment }: BaselineProblem, beta: number): Contender[] {
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  const trace = new BaselineAnalysis(analysis, { beta });
  const { constant, byObservation } = trace.bestBaselines();
  const constants = byObservation.map(() => constant);
  const values = observationValues(analysis, beta, constant);
  const exact = (baseline?: Float64Array) => sum(trace.variances(baseline));
  const make = (baseline: string, critic?: Critic) => () =>
    gpomdp.create(gpomdp.options.parse({ beta, baseline, criticLearns: false }), policy, critic, () => model);
  const frozen = (start: Float64Array) => {
    const options = td.options.parse({ start: [...start], features: 'one-hot', stepSize: 0 });
    return make('critic', td.create(options, environment));
  };
  const average = sum(new BaselineAnalysis(analysis, { beta, average: true }).variances());
  return [
    { baseline: 'none', exact: exact(), make: make('none') },
    { baseline: 'average', exact: average, make: make('average') },
    { baseline: 'constant, fitted', exact: exact(constants), make: make('constant') },
    { baseline: 'constant, frozen', exact: exact(constants), make: frozen(constants) },
    { baseline: 'observation, fitted', exact: exact(byObservation), make: make('observation') },
    { baseline: 'observation, frozen', exact: exact(byObservation), make: frozen(byObservation) },
    { baseline: 'E[J | y], frozen', exact: exact(values), make: frozen(values) },
  ];
}

/** E[J_β | y] by observation, `otherwise` where it is never met: what TD(1) converges to. */
function observationValues(analysis: PolicyAnalysis, beta: number, otherwise: number): Float64Array {
  const { chain, stationary } = analysis;
  const values = analysis.discountedValues(beta);
  const weights = new Float64Array(chain.controller.observations);
  const returns = new Float64Array(weights.length);
  stationary.forEach((mass, x) => {
    const law = chain.observed.laws[chain.observedState[x]!]!;
    law.observations.forEach((y, j) => {
      weights[y]! += mass * law.probabilities[j]!;
      returns[y]! += mass * law.probabilities[j]! * values[x]!;
    });
  });
  return returns.map((value, y) => (weights[y]! > 0 ? value / weights[y]! : otherwise));
}

async function estimates(
  { environment, policy }: BaselineProblem,
  estimators: readonly Estimator[],
  steps: number,
  path: number,
): Promise<number[][]> {
  await simulate({
    environment,
    policy,
    steps,
    environmentRandom: randomStream(7, 'path', String(path), 'environment'),
    policyRandom: randomStream(7, 'path', String(path), 'policy'),
  }).forEach((batch) => {
    for (const estimator of estimators) estimator.update(batch);
  });
  return estimators.map((estimator) => [...estimator.estimate().gradient]);
}

/** The sum of the variances of the components, one of the vectors left out where its index is given. */
function variance(vectors: readonly (readonly number[])[], left?: number): number {
  const kept = vectors.filter((_, i) => i !== left);
  return kept[0]!.reduce((total, _, k) => {
    const mean = kept.reduce((all, vector) => all + vector[k]!, 0) / kept.length;
    return total + kept.reduce((all, vector) => all + (vector[k]! - mean) ** 2, 0) / (kept.length - 1);
  }, 0);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
