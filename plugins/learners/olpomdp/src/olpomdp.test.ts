import { describeLearner } from '@pomdp-gym/conformance';
import {
  type Ending,
  InputError,
  type ParametricPolicy,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { olpomdp } from './olpomdp.js';

describeLearner(olpomdp);
describeLearner(olpomdp, { options: { step: 0.01, decay: 0.1, baseline: 'none' } });

const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 2 },
  actionSpace: { kind: 'discrete', size: 2 },
};

/** μ(1 | y; θ) = σ(θ_y): the score of u in y is u − σ(θ_y) in component y, so it depends on where θ is. */
function logistic(...theta: number[]): ParametricPolicy {
  const parameters = Float64Array.from(theta);
  return {
    parameters,
    reset: () => undefined,
    act: () => 0,
    addScore: ({ observations, actions }, row, weight, into) => {
      const y = observations.values[row]!;
      into[y]! += weight * (actions.values[row]! - 1 / (1 + Math.exp(-parameters[y]!)));
    },
  };
}

/** Draws action and memory apart, each 1 with σ(θ_0) and σ(θ_1). */
class RememberingLogistic implements ParametricPolicy {
  readonly parameters = new Float64Array(2);
  readonly memorySpace = { kind: 'discrete', size: 2 } as const;
  reset = () => undefined;
  act = () => 0;
  memory = () => 0;
  addScore({ actions, memory }: StepBatch, row: number, weight: number, into: Float64Array): void {
    into[0]! += weight * (actions.values[row]! - sigma(this.parameters[0]!));
    into[1]! += weight * (memory!.after.values[row]! - sigma(this.parameters[1]!));
  }
}

type Row = readonly [y: number, u: number, r: number];

function batchOf(rows: readonly Row[], ending: Ending = 'none'): StepBatch {
  return {
    length: rows.length,
    observations: { width: 0, values: Int32Array.from(rows, ([y]) => y) },
    actions: { width: 0, values: Int32Array.from(rows, ([, u]) => u) },
    rewards: Float64Array.from(rows, ([, , r]) => r),
    ending,
  };
}

function learnerFor(policy: ParametricPolicy, chosen: object) {
  return olpomdp.create(olpomdp.options.parse({ baseline: 'none', ...chosen }), spaces, policy);
}

function randomRows(seed: number, count: number): Row[] {
  const random = randomStream(seed, 'rows');
  const bit = () => random.uint32() & 1;
  return Array.from({ length: count }, () => [bit(), bit(), 2 * random.uniform() - 1]);
}

const sigma = (x: number) => 1 / (1 + Math.exp(-x));

