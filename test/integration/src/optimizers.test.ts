import 'reflect-metadata';
import { type Grad, type Iterate, type Optimizer, recipeOf, type StepBatch } from '@pomdp-gym/contracts';
import { hallway } from '@pomdp-gym/environment-hallway';
import { threeState } from '@pomdp-gym/environment-three-state';
import { gpomdp } from '@pomdp-gym/estimator-gpomdp';
import { averageReward, averageRewardGradient, stationaryDistribution } from '@pomdp-gym/exact';
import {
  checkStudy,
  parseStudy,
  recordOf,
  runEvents,
  runsOf,
  runState,
  waiting,
} from '@pomdp-gym/experiment';
import { addScaled, dot, randomStream } from '@pomdp-gym/numerics';
import { plateau, restarts } from '@pomdp-gym/optimizer-compound';
import { conjpomdp } from '@pomdp-gym/optimizer-conjpomdp';
import { adam, gradientAscent, naturalGradient } from '@pomdp-gym/optimizer-gradient-ascent';
import { controllerPolicy } from '@pomdp-gym/policy-controller';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { createGrad } from '@pomdp-gym/training';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { openRegistry } from './open-registry.test.support.js';

const never = new AbortController().signal;

function threeStateProblem(features: 'given' | 'one-hot') {
  const environment = threeState.create({});
  const policy = softmaxPolicy.create({ features }, environment);
  return { environment, model: environment.model!(), policy };
}

/** GRAD without noise: ∇η, η, and the Fisher matrix under the stationary law. */
function exactGrad({ model, policy }: ReturnType<typeof threeStateProblem>): Grad {
  const score = (y: number, u: number): Float64Array => {
    const batch: StepBatch = {
      length: 1,
      observations: { width: 0, values: Int32Array.of(y) },
      actions: { width: 0, values: Int32Array.of(u) },
      rewards: new Float64Array(1),
      ending: 'none',
    };
    const into = new Float64Array(policy.parameters.length);
    policy.addScore(batch, 0, 1, into);
    return into;
  };
  return (theta) => {
    policy.parameters.set(theta);
    const law = stationaryDistribution(model, policy.table!());
    const { actions, probabilities } = policy.table!();
    const weighted = [...law].flatMap((mass, y) =>
      Array.from({ length: actions }, (_, u) => ({
        weight: mass * probabilities[y * actions + u]!,
        score: score(y, u),
      })),
    );
    const times = (v: Float64Array): Float64Array => {
      const product = new Float64Array(v.length);
      for (const { weight, score } of weighted) addScaled(product, weight * dot(score, v), score);
      return product;
    };
    const diagonal = () => theta.map((_, k) => times(theta.map((_, j) => Number(j === k)))[k]!);
    return Promise.resolve({
      gradient: averageRewardGradient(model, policy),
      averageReward: averageReward(model, policy.table!()),
      steps: 1,
      standardError: new Float64Array(theta.length),
      fisher: { times, diagonal },
    });
  };
}

/** The points of an ascent from θ, by the exact gradient unless another is given. */
async function climb(optimizer: Optimizer, start: Float64Array, grad: Grad): Promise<Iterate[]> {
  const points: Iterate[] = [];
  for await (const point of optimizer.ascend(start, grad, never)) points.push(point);
  return points;
}

/** Iterates it takes to come within 1 % of the optimum, .8; Infinity where it does not. */
function iteratesTo99(points: readonly Iterate[]): number {
  const found = points.findIndex(({ estimate }) => (estimate?.averageReward ?? 0) >= 0.99 * 0.8);
  return found < 0 ? Infinity : found;
}

