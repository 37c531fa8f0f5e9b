import type { Critic, Estimator, FiniteModel, ParametricPolicy } from '@pomdp-gym/contracts';
import { td } from '@pomdp-gym/critic-td';
import { threeState } from '@pomdp-gym/environment-three-state';
import { expGpomdp, gpomdp } from '@pomdp-gym/estimator-gpomdp';
import { BaselineAnalysis, GpomdpAnalysis, PolicyAnalysis, targetGradient } from '@pomdp-gym/exact';
import { ModelEnvironment } from '@pomdp-gym/models';
import { addScaled, dot, norm, randomStream } from '@pomdp-gym/numerics';
import { controllerPolicy } from '@pomdp-gym/policy-controller';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { simulate } from '@pomdp-gym/simulator';
import { lampCorridor, tiger } from '@pomdp-gym/test-problems';
import { expect } from 'chai';

interface Problem {
  readonly environment: ModelEnvironment;
  readonly model: FiniteModel;
  readonly policy: ParametricPolicy;
}

function problemOf(environment: ModelEnvironment, theta?: readonly number[]): Problem {
  const policy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(3, 'theta');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = theta?.[k] ?? 2 * random.uniform() - 1));
  return { environment, model: environment.model(), policy };
}

const three = () => problemOf(threeState.create({}), [1, 1, -1, -1]);
const corridor = () => problemOf(new ModelEnvironment(lampCorridor(3, true)));

const make = (options: object, { policy, model }: Problem, critic?: Critic) =>
  gpomdp.create(gpomdp.options.parse(options), policy, critic, () => model);

/** Lets estimators see one path, from `seed`, of `steps` steps. */
async function see(
  { environment, policy }: Problem,
  estimators: readonly Estimator[],
  steps: number,
  seed: number,
): Promise<void> {
  const streams = ['environment', 'policy'].map((name) => randomStream(seed, name));
  await simulate({
    environment,
    policy,
    steps,
    environmentRandom: streams[0]!,
    policyRandom: streams[1]!,
  }).forEach((batch) => estimators.forEach((estimator) => estimator.update(batch)));
}

function meanAndError(values: readonly number[]): [mean: number, error: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (values.length - 1) / values.length)];
}

describe('Standard errors by batch means', () => {
  const runs = 30;
  const steps = 60_000;

  async function statedSquares(problem: Problem, options: object): Promise<number[]> {
    const squares = problem.policy.parameters.map(() => 0);
    for (let run = 0; run < runs; run++) {
      const estimator = make(options, problem);
      await see(problem, [estimator], steps, run);
      const { standardError, blockLength } = estimator.estimate();
      expect(blockLength).equal(1024);
      standardError!.forEach((error, k) => (squares[k]! += (steps * error ** 2) / runs));
    }
    return [...squares];
  }

  // A square rests on 58 blocks: relative error √(2/57) = .19, the mean of 30 of them .034; 4.5 of these, and 3 % for what
  // hangs together across blocks of 1,024 steps at β = .8.
  const TOLERANCE = 4.5 * 0.034 + 0.03;

  it('are those of the exact covariance on the three-state problem', async () => {
    const problem = three();
    const covariance = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(problem.model, problem.policy)).covariance(
      0.8,
    );
    (await statedSquares(problem, { beta: 0.8 })).forEach((square, k) =>
      expect(square / covariance[5 * k]!).closeTo(1, TOLERANCE),
    );
  }).timeout(240_000);

  it('are those of the exact variance with baselines, endings included', async () => {
    for (const [problem, options] of [
      [three(), { baseline: 'average' }],
      [three(), { baseline: 'observation' }],
      [corridor(), {}],
      [corridor(), { endings: 'reset' }],
      [corridor(), { endings: 'carry', baseline: 'average' }],
    ] as const) {
      const { endings = 'centred', baseline = 'none' } = {
        endings: undefined,
        baseline: undefined,
        ...options,
      };
      const analysis = PolicyAnalysis.ofPolicy(problem.model, problem.policy);
      const exact = new BaselineAnalysis(analysis, { beta: 0.8, endings, average: baseline === 'average' });
      const taken = baseline === 'observation' ? exact.bestBaselines().byObservation : undefined;
      const variances = exact.variances(taken);
      (await statedSquares(problem, options)).forEach((square, k) => {
        if (variances[k]! > 1e-12)
          expect(square / variances[k]!, JSON.stringify(options)).closeTo(1, TOLERANCE);
      });
    }
  }).timeout(240_000);
});

