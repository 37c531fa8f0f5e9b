import type { Environment, FiniteModel, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { td } from '@pomdp-gym/critic-td';
import { gpomdp } from '@pomdp-gym/estimator-gpomdp';
import { actorCritic } from '@pomdp-gym/learner-actor-critic';
import { randomStream } from '@pomdp-gym/numerics';
import { simulate } from '@pomdp-gym/simulator';

export interface SimulatedProblem {
  readonly environment: Environment;
  readonly model: FiniteModel;
  readonly policy: ParametricPolicy;
}

/** T · variances of figures over runs, with the standard error of each and of their sum; and the means. */
export interface MeasuredVariances {
  readonly means: readonly number[];
  readonly meanErrors: readonly number[];
  readonly variances: readonly number[];
  readonly total: number;
  readonly totalError: number;
}

export interface Lengths {
  readonly runs: number;
  /** T */
  readonly steps: number;
}

/** The mean of the weights that the critic td has along a path: one figure a weight. */
export async function averagedCritics(
  problem: SimulatedProblem,
  options: object,
  lengths: Lengths,
): Promise<MeasuredVariances> {
  return measured(lengths, async (run) => {
    const critic = td.create(td.options.parse(options), problem.environment);
    let sums: number[] = [];
    let samples = 0;
    await path(problem, run, lengths.steps, 32, (batch) => {
      critic.update(batch);
      const { weights } = critic.save!() as { readonly weights: readonly number[] };
      sums = weights.map((weight, i) => (sums[i] ?? 0) + weight);
      samples++;
    });
    return sums.map((sum) => sum / samples);
  });
}

/** How far the learner actor-critic moves θ on a path, a step and unit of its rate: the mean of δ z, with a rate too small to matter. */
export async function actorMoves(
  problem: SimulatedProblem,
  options: { readonly lambda: number; readonly valueRate: number },
  lengths: Lengths,
): Promise<MeasuredVariances> {
  const rate = 1e-9;
  const start = problem.policy.parameters.slice();
  return measured(lengths, async (run) => {
    problem.policy.parameters.set(start);
    const chosen = actorCritic.options.parse({ objective: 'average', averageRate: 1e-9, rate, ...options });
    const random = randomStream(run, 'value');
    const learner = actorCritic.create(chosen, problem.environment, problem.policy, undefined, random);
    await path(problem, run, lengths.steps, 256, (batch) => learner.update(batch));
    const { largest } = learner.save!() as { readonly largest: number };
    const moved = [...problem.policy.parameters].map(
      (x, k) => (x - start[k]!) * (largest / (rate * lengths.steps)),
    );
    problem.policy.parameters.set(start);
    return moved;
  });
}

/** Estimates of gpomdp with a critic td that learns along the path as its baseline. */
export async function criticBaselineEstimates(
  problem: SimulatedProblem,
  beta: number,
  options: object,
  lengths: Lengths,
): Promise<MeasuredVariances> {
  return measured(lengths, async (run) => {
    const critic = td.create(td.options.parse(options), problem.environment);
    const settings = gpomdp.options.parse({
      beta,
      baseline: 'critic',
      endings: 'reset',
      standardErrors: false,
    });
    const estimator = gpomdp.create(settings, problem.policy, critic, () => problem.model);
    await path(problem, run, lengths.steps, 64, (batch) => estimator.update(batch));
    return [...estimator.estimate().gradient];
  });
}

async function path(
  { environment, policy }: SimulatedProblem,
  run: number,
  steps: number,
  batchSize: number,
  take: (batch: StepBatch) => void,
): Promise<void> {
  const environmentRandom = randomStream(run, 'td variances', 'environment');
  const policyRandom = randomStream(run, 'td variances', 'policy');
  await simulate({ environment, policy, steps, batchSize, environmentRandom, policyRandom }).forEach(take);
}

async function measured(
  { runs, steps }: Lengths,
  figures: (run: number) => Promise<readonly number[]>,
): Promise<MeasuredVariances> {
  const found: (readonly number[])[] = [];
  for (let run = 0; run < runs; run++) found.push(await figures(run));
  const places = found[0]!.map((_, i) => i);
  const means = places.map((i) => mean(found.map((each) => each[i]!)));
  const squares = found.map((each) => places.map((i) => steps * (each[i]! - means[i]!) ** 2));
  const variances = places.map((i) => (mean(squares.map((each) => each[i]!)) * runs) / (runs - 1));
  const totals = squares.map((each) => each.reduce((sum, value) => sum + value, 0));
  const total = (mean(totals) * runs) / (runs - 1);
  const totalError = Math.sqrt(mean(totals.map((value) => (value - total) ** 2)) / runs);
  return {
    means,
    meanErrors: variances.map((value) => Math.sqrt(value / steps / runs)),
    variances,
    total,
    totalError,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