describe('Optimizers with the exact gradient of the three-state problem', () => {
  const poor = Float64Array.of(1, 1, -1, -1);

  it('the natural gradient comes to 99 % of the optimum in fewer gradients than plain ascent', async () => {
    const problem = threeStateProblem('given');
    const grad = exactGrad(problem);
    const natural = iteratesTo99(
      await climb(recipeOf('optimizer', naturalGradient, { iterations: 400 }).create(), poor, grad),
    );
    const plain = iteratesTo99(
      await climb(
        recipeOf('optimizer', gradientAscent, { iterations: 400, longestMove: 0.3 }).create(),
        poor,
        grad,
      ),
    );
    expect(natural).to.be.below(100);
    expect(natural).to.be.below(plain / 2);
  });

  it('each reaches 99 % of the optimum, with penalty, step bound, restarts and plateau too', async () => {
    const inner = recipeOf('optimizer', conjpomdp, { maxIterations: 8 });
    for (const [name, made] of [
      ['conjpomdp', recipeOf('optimizer', conjpomdp, {})],
      ['longestMove', recipeOf('optimizer', conjpomdp, { longestMove: 2 })],
      ['penalty', recipeOf('optimizer', conjpomdp, { penalty: 0.05 })],
      ['adam', recipeOf('optimizer', adam, { iterations: 300 })],
      ['restarts', recipeOf('optimizer', restarts, { optimizer: inner, starts: 3 })],
      ['plateau', recipeOf('optimizer', plateau, { optimizer: inner })],
    ] as const) {
      const problem = threeStateProblem('given');
      const points = await climb(made.create(), poor, exactGrad(problem));
      const last = points.filter(({ kind }) => kind === 'iterate').at(-1)!;
      problem.policy.parameters.set(last.theta);
      expect(averageReward(problem.model, problem.policy.table!()), name).to.be.above(0.99 * 0.8);
      expect(last.ended, name).to.be.a('string');
    }
  });

  it('the Fisher matrix that GRAD takes from a path tends to the exact one', async () => {
    // 200,000 steps: entries are means of products below .25, whose standard error is below .25 · √(10 / 200,000) = .002.
    const problem = threeStateProblem('given');
    const sampled = createGrad({
      ...problem,
      estimator: gpomdp.create(gpomdp.options.parse({ beta: 0 }), problem.policy),
      steps: { direction: 200_000, lineSearch: 1 },
      environmentRandom: randomStream(1, 'environment'),
      policyRandom: randomStream(1, 'policy'),
    });
    const exact = await exactGrad(problem)(poor);
    const { fisher } = await sampled(poor, { fisher: true });
    for (let k = 0; k < 4; k++) {
      const unit = new Float64Array(4);
      unit[k] = 1;
      const expected = exact.fisher!.times(unit);
      fisher!
        .times(unit)
        .forEach((value, j) => expect(value, `entry ${j} ${k}`).to.be.closeTo(expected[j]!, 0.008));
    }
  });
});

describe('The natural gradient from samples', () => {
  it('has the Fisher matrix of a controller of more than 2,048 parameters: products are those of the scores along the path', async () => {
    const environment = hallway.create(hallway.options.parse({}));
    const chosen = controllerPolicy.options.parse({ nodes: 4 });
    const policy = controllerPolicy.create(chosen, environment, undefined, randomStream(1, 'controller'));
    const size = policy.parameters.length;
    expect(size).to.be.above(2048);
    const grad = createGrad({
      environment,
      policy,
      estimator: gpomdp.create(gpomdp.options.parse({ beta: 0.9 }), policy),
      steps: { direction: 2000, lineSearch: 1 },
      environmentRandom: randomStream(1, 'environment'),
      policyRandom: randomStream(1, 'policy'),
    });
    const v = Float64Array.from({ length: size }, (_, k) => Math.sin(k + 1));
    const score = new Float64Array(size);
    const expected = new Float64Array(size);
    const onBatch = (batch: StepBatch) => {
      for (let row = 0; row < batch.length; row++) {
        score.fill(0);
        policy.addScore(batch, row, 1, score);
        addScaled(expected, dot(score, v) / 2000, score);
      }
    };
    const { fisher } = await grad(policy.parameters.slice(), { fisher: true, onBatch });
    // Means of 2,000 products below 10: rounding is below 1e-12.
    fisher!.times(v).forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-12));
    expect(Math.max(...expected)).to.be.above(1e-3);
  });
});