describe('OLPOMDP', () => {
  it('declares that it climbs the average reward', () => {
    for (const baseline of ['average', 'none'])
      expect(learnerFor(logistic(0, 0), { baseline }).objective).to.equal('average');
  });

  it('follows the paper by hand: θ moves by γ r z, with the newest score counting in full', () => {
    const policy = logistic(0, 0);
    const learner = learnerFor(policy, { beta: 0.5, step: 0.1 });
    learner.update(batchOf([[0, 1, 2]])); // z = (.5, 0)
    expect([...policy.parameters]).to.deep.equal([0.1, 0]);
    learner.update(batchOf([[1, 0, -1]])); // z = (.25, −.5)
    expect(policy.parameters[0]).to.be.closeTo(0.075, 1e-15);
    expect(policy.parameters[1]).to.be.closeTo(0.05, 1e-15);
    learner.update(batchOf([[0, 1, 1]])); // z = (.125 + 1 − σ(.075), −.25)
    expect(policy.parameters[0]).to.be.closeTo(0.075 + 0.1 * (1.125 - sigma(0.075)), 1e-15);
    expect(policy.parameters[1]).to.be.closeTo(0.025, 1e-15);
  });

  it('equals the recursion of the paper over 1000 steps with endings and a decaying step, bit for bit', () => {
    const rows = randomRows(1, 1000);
    const policy = logistic(0.3, -0.2);
    const learner = learnerFor(policy, { beta: 0.9, step: 0.5, decay: 0.01 });
    const theta = [0.3, -0.2];
    let z = [0, 0];
    rows.forEach((row, t) => {
      const ending: Ending = t % 7 === 6 ? 'terminated' : t % 11 === 10 ? 'truncated' : 'none';
      learner.update(batchOf([row], ending));
      const [y, u, r] = row;
      z = z.map((value, i) => 0.9 * value + (i === y ? u - sigma(theta[y]!) : 0));
      z.forEach((value, i) => (theta[i]! += (0.5 / (1 + 0.01 * t)) * r * value));
      if (ending !== 'none') z = [0, 0];
      expect([...policy.parameters], `step ${t}`).to.deep.equal(theta);
    });
  });

  it('lets no credit cross an ending, and does let it cross a batch', () => {
    for (const [ending, change] of [
      ['none', 0.1 * 0.8 * 0.5],
      ['terminated', 0],
      ['truncated', 0],
    ] as const) {
      const policy = logistic(0, 0);
      const learner = learnerFor(policy, { beta: 0.8, step: 0.1 });
      learner.update(batchOf([[0, 1, 0]], ending));
      learner.update(batchOf([[1, 1, 1]]));
      expect(policy.parameters[0], ending).to.be.closeTo(change, 1e-16);
    }
  });

  it('takes every score of a longer batch at the θ that acted it: T γ Δ_T of GPOMDP', () => {
    const rows = randomRows(2, 50);
    const policy = logistic(0.7, -1.1);
    learnerFor(policy, { beta: 0.6, step: 0.3 }).update(batchOf(rows));
    let z = [0, 0];
    let estimate = [0, 0]; // Δ_{t+1} = Δ_t + [r_{t+1} z_{t+1} − Δ_t] / (t + 1)
    rows.forEach(([y, u, r], t) => {
      z = z.map((value, i) => 0.6 * value + (i === y ? u - sigma([0.7, -1.1][y]!) : 0));
      estimate = estimate.map((value, i) => value + (r * z[i]! - value) / (t + 1));
    });
    expect(policy.parameters[0]).to.be.closeTo(0.7 + 50 * 0.3 * estimate[0]!, 1e-13);
    expect(policy.parameters[1]).to.be.closeTo(-1.1 + 50 * 0.3 * estimate[1]!, 1e-13);
  });

  it('carries trace and step length from longer batches into the next as from single steps', () => {
    // With a step of 1e-9 the θ at which a score is taken hardly matters: all sizes agree to about its square.
    const rows = randomRows(3, 84);
    const [ones, ...longer] = [1, 6, 7, 42].map((size) => {
      const policy = logistic(0, 0);
      const learner = learnerFor(policy, { beta: 0.9, step: 1e-9, decay: 0.1 });
      for (let end = size; end <= 84; end += size) {
        learner.update(batchOf(rows.slice(end - size, end), end === 42 ? 'terminated' : 'none'));
      }
      return policy.parameters;
    });
    for (const theta of longer) {
      theta.forEach((value, i) => expect(value).to.be.closeTo(ones![i]!, 1e-16));
    }
  });

  it('reads only batch.length rows of a longer buffer', () => {
    const [short, long] = [logistic(0, 0), logistic(0, 0)];
    learnerFor(short, {}).update(batchOf([[0, 1, 1]]));
    learnerFor(long, {}).update({
      ...batchOf([
        [0, 1, 1],
        [1, 1, 100],
      ]),
      length: 1,
    });
    expect([...long.parameters]).to.deep.equal([...short.parameters]);
  });

  it('moves by rate · r z / the largest |r| so far at its defaults', () => {
    const policy = logistic(0, 0);
    const learner = learnerFor(policy, { beta: 0, rate: 0.5 });
    learner.update(batchOf([[0, 1, -4]])); // z = (.5, 0)
    expect([...policy.parameters]).to.deep.equal([-0.25, 0]);
    learner.update(batchOf([[1, 1, 1]])); // z = (0, .5), and 1 is a quarter of 4
    expect([...policy.parameters]).to.deep.equal([-0.25, 0.0625]);
    learner.update(batchOf([[1, 1, 16]]));
    expect(policy.parameters[1]).to.be.closeTo(0.0625 + 0.5 * (1 - sigma(0.0625)), 1e-15);
  });

  it('goes the same way to the bit where rewards are multiplied by a power of two', () => {
    const path = (factor: number) => {
      const policy = logistic(0.3, -0.2);
      const learner = learnerFor(policy, { decay: 0.01 });
      return randomRows(4, 500).map(([y, u, r]) => {
        learner.update(batchOf([[y, u, factor * r]]));
        return [...policy.parameters];
      });
    };
    const one = path(1);
    expect(one.at(-1)).to.not.deep.equal([0.3, -0.2]);
    for (const factor of [2 ** -40, 2 ** -10, 2 ** 10, 2 ** 40]) {
      expect(path(factor), `times ${factor}`).to.deep.equal(one);
    }
  });

  it('subtracts the mean of the rewards so far where the baseline is average', () => {
    const policy = logistic(0, 0);
    const learner = learnerFor(policy, { beta: 0, step: 1, baseline: 'average' });
    learner.update(batchOf([[0, 1, 4]])); // r − b = 0
    expect([...policy.parameters]).to.deep.equal([0, 0]);
    learner.update(batchOf([[0, 1, 2]])); // b = 3, z = .5
    expect([...policy.parameters]).to.deep.equal([-0.5, 0]);
    learner.update(batchOf([[1, 1, 6]])); // b = 4, z = .5
    expect([...policy.parameters]).to.deep.equal([-0.5, 1]);
  });

  it('stands still where every reward is the same, as in CartPole, and drifts without a baseline', () => {
    const path = (baseline: string) => {
      const policy = logistic(0.3, -0.2);
      const learner = learnerFor(policy, { baseline });
      randomRows(6, 200).forEach(([y, u]) => learner.update(batchOf([[y, u, 1]])));
      return [...policy.parameters];
    };
    expect(path('average')).to.deep.equal([0.3, -0.2]);
    expect(path('none')).to.not.deep.equal([0.3, -0.2]);
  });

  // One decision: 0 ends the episode after one step and a reward of .6, 1 goes on to a second step and 1 more. η is .6 or .5 (1 in two
  // steps), the return .6 or 1.
  it('climbs the average reward of episodes with a baseline, and their return without', () => {
    const ends = (baseline: string) => {
      const policy = logistic(0, 0);
      const learner = learnerFor(policy, { beta: 0.999, step: 0.01, baseline });
      const random = randomStream(7, 'episodes');
      for (let episode = 0; episode < 20_000; episode++) {
        const goesOn = random.uniform() < sigma(policy.parameters[0]!);
        if (!goesOn) learner.update(batchOf([[0, 0, 0.6]], 'terminated'));
        else {
          learner.update(batchOf([[0, 1, 0]]));
          learner.update(batchOf([[1, random.uint32() & 1, 1]], 'terminated'));
        }
      }
      return sigma(policy.parameters[0]!);
    };
    expect(ends('average')).to.be.below(0.1);
    expect(ends('none')).to.be.above(0.9);
  });

  it('takes the score of action and memory together where the policy has a memory', () => {
    const policy = new RememberingLogistic();
    const learner = learnerFor(policy, { beta: 0.5, step: 1 });
    const memory = (before: number, after: number) => ({
      before: { width: 0, values: Int32Array.of(before) },
      after: { width: 0, values: Int32Array.of(after) },
    });
    learner.update({ ...batchOf([[0, 1, 0]]), memory: memory(0, 1) }); // z = (.5, .5)
    learner.update({ ...batchOf([[0, 0, 2]]), memory: memory(1, 1) }); // z = (.25 − .5, .25 + .5)
    expect([...policy.parameters]).to.deep.equal([-0.5, 1.5]);
  });

  it('goes on to the bit where it was saved', () => {
    const [policy, copy] = [logistic(0.3, -0.2), logistic(0, 0)];
    const [learner, other] = [policy, copy].map((each) =>
      learnerFor(each, { decay: 0.01, baseline: 'average' }),
    );
    const rows = randomRows(8, 60);
    for (const row of rows.slice(0, 30)) learner!.update(batchOf([row]));
    const saved: unknown = JSON.parse(JSON.stringify(learner!.save!()));
    other!.restore!(saved);
    for (const row of rows.slice(30)) for (const each of [learner!, other!]) each.update(batchOf([row]));
    expect([...copy.parameters]).to.deep.equal([...policy.parameters]);
    expect(() => other!.restore!({ steps: 1 })).to.throw(InputError, 'no olpomdp that was saved');
  });

  it('asks for a policy with parameters', () => {
    const fixed = { reset: () => undefined, act: () => 0 };
    for (const policy of [undefined, fixed]) {
      expect(() => olpomdp.create(olpomdp.options.parse({}), spaces, policy)).to.throw(
        InputError,
        'a policy with parameters',
      );
    }
  });

  it('refuses a critic', () => {
    const critic = { reset: () => {}, update: () => {}, values: () => {} };
    const policy = { parameters: new Float64Array(1), reset: () => {}, act: () => 0, addScore: () => {} };
    expect(() => olpomdp.create(olpomdp.options.parse({}), spaces, policy, critic)).to.throw(
      InputError,
      'olpomdp takes no critic',
    );
  });

  it('refuses options that make no sense', () => {
    for (const bad of [
      { beta: 1 },
      { beta: -0.1 },
      { step: 0 },
      { rate: 0 },
      { decay: -1 },
      { gamma: 0.1 },
    ]) {
      expect(olpomdp.options.safeParse(bad).success, JSON.stringify(bad)).to.equal(false);
    }
  });
});
