import { describeOptimizer } from '@pomdp-gym/conformance';
import { type Grad, InputError, type Iterate, recipeOf } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { fixedStep } from './fixed-step.test.support.js';
import { plateau } from './plateau.js';

const inner = recipeOf('optimizer', fixedStep, { iterations: 1000 });

describeOptimizer(plateau, { options: { optimizer: inner, iterates: 20 } });

const never = new AbortController().signal;
const make = (chosen: object) => plateau.create(plateau.options.parse({ optimizer: inner, ...chosen }));

async function collect(chosen: object, grad: Grad): Promise<Iterate[]> {
  const points: Iterate[] = [];
  for await (const point of make(chosen).ascend(Float64Array.of(0), grad, never)) points.push(point);
  return points;
}

const estimate = (gradient: number, averageReward: number) => ({
  gradient: Float64Array.of(gradient),
  steps: 1,
  averageReward,
});

describe('plateau', () => {
  it('ends an ascent whose last iterates gained no more than the fraction, and says so', async () => {
    // η rises by .1 eight times, from 0 to .8, and by 1e-4 afterwards.
    let k = 0;
    const grad: Grad = () => Promise.resolve(estimate(1, k++ < 8 ? k * 0.1 : 0.8 + 1e-4 * (k - 8)));
    const points = await collect({ iterates: 5, gain: 0.003 }, grad);
    expect(points).to.have.length(8 + 5);
    expect(points.at(-1)!.ended).to.equal('plateau: 5 iterates gained nothing to speak of');
    expect(points.slice(0, -1).every(({ ended }) => ended === undefined)).to.equal(true);
  });

  it('ends an ascent that earns nothing anywhere', async () => {
    const points = await collect({ iterates: 4 }, () => Promise.resolve(estimate(1e-3, 0)));
    expect(points).to.have.length(5);
  });

  it('ends an ascent whose gradients are within their noise, so many in a row', async () => {
    const sizes = [5, 1, 1, 5, 1, 1, 1];
    const grad: Grad = () => {
      const size = sizes.shift()!;
      return Promise.resolve({ ...estimate(size, size), standardError: Float64Array.of(1) });
    };
    const points = await collect({ noisy: 3, noise: 2, iterates: 100 }, grad);
    expect(points).to.have.length(7);
    expect(points.at(-1)!.ended).to.equal('plateau: 3 gradients in a row within their noise');
  });

  it('leaves an ascent that climbs to its own end and its own reason', async () => {
    const hill: Grad = ([x = 0]) => Promise.resolve(estimate(3 - x, -0.5 * (3 - x) ** 2));
    const points = await collect({ iterates: 50 }, hill);
    expect(points.at(-1)!.theta[0]).to.be.closeTo(3, 1e-8);
    expect(points.at(-1)!.ended).to.equal('gradient below ε');
  });

  it('counts anew in every ascent, and goes on counting where it is restored', async () => {
    const flat: Grad = () => Promise.resolve(estimate(1, 1));
    const twice = make({ iterates: 6 });
    for (let ascent = 0; ascent < 2; ascent++) {
      let points = 0;
      for await (const point of twice.ascend(Float64Array.of(0), flat, never)) points += point.theta.length;
      expect(points).to.equal(7);
    }
    const first = make({ iterates: 6 });
    let saved: unknown;
    let seen = 0;
    for await (const point of first.ascend(Float64Array.of(0), flat, never))
      if (point.kind === 'iterate' && ++seen === 4) saved = JSON.parse(JSON.stringify(first.save!()));
    const second = make({ iterates: 6 });
    second.restore!(saved);
    let rest = 0;
    for await (const point of second.ascend(Float64Array.of(0), flat, never)) rest += point.theta.length;
    expect(rest).to.equal(3);
    expect(() => second.restore!({})).to.throw(InputError, 'no ascent that was saved');
  });
});
