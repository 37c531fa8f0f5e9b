import { type Environment, type GradientEstimate, recipeOf } from '@pomdp-gym/contracts';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { tiger } from '@pomdp-gym/environment-tiger';
import { exactGradient } from '@pomdp-gym/estimator-exact';
import { targetAnalysis } from '@pomdp-gym/exact';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { plateau } from '@pomdp-gym/optimizer-compound';
import { naturalGradient } from '@pomdp-gym/optimizer-gradient-ascent';
import { controllerPolicy } from '@pomdp-gym/policy-controller';
import { createGrad } from '@pomdp-gym/training';
import { expect } from 'chai';

function controllerOn(environment: Environment, seed: number, chosen: object) {
  const options = controllerPolicy.options.parse(chosen);
  const policy = controllerPolicy.create(options, environment, undefined, randomStream(seed, 'controller'));
  const model = environment.model!();
  const estimator = recipeOf('estimator', exactGradient, {
    objective: 'discounted',
    discount: model.discount,
  }).create(policy, undefined, () => model);
  const grad = createGrad({
    environment,
    policy,
    estimator,
    steps: { direction: 1, lineSearch: 1 },
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
  });
  return { policy, model, grad };
}

/** The highest discounted value of an ascent from one random start, and the gradients it took. */
async function climb(environment: Environment, seed: number, nodes: number) {
  const { policy, grad } = controllerOn(environment, seed, { nodes, stay: 4 });
  const search = recipeOf('optimizer', naturalGradient, {
    step: 'search',
    longestMove: 0.03,
    iterations: 400,
  });
  const optimizer = recipeOf('optimizer', plateau, { optimizer: search, gain: 1e-7, iterates: 6 }).create();
  const estimates: GradientEstimate[] = [];
  const points = optimizer.ascend(policy.parameters.slice(), grad, new AbortController().signal);
  for await (const { estimate } of points) if (estimate) estimates.push(estimate);
  return { value: Math.max(...estimates.map(({ value }) => value!)), gradients: estimates.length };
}

async function climbs(environment: Environment, nodes: number) {
  const found = [];
  for (let seed = 1; seed <= 10; seed++) found.push(await climb(environment, seed, nodes));
  return found;
}

describe('Controllers that climb by exact natural gradients from one random start a seed', () => {
  it('are worth the optimum of Tiger, 19.3714, with 5 nodes from at least 9 of 10 starts', async () => {
    const found = await climbs(tiger.create(tiger.options.parse({})), 5);
    // A search that ends within 1e-3 of the optimum has found its graph.
    expect(found.filter(({ value }) => value > 19.3704)).to.have.length.at.least(9);
    found.forEach(({ value, gradients }) => {
      expect(value).to.be.below(19.3714 + 1e-4);
      expect(gradients).to.be.below(400);
    });
  });

  it('are worth the optimum of a T-maze with 4 nodes from each of 10 starts', async () => {
    const found = await climbs(tMaze.create(tMaze.options.parse({ length: 5 })), 4);
    // Five moves, and 4 at the sixth.
    found.forEach(({ value }) => expect(value).to.be.closeTo(4 * 0.98 ** 5, 1e-3));
  });
});

describe('What the exact estimator knows of a controller', () => {
  const tigerProblem = () => controllerOn(tiger.create(tiger.options.parse({})), 3, { nodes: 2 });

  it('is its value, and the slopes of that value', async () => {
    const { policy, model, grad } = tigerProblem();
    const theta = policy.parameters.slice();
    const { gradient, value, exact } = await grad(theta);
    expect(exact).to.equal(true);
    const valueAt = (shift: number) => {
      policy.parameters.set(theta.map((x, k) => x + shift * Math.cos(k)));
      return targetAnalysis(model, policy, { objective: 'discounted', discount: model.discount! }).value;
    };
    expect(value).to.equal(valueAt(0));
    // step² / 6 = 2e-7 times a third derivative of some 100.
    const slope = (valueAt(1e-3) - valueAt(-1e-3)) / 2e-3;
    const direction = theta.map((_, k) => Math.cos(k));
    expect(dot(gradient, direction)).to.be.closeTo(slope, 1e-4 * Math.abs(slope));
  });

  it('is its Fisher matrix at the θ of the estimate, wherever the policy has gone since', async () => {
    const { policy, grad } = tigerProblem();
    const theta = policy.parameters.slice();
    const v = theta.map((_, k) => Math.sin(k));
    const first = (await grad(theta, { fisher: true })).fisher!;
    const again = (await grad(theta, { fisher: true })).fisher!.times(v);
    policy.parameters.fill(7);
    expect(first.times(v)).to.deep.equal(again);
    expect([...new Set(policy.parameters)]).to.deep.equal([7]);
    const unit = theta.map((_, k) => Number(k === 1));
    expect(first.times(unit)[1]).to.be.closeTo(first.diagonal()[1]!, 1e-15);
  });
});
