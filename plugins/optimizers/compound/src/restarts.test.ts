import { describeOptimizer } from '@pomdp-gym/conformance';
import {
  type Grad,
  InputError,
  type Iterate,
  type Optimizer,
  recipeOf,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { fixedStep } from './fixed-step.test.support.js';
import { restarts } from './restarts.js';

const inner = recipeOf('optimizer', fixedStep);

describeOptimizer(restarts, { options: { optimizer: inner, starts: 3 } });

const never = new AbortController().signal;
const make = (chosen: object, seed = 1) =>
  restarts.create(restarts.options.parse({ optimizer: inner, ...chosen }), randomStream(seed, 'starts'));

/** Two hills, 1 high at 0 and 2 high at 4: η is the higher of two parabolas. */
const hills: Grad = ([x = 0]) => {
  const left = 1 - x * x;
  const right = 2 - (x - 4) ** 2;
  return Promise.resolve({
    gradient: Float64Array.of(left > right ? -2 * x : -2 * (x - 4)),
    steps: 7,
    averageReward: Math.max(left, right),
  });
};

async function collect(optimizer: Optimizer, start: number, grad: Grad, signal = never): Promise<Iterate[]> {
  const points: Iterate[] = [];
  for await (const point of optimizer.ascend(Float64Array.of(start), grad, signal)) points.push(point);
  return points;
}

describe('restarts', () => {
  it('takes the best end of several starts, where the first leads to a lower hill', async () => {
    const points = await collect(make({ starts: 8, spread: 5 }), 0.5, hills);
    expect(points[0]!.theta[0]).to.equal(0.5);
    expect(points.at(-1)!.theta[0]).to.be.closeTo(4, 1e-6);
    expect(points.at(-1)!.ended).to.match(/^8 starts done, the best of them number [2-8]$/);
    expect(points.slice(0, -1).every(({ ended }) => ended === undefined)).to.equal(true);
    const starts = points.map(({ detail }) => detail['start']);
    expect(new Set(starts)).to.deep.equal(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
    const firsts = points.filter((_, i) => i > 0 && starts[i] !== starts[i - 1]).slice(0, -1);
    firsts.forEach(({ theta }) => expect(Math.abs(theta[0]! - 0.5)).to.be.at.most(5));
  });

  it('asks GRAD for every start and every judgement, the judgements by one stream', async () => {
    const streams: (string | undefined)[] = [];
    const counted: Grad = (theta, request) => {
      streams.push(readGradRequest(request).stream);
      return hills(theta, request);
    };
    await collect(make({ starts: 3, judgeSteps: 11 }), 0.5, counted);
    expect(streams.filter((stream) => stream === 'judgement')).to.have.length(3);
    expect(streams.filter((stream) => stream === undefined).length).to.be.above(3);
    const named = recipeOf('optimizer', fixedStep, { stream: 'search' });
    streams.length = 0;
    await collect(make({ optimizer: named, starts: 2 }), 0.5, counted);
    expect(new Set(streams)).to.deep.equal(new Set(['start 0: search', 'judgement', 'start 1: search']));
  });

  it('returns the best end where it is stopped on a later start', async () => {
    const stop = new AbortController();
    const points: Iterate[] = [];
    const optimizer = make({ starts: 50, spread: 5 });
    for await (const point of optimizer.ascend(Float64Array.of(4.5), hills, stop.signal)) {
      points.push(point);
      if (point.detail['start'] === 3) stop.abort();
    }
    expect(points.at(-1)!.theta[0]).to.be.closeTo(4, 1e-6);
    expect(points.at(-1)!.ended).to.equal(undefined);
  });

  it('judges by the value that estimates give, where they give one', async () => {
    const turned: Grad = async (theta, request) => {
      const estimate = await hills(theta, request);
      return { ...estimate, value: -estimate.averageReward };
    };
    const points = await collect(make({ starts: 8, spread: 5 }), 0.5, turned);
    expect(points.at(-1)!.theta[0]).to.be.closeTo(0, 1e-6);
  });

  it('goes on to the bit from what it saved, in any start, drawing the same starts', async () => {
    const whole = await collect(make({ starts: 5, spread: 5 }), 0.5, hills);
    for (let at = 0; at < whole.length; at++) {
      const first = make({ starts: 5, spread: 5 });
      let [seen, text] = [0, ''];
      for await (const point of first.ascend(Float64Array.of(0.5), hills, never))
        if (seen++ === at && point.kind === 'iterate') text = JSON.stringify(first.save!());
      const second = make({ starts: 5, spread: 5 }, 9);
      second.restore!(JSON.parse(text));
      const rest = await collect(second, whole[at]!.theta[0]!, hills);
      expect(rest, `from point ${at}`).to.deep.equal(whole.slice(at + 1));
    }
  });

  it('refuses to go on from what is no saved ascent', () => {
    for (const none of [undefined, 1, {}])
      expect(() => make({}).restore!(none)).to.throw(InputError, 'no ascent that was saved');
  });
});
