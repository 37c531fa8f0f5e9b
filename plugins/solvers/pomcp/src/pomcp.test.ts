import type { FiniteModel, Policy, Random } from '@pomdp-gym/contracts';
import { describeSolver } from '@pomdp-gym/conformance';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { tiger } from '@pomdp-gym/test-problems';
import { pomcp } from './index.js';
import { corridor, tigerValues } from './small-problems.test.support.js';

describeSolver(pomcp, { options: { simulations: 50 }, episodes: 60 });

describe('pomcp', () => {
  it('loses little on Tiger', async () => {
    const discount = 0.75;
    const losses = await tigerLosses(discount, { simulations: 500 });
    const { mean, error } = summary(losses);
    // V*(b) − V(b) is the expected sum of discounted losses (performance difference). Of the optimum, 1.93, it loses about
    // .32, with a standard error of .054; listening for ever loses 5.9. Seeds apart, a right program fails where the mean
    // comes out 3.9 standard errors too high: 5 times in 10⁵.
    expect(mean + 3.1 * error).to.be.lessThan(0.7);
  });

  it('loses less the more it simulates', async () => {
    const few = summary(await tigerLosses(0.75, { simulations: 10 }));
    const many = summary(await tigerLosses(0.75, { simulations: 500 }));
    expect(few.mean - 3.1 * few.error).to.be.greaterThan(many.mean + 3.1 * many.error);
  });

  for (const rollouts of ['blind', 'random']) {
    it(`goes on to where the reward is, after ${rollouts} rollouts`, async () => {
      const policy = await planner(corridor(), { simulations: 200, rollouts });
      for (let seed = 0; seed < 20; seed++) {
        policy.reset(randomStream(seed, 'policy'));
        expect([0, 1, 2, 3, 4].map((place) => policy.act(place))).to.deep.equal([1, 1, 1, 1, 1]);
      }
    });
  }

  it('takes what is near where that is worth more', async () => {
    // .4⁴ = .0256 is less than .1, and .4² = .16 is more.
    for (const [start, best] of [
      [0, 0],
      [2, 1],
    ] as const) {
      const policy = await planner(corridor(start), { simulations: 200, discount: 0.4 });
      policy.reset(randomStream(1, 'policy'));
      expect(policy.act(start)).to.equal(best);
    }
  });

  it('acts the same on the same stream, takes one number of it an episode, and differs between streams', async () => {
    const model = tiger(0.95);
    const policy = await planner(model, { simulations: 30 });
    const acts = (random: Random) => {
      policy.reset(random);
      return [2, 0, 0, 1, 0, 1, 1, 0, 0, 0].map((y) => policy.act(y)).join('');
    };
    const first = acts(randomStream(1, 'policy'));
    expect(acts(randomStream(1, 'policy'))).to.equal(first);
    const others = new Set(Array.from({ length: 10 }, (_, seed) => acts(randomStream(seed, 'other'))));
    expect(others.size).to.be.greaterThan(1);
    const counted = { taken: 0, uint32: () => ((counted.taken += 1), 5), uniform: () => NaN };
    acts(counted);
    expect(counted.taken).to.equal(1);
  });

  it('reports bounds that rewards alone imply', async () => {
    const run = pomcp.create(pomcp.options.parse({})).solve(tiger(0.75), new AbortController().signal);
    const { value } = await run.next();
    expect(value).to.deep.include({ lower: -400, upper: 40 });
    // It may earn nothing at all: 1 is the largest reward, and the least, 0, comes with staying alive.
    const short = pomcp.create(pomcp.options.parse({})).solve(corridor(), new AbortController().signal);
    expect((await short.next()).value).to.have.property('lower', 0);
  });

  it('says what was seen that cannot be', async () => {
    const policy = await planner(corridor(), { simulations: 5 });
    policy.reset(randomStream(1, 'policy'));
    policy.act(0);
    expect(() => policy.act(3)).to.throw(RangeError, /gives observation 3 no chance/);
  });

  for (const discount of [undefined, 1]) {
    it(`refuses a model whose discount is ${discount}`, async () => {
      const { discount: stated, ...model } = corridor();
      expect(stated).to.equal(0.95);
      const run = planner(discount === undefined ? model : { ...model, discount }, {});
      const error: unknown = await run.catch((thrown: unknown) => thrown);
      expect(error).to.have.property('name', 'InputError');
      expect(error)
        .to.have.property('message')
        .that.matches(/discount.*set the option discount/);
    });
  }
});

async function planner(model: FiniteModel, options: object): Promise<Policy> {
  const run = pomcp.create(pomcp.options.parse(options)).solve(model, new AbortController().signal);
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
  }
}

/** Σ_t γ^t (V*(b_t) − Q*(b_t, u_t)) of 60 episodes of 16 steps; what is left out is below 1 % of the weight. */
async function tigerLosses(discount: number, options: object): Promise<number[]> {
  const model = tiger(discount);
  const policy = await planner(model, options);
  const value = tigerValues(discount);
  const environment = new ModelEnvironment(model);
  const hidden = randomStream(1, 'environment');
  const choices = randomStream(1, 'policy');
  return Array.from({ length: 60 }, () => {
    let observation = environment.reset(hidden);
    policy.reset(choices);
    let [lead, lost] = [0, 0];
    for (let t = 0; t < 16; t++) {
      const action = policy.act(observation) as number;
      const best = Math.max(...[0, 1, 2].map((each) => value(lead, each)));
      lost += discount ** t * (best - value(lead, action));
      observation = environment.step(action).observation;
      lead = action > 0 ? 0 : lead + (observation === 0 ? 1 : -1);
    }
    return lost;
  });
}

function summary(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}