describe('The bias of estimates that learn on their own path', () => {
  /** T (Δ_T − target) along ∇η on many paths of T steps: mean and standard error. */
  async function scaledBias(problem: Problem, options: object, steps: number): Promise<[number, number]> {
    const target = targetGradient(problem.model, problem.policy, { objective: 'average', beta: 0.8 });
    const estimator = make(options, problem);
    const found: number[] = [];
    for (let path = 0; path < 30_000; path++) {
      estimator.reset();
      await see(problem, [estimator], steps, path);
      const error = estimator.estimate().gradient;
      addScaled(error, -1, target);
      found.push((steps * dot(error, target)) / norm(target));
    }
    return meanAndError(found);
  }

  it('falls as 1/T where the average reward of the path is taken off', async () => {
    const [short, shortError] = await scaledBias(three(), { baseline: 'average' }, 40);
    const [long, longError] = await scaledBias(three(), { baseline: 'average' }, 160);
    // T times the bias is beyond five standard errors at T = 40, and the same at T = 160 within 4.5 of them and a tenth, which
    // is of the order of what is left beyond 1/T.
    expect(Math.abs(short)).above(5 * shortError);
    expect(Math.abs(long - short)).below(4.5 * Math.hypot(shortError, longError) + 0.1 * Math.abs(short));
  }).timeout(240_000);

  it('is 0 where a baseline is fitted to what came before, or a critic learns from it, however short the path', async () => {
    for (const problem of [three(), corridor()]) {
      const options = { endings: 'reset', beta: 0.9 };
      const critic = td.create(td.options.parse({ discount: 0.9, stepSize: 0.1 }), problem.environment);
      const estimators = [
        make(options, problem),
        make({ ...options, baseline: 'constant' }, problem),
        make({ ...options, baseline: 'observation' }, problem),
        make({ ...options, baseline: 'critic' }, problem, critic),
      ];
      const components = problem.policy.parameters.length;
      const differences = [1, 2, 3].map(() => Array.from({ length: components }, (): number[] => []));
      for (let path = 0; path < 3000; path++) {
        estimators.forEach((estimator) => estimator.reset());
        await see(problem, estimators, 100, path);
        const [plain, ...others] = estimators.map((estimator) => estimator.estimate().gradient);
        others.forEach((gradient, i) =>
          gradient.forEach((value, k) => differences[i]![k]!.push(value - plain![k]!)),
        );
      }
      for (const byComponent of differences) {
        for (const values of byComponent) {
          const [mean, error] = meanAndError(values);
          // Some 60 components: a normal is beyond 5 standard errors with probability 6e-7.
          expect(Math.abs(mean)).at.most(5 * error + 1e-12);
        }
      }
    }
  }).timeout(240_000);
});

describe('Several β of one path', () => {
  it('give to the bit what each gives alone', async () => {
    const problem = corridor();
    const several = make({ beta: 0.8, betas: [0, 0.95] }, problem);
    const alone = [0.8, 0, 0.95].map((beta) => make({ beta }, problem));
    await see(problem, [several, ...alone], 5000, 1);
    expect(several.estimates!()).deep.equal(alone.map((estimator) => estimator.estimate()));
  });
});

describe('GPOMDP with the node integrated out', () => {
  it('has a smaller variance than with the node drawn, and the same without a memory', async () => {
    const model = tiger();
    const environment = new ModelEnvironment(model);
    const options = controllerPolicy.options.parse({ nodes: 3 });
    const policy = controllerPolicy.create(options, environment, undefined, randomStream(1, 'controller'));
    const problem = { environment, model, policy };
    const found = [gpomdp, expGpomdp].map((): Float64Array[] => []);
    for (let path = 0; path < 100; path++) {
      const both = [
        make({}, problem),
        expGpomdp.create(expGpomdp.options.parse({}), problem.policy, undefined, () => model),
      ];
      await see(problem, both, 500, path);
      both.forEach((estimator, i) => found[i]!.push(estimator.estimate().gradient));
    }
    const [drawn, integrated] = found.map((gradients) =>
      gradients[0]!.reduce(
        (sum, _, k) => sum + meanAndError(gradients.map((gradient) => gradient[k]!))[1] ** 2,
        0,
      ),
    );
    // Of 108 components over the same 100 paths: what is conditioned away is far more than the scatter of the ratio.
    expect(integrated! / drawn!).below(0.8);

    const plain = corridor();
    const same = [make({}, plain), expGpomdp.create(expGpomdp.options.parse({}), plain.policy)];
    await see(plain, same, 2000, 1);
    const [one, other] = same.map((estimator) => estimator.estimate().gradient);
    one!.forEach((value, k) => expect(other![k]).closeTo(value, 1e-12));
  }).timeout(240_000);
});
