import { describeOptimizer } from '@pomdp-gym/conformance';
import {
  type Grad,
  InputError,
  type Iterate,
  type Optimizer,
  type ParametricPolicy,
  type Random,
  readGradRequest,
  recipeOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { fixedStep } from './fixed-step.test.support.js';
import { grow } from './grow.js';

const inner = recipeOf('optimizer', fixedStep, { iterations: 5 });

describeOptimizer(grow, { options: { optimizer: recipeOf('optimizer', fixedStep) } });

/** One parameter a node; it remembers which nodes were split. */
class Nodes implements ParametricPolicy {
  readonly memorySpace;

  constructor(
    readonly parameters: Float64Array,
    readonly splits: readonly number[] = [],
  ) {
    this.memorySpace = { kind: 'discrete', size: parameters.length } as const;
  }

  reset(): void {}
  act(): number {
    return 0;
  }
  addScore(): void {}

  split(node: number, random: Random, noise: number): Nodes {
    const moved = noise * (2 * random.uniform() - 1);
    const parameters = Float64Array.of(...this.parameters, this.parameters[node]! - moved);
    parameters[node]! += moved;
    return new Nodes(parameters, [...this.splits, node]);
  }
}

/** 64 steps in turn through the nodes; the rewards of one node are ± swing by chance, those of the others 0. */
function batchOf(nodes: number, loud: number, swing: number): StepBatch {
  const length = 64;
  const before = Int32Array.from({ length }, (_, i) => i % nodes);
  const random = randomStream(4, 'rewards');
  return {
    length,
    observations: { width: 0, values: new Int32Array(length) },
    actions: { width: 0, values: new Int32Array(length) },
    rewards: Float64Array.from(before, (node) =>
      node === loud ? swing * Math.sign(random.uniform() - 0.5) : 0,
    ),
    memory: { before: { width: 0, values: before }, after: { width: 0, values: before } },
    ending: 'none',
  };
}

interface World {
  /** What M nodes earn at the top, by the splits that made them. */
  readonly top: (splits: readonly number[]) => number;
  readonly loud?: number;
  readonly swing?: number;
}

/** The top lies at θ = (1, …, 1). */
function gradOf({ top, loud = 0, swing = 0.01 }: World, first: Nodes): Grad {
  return (theta, request) => {
    const asked = readGradRequest(request);
    const policy = asked.policy instanceof Nodes ? asked.policy : first;
    expect(theta).to.have.length(policy.parameters.length);
    asked.onBatch?.(batchOf(theta.length, loud, swing));
    const fall = theta.reduce((sum, x) => sum + (x - 1) ** 2, 0);
    return Promise.resolve({
      gradient: theta.map((x) => 2 * (1 - x)),
      steps: 64,
      averageReward: top(policy.splits) - fall,
    });
  };
}

const never = new AbortController().signal;

function make(chosen: object, policy: ParametricPolicy, seed = 1): Optimizer {
  const options = grow.options.parse({ optimizer: inner, beta: 0, ...chosen });
  return grow.create(options, randomStream(seed, 'grow'), policy);
}

async function collect(world: World, chosen: object = {}): Promise<Iterate[]> {
  const first = new Nodes(new Float64Array(1));
  const points: Iterate[] = [];
  for await (const point of make(chosen, first).ascend(new Float64Array(1), gradOf(world, first), never))
    points.push(point);
  return points;
}

const splitsOf = ({ policy }: Iterate) => (policy instanceof Nodes ? policy.splits : []);

describe('grow', () => {
  it('grows node by node while that gains, and yields the policy that θ is of', async () => {
    const points = await collect({ top: ({ length }) => length }, { nodes: 4 });
    const last = points.at(-1)!;
    expect(last.theta).to.have.length(4);
    expect(last.policy!.parameters).to.have.length(4);
    last.theta.forEach((x) => expect(x).to.be.closeTo(1, 1e-3)); // (1 − .8)⁵ of at most 1.3
    expect(last.ended).to.equal('grown to 4 nodes');
    expect(points.slice(0, -1).every(({ ended }) => ended === undefined)).to.equal(true);
    expect(points.map(({ detail }) => detail['nodes'])).to.deep.equal(
      [1, 2, 3, 4].flatMap((nodes) => Array<number>(5).fill(nodes)).concat(4),
    );
    for (const { theta, policy } of points)
      expect(theta.length === 1 ? policy : policy!.parameters.length).to.equal(
        theta.length === 1 ? undefined : theta.length,
      );
  });

  it('splits the node that leaves most open', async () => {
    for (const loud of [0, 1]) {
      const points = await collect({ top: ({ length }) => length, loud }, { nodes: 3 });
      expect(splitsOf(points.at(-1)!), `node ${loud}`).to.deep.equal([0, loud]);
    }
  });

  it('goes back where a split gains nothing, and tries the next node', async () => {
    const world: World = { top: ([, second]) => (second === 1 ? 9 : 0), loud: 0 };
    const points = await collect(
      { ...world, top: (splits) => (splits.length === 1 ? 1 : world.top(splits)) },
      { nodes: 3 },
    );
    expect(splitsOf(points.at(-1)!)).to.deep.equal([0, 1]);
    const tried = new Set(points.map((point) => splitsOf(point).join()));
    expect(tried).to.deep.equal(new Set(['', '0', '0,0', '0,1']));
  });

  it('ends with the policy that stood where no split gains', async () => {
    const points = await collect({ top: ({ length }) => Math.min(length, 1) }, { nodes: 9 });
    const last = points.at(-1)!;
    expect(splitsOf(last)).to.deep.equal([0]);
    expect(last.theta).to.have.length(2);
    expect(last.ended).to.equal('no split of 2 nodes gains');
  });

  it('keeps no split whose gain is within the noise of the judgements', async () => {
    // Rewards of ±1: the standard error of a mean of 64 is 1/8 for one node, and √(1/2)/8 for one of two.
    const world = { top: ({ length }: readonly number[]) => 0.2 * length, swing: 1 };
    expect((await collect(world, { nodes: 2 })).at(-1)!.theta).to.have.length(1);
    expect((await collect(world, { nodes: 2, confidence: 0.5 })).at(-1)!.theta).to.have.length(2);
  });

  it('judges by the value and its standard error, where the estimates have them', async () => {
    // Values that grow by .2 a node, each with an error of .1: √2 · .1 for the difference. Rewards that say nothing.
    const first = new Nodes(new Float64Array(1));
    const world: World = { top: () => 0, swing: 100 };
    const valued: Grad = async (theta, request) => {
      const estimate = await gradOf(world, first)(theta, request);
      return { ...estimate, averageReward: 0, value: 0.2 * theta.length, valueStandardError: 0.1 };
    };
    for (const [confidence, nodes] of [
      [1.5, 1],
      [1.3, 2],
    ] as const) {
      const points: Iterate[] = [];
      const ascent = make({ nodes: 2, confidence }, first).ascend(new Float64Array(1), valued, never);
      for await (const point of ascent) points.push(point);
      expect(points.at(-1)!.theta, `confidence ${confidence}`).to.have.length(nodes);
    }
  });

  it('says so where the policy has no nodes to split', async () => {
    const first: ParametricPolicy = {
      parameters: new Float64Array(1),
      reset: () => {},
      act: () => 0,
      addScore: () => {},
    };
    const grad: Grad = ([x = 0]) =>
      Promise.resolve({ gradient: Float64Array.of(1 - x), steps: 1, averageReward: 0 });
    const points: Iterate[] = [];
    for await (const point of make({}, first).ascend(Float64Array.of(0), grad, never)) points.push(point);
    expect(points.at(-1)!.ended).to.equal('5 iterations done; the policy has no nodes to split');
  });

  it('goes on to the bit from what it saved, with the policies that it had made', async () => {
    const world: World = { top: ({ length }) => (length === 2 ? 0.5 : length), loud: 1 };
    const whole = await collect(world, { nodes: 3 });
    const first = new Nodes(new Float64Array(1));
    for (let at = 0; at < whole.length; at++) {
      const optimizer = make({ nodes: 3 }, first);
      let [seen, text] = [0, ''];
      for await (const point of optimizer.ascend(new Float64Array(1), gradOf(world, first), never))
        if (seen++ === at && point.kind === 'iterate') text = JSON.stringify(optimizer.save!());
      const again = make({ nodes: 3 }, first, 9);
      again.restore!(JSON.parse(text));
      const rest: Iterate[] = [];
      for await (const point of again.ascend(whole[at]!.theta, gradOf(world, first), never)) rest.push(point);
      const shown = (points: readonly Iterate[]) =>
        points.map((point) => ({ ...point, policy: undefined, splits: splitsOf(point) }));
      expect(shown(rest), `from point ${at}`).to.deep.equal(shown(whole.slice(at + 1)));
    }
    expect(() => make({}, first).restore!({})).to.throw(InputError, 'no ascent that was saved');
  });

  it('returns what was judged best where it is stopped', async () => {
    const stop = new AbortController();
    const first = new Nodes(new Float64Array(1));
    const world: World = { top: ({ length }) => -length };
    const points: Iterate[] = [];
    for await (const point of make({}, first).ascend(
      new Float64Array(1),
      gradOf(world, first),
      stop.signal,
    )) {
      points.push(point);
      if (point.detail['nodes'] === 2) stop.abort();
    }
    expect(points.at(-1)!.theta).to.have.length(1);
    expect(points.at(-1)!.policy).to.equal(undefined);
    expect(points.at(-1)!.ended).to.equal(undefined);
  });
});
