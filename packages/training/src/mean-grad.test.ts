import type { Estimator, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { coin, model } from './coin.test.support.js';
import { createMeanGrad } from './mean-grad.js';
import type { PathEstimate, PathJob } from './path-job.js';
import { runPath } from './run-path.js';
import { runPaths } from './run-paths.js';

/** The likelihood-ratio estimate of dη/dθ = 1: the mean of score times reward. */
function likelihoodRatio(policy: ParametricPolicy): Estimator {
  let [sum, earned, steps] = [0, 0, 0];
  return {
    reset: () => ([sum, earned, steps] = [0, 0, 0]),
    update: (batch: StepBatch) => {
      for (let t = 0; t < batch.length; t++) {
        const score = new Float64Array(1);
        policy.addScore(batch, t, 1, score);
        sum += score[0]! * batch.rewards[t]!;
        earned += batch.rewards[t]!;
      }
      steps += batch.length;
    },
    estimate: () => ({ gradient: Float64Array.of(sum / steps), steps, averageReward: earned / steps }),
  };
}

/** Runs jobs in the order that `order` puts them into, and keeps them. */
function runner(
  order: (jobs: readonly PathJob[]) => readonly PathJob[] = (jobs) => jobs,
  onBatch: (batch: StepBatch) => void = () => undefined,
) {
  const policy = coin();
  const settings = {
    policy,
    environment: new ModelEnvironment(model),
    estimator: likelihoodRatio(policy),
    seed: 3,
    onBatch,
  };
  const ran: PathJob[] = [];
  const run = async (jobs: readonly PathJob[]): Promise<PathEstimate[]> => {
    ran.push(...jobs);
    const done = new Map<PathJob, PathEstimate>();
    for (const job of order(jobs)) done.set(job, await runPath(job, settings));
    return jobs.map((job) => done.get(job)!);
  };
  return { ran, run };
}

const steps = { direction: 1000, lineSearch: 7 };
const theta = Float64Array.of(0.25);

describe('createMeanGrad', () => {
  it('is the mean of its paths, whose steps sum to T', async () => {
    const { ran, run } = runner();
    const { gradient, steps: taken } = await createMeanGrad({ paths: 3, steps, run })(theta);
    expect(ran.map((job) => job.steps)).to.deep.equal([334, 333, 333]);
    expect(taken).to.equal(1000);
    const parts = await run(ran.slice());
    const sum = parts.reduce((total, { estimate }) => total + estimate.gradient[0]!, 0);
    expect(gradient[0]).to.equal(sum / 3);
    expect(new Set(parts.map(({ estimate }) => estimate.gradient[0])).size).to.equal(3);
  });

  it('gives each batch of each path to who watches', async () => {
    let steps = 0;
    const { run } = runner(undefined, ({ length }) => (steps += length));
    await createMeanGrad({ paths: 3, steps: { direction: 1000, lineSearch: 7 }, run })(theta);
    expect(steps).to.equal(1000);
  });

  it('has the same bits in whatever order the paths are run', async () => {
    const inOrder = createMeanGrad({ paths: 5, steps, run: runner().run });
    const reversed = createMeanGrad({ paths: 5, steps, run: runner((jobs) => jobs.toReversed()).run });
    for (let gradient = 0; gradient < 3; gradient++)
      expect(await inOrder(theta)).to.deep.equal(await reversed(theta));
  });

  it('has the same bits where paths are run together, with a direction and a Fisher matrix too', async () => {
    const policy = coin();
    const settings = { policy, environment: new ModelEnvironment(model), seed: 3, batchSize: 512 };
    const estimators = [0, 1, 2, 3].map(() => likelihoodRatio(policy));
    const together = (jobs: readonly PathJob[]) => runPaths(jobs, { ...settings, estimators });
    const alone = (jobs: readonly PathJob[]) =>
      runPaths(jobs, { ...settings, estimators: estimators.slice(0, 1) });
    for (const request of [{}, { direction: Float64Array.of(1), every: 2000 }, { fisher: true }]) {
      const longer = { direction: 9001, lineSearch: 7 };
      const [one, other] = [together, alone].map((run) => createMeanGrad({ paths: 6, steps: longer, run }));
      const [found, expected] = [await one!(theta, request), await other!(theta, request)];
      expect(found.gradient).to.deep.equal(expected.gradient);
      expect(found.slope).to.deep.equal(expected.slope);
      expect(found.fisher?.diagonal()).to.deep.equal(expected.fisher?.diagonal());
    }
  });

  it('draws anew for each gradient, and the same where requests name one stream', async () => {
    const { ran, run } = runner();
    const grad = createMeanGrad({ paths: 2, steps, run });
    const [one, two] = [await grad(theta), await grad(theta)];
    expect(one.gradient[0]).not.to.equal(two.gradient[0]);
    expect(await grad(theta, { stream: 'a' })).to.deep.equal(await grad(theta, { stream: 'a' }));
    const streams = ran.slice(0, 6).map(({ stream }) => stream.join(' '));
    expect(streams).to.deep.equal(['0 0', '1 0', '0 1', '1 1', '0 a', '1 a']);
  });

  it('has a path of one step each where T is below the number of paths', async () => {
    const { ran, run } = runner();
    const { steps: taken } = await createMeanGrad({ paths: 20, steps, run })(theta, 'line-search');
    expect(ran.map((job) => job.steps)).to.deep.equal([1, 1, 1, 1, 1, 1, 1]);
    expect(taken).to.equal(7);
  });

  it('tends to the gradient, with the slope and the Fisher matrix of all paths', async () => {
    const grad = createMeanGrad({ paths: 4, steps: { direction: 40_000, lineSearch: 1 }, run: runner().run });
    const { gradient, slope, fisher } = await grad(theta, { direction: Float64Array.of(2), fisher: true });
    // A term is 1/θ = 4 with probability ¼: variance 3. Five standard errors of 40,000 terms are 5 √(3 / 40,000) = .043.
    expect(gradient[0]).to.be.closeTo(1, 0.044);
    expect(slope!.value).to.be.closeTo(2 * gradient[0]!, 1e-12);
    // Blocks of ⌈40,000 / 32 / 4⌉ = 313 steps: 31 whole ones in 10,000.
    expect(slope!.blocks).to.equal(4 * 31);
    // The error of twice the mean is .0173; that of 124 blocks is known to 1/√248 of it, five of which are 32 %.
    expect(slope!.standardError).to.be.within(0.68 * 0.0173, 1.32 * 0.0173);
    // F = 1/θ + 1/(1 − θ) = 16/3, from terms 16 and 16/9 of variance 3/16 · (128/9)² = 37.9: five errors are .154.
    expect(fisher!.times(Float64Array.of(1))[0]).to.be.closeTo(16 / 3, 0.155);
    expect(fisher!.diagonal()[0]).to.equal(fisher!.times(Float64Array.of(1))[0]);
  });

  it('rejects a gradient that is not finite', async () => {
    const grad = createMeanGrad({ paths: 2, steps, run: runner().run });
    let error: unknown;
    await grad(Float64Array.of(NaN)).catch((thrown: unknown) => (error = thrown));
    expect(String(error)).to.contain('must be finite');
  });
});