describe('What line searches ask of GRAD on the three-state problem', () => {
  const theta = Float64Array.of(1, 1, -1, -1);
  const T = 20_000;

  function problemWith(seed: number) {
    const problem = threeStateProblem('given');
    const grad = createGrad({
      ...problem,
      estimator: gpomdp.create(gpomdp.options.parse({ beta: 0 }), problem.policy),
      steps: { direction: T, lineSearch: T },
      environmentRandom: randomStream(seed, 'environment'),
      policyRandom: randomStream(seed, 'policy'),
    });
    return { grad, gradient: exactGrad(problem)(theta) };
  }

  it('a path is ended early by the test of its sign, which is wrong no more often than stated', async () => {
    // The request is the optimizer's own. The slope along ∇η is |∇η|² > 0. 200 paths, 5 % stated: above 20 wrong signs (10 %) a
    // sound test comes with probability 1e-3 at most.
    const { grad, gradient } = problemWith(3);
    const direction = (await gradient).gradient;
    const optimizer = conjpomdp.create(
      conjpomdp.options.parse({ signError: 0.05, signBlock: 100, maxIterations: 1 }),
    );
    let [wrong, steps] = [0, 0];
    for (let path = 0; path < 200; path++) {
      const asked: Grad = async (at, request) => {
        if (request === 'direction') return { gradient: direction, steps: 1, averageReward: 0 };
        const estimate = await grad(theta, request);
        steps += estimate.steps;
        if (dot(estimate.gradient, direction) < 0) wrong++;
        throw new Error(`enough, ${at.length}`);
      };
      await climb(optimizer, theta, asked).catch((error: unknown) =>
        expect(String(error)).to.contain('enough'),
      );
    }
    expect(wrong).to.be.at.most(20);
    expect(steps / 200).to.be.within(100, T / 4);
  });

  it('common random numbers make the difference between two probes less noisy', async () => {
    // 60 pairs each: a ratio of two such variances is above 1.7 by chance in 2 %; 3 is demanded.
    const { grad, gradient } = problemWith(4);
    const direction = (await gradient).gradient;
    const near = theta.map((x, k) => x + direction[k]!);
    const variance = async (common: boolean) => {
      const differences: number[] = [];
      for (let pair = 0; pair < 60; pair++) {
        const request = {
          purpose: 'line-search',
          steps: 500,
          ...(common && { stream: `pair ${pair}` }),
        } as const;
        const [one, two] = [await grad(theta, request), await grad(near, request)];
        differences.push(dot(one.gradient, direction) - dot(two.gradient, direction));
      }
      const mean = differences.reduce((sum, x) => sum + x, 0) / 60;
      return differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 59;
    };
    expect(await variance(false)).to.be.above(3 * (await variance(true)));
  });
});

describe('Optimizers within optimizers, in a study', () => {
  const study = (optimizer: unknown) =>
    parseStudy({
      environments: ['ThreeState-v0'],
      agents: [{ policy: 'softmax', estimator: 'gpomdp:beta=0', optimizer, steps: 256 }],
      seeds: [1],
      budget: 20_000,
    });

  it('run, count every step, and end with the best of their starts', async () => {
    const registry = await openRegistry();
    const written = study({
      id: 'restarts',
      options: { starts: 3, optimizer: '(plateau:iterates=4,optimizer=(conjpomdp:maxIterations=6))' },
    });
    checkStudy(written, registry);
    const [description] = runsOf(written);
    const events = await lastValueFrom(runEvents(description!, registry).pipe(toArray()));
    const record = recordOf(0, description!, events.reduce(runState, waiting));
    expect(record.ended).to.match(/^3 starts done, the best of them number [123]$/);
    expect(record.averageReward).to.be.above(0.75);
    const visited = events.filter(({ kind }) => kind === 'iterate' || kind === 'probe').length;
    expect(record.steps, 'a gradient at each point but the answer, and three judgements').to.equal(
      256 * (visited - 1 + 3),
    );
  });

  it('answer with the best point so far where the budget is spent', async () => {
    const registry = await openRegistry();
    const [description] = runsOf(study('restarts:starts=1000,optimizer=(conjpomdp:maxIterations=3)'));
    const events = await lastValueFrom(runEvents(description!, registry).pipe(toArray()));
    const record = recordOf(0, description!, events.reduce(runState, waiting));
    expect(record.ended).to.equal('budget');
    expect(record.steps).to.be.within(20_000 - 256, 20_000);
    expect(record.averageReward).to.be.above(0.75);
  });

  it('are refused where the inner one is wrong, in its own words', async () => {
    const registry = await openRegistry();
    const refusal = (optimizer: string) => () => checkStudy(study(optimizer), registry);
    expect(refusal('restarts:optimizer=(conjpomdp:maxIterations=-1)')).to.throw(
      'The option maxIterations of optimizer conjpomdp is -1; it must be a whole number of at least 0.',
    );
    expect(refusal('restarts:optimizer=softmax')).to.throw(
      'softmax is a policy, where an optimizer is expected.',
    );
  });
});
