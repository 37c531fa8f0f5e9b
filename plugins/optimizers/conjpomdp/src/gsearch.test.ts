import { type Grad, type Iterate, readGradRequest } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { type LineSearchResult, gsearch, type GsearchSettings } from './gsearch.js';

const settings: GsearchSettings = { s0: 1, epsilon: 1e-4, maxHalvings: 50, maxDoublings: 20 };

/** GRAD from a gradient written down. */
function gradOf(gradient: (theta: Float64Array) => number[]): Grad {
  return (theta) =>
    Promise.resolve({ gradient: Float64Array.from(gradient(theta)), steps: 1, averageReward: 0 });
}

/** GRAD along one line that returns these slopes in turn, whatever θ. */
function scripted(...slopes: number[]): Grad {
  const rest = slopes[Symbol.iterator]();
  return gradOf(() => [rest.next().value ?? NaN]);
}

async function search(
  grad: Grad,
  changed: Partial<GsearchSettings> = {},
  theta0 = [0],
  d = [1],
): Promise<LineSearchResult & { trials: Iterate[]; steps: number[] }> {
  const generator = gsearch(grad, Float64Array.from(theta0), Float64Array.from(d), {
    ...settings,
    ...changed,
  });
  const trials: Iterate[] = [];
  let next = await generator.next();
  for (; !next.done; next = await generator.next()) trials.push(next.value);
  return { ...next.value, trials, steps: trials.map(({ detail }) => detail['step']!) };
}

describe('GSEARCH', () => {
  it('halves from s0 into the bracket of a cubic and takes the zero of the secant', async () => {
    // η = θ − θ³/3 climbs until θ = 1; its slope is 399/1024 at .78125 and −1476/1024 at 1.5625.
    const { step, steps, trials, probes, capped } = await search(
      gradOf(([x = 0]) => [1 - x * x]),
      { s0: 100 },
    );
    expect(steps).to.deep.equal([100, 50, 25, 12.5, 6.25, 3.125, 1.5625, 0.78125]);
    expect(trials.at(-1)!.detail['slope']).to.equal(399 / 1024);
    expect(trials.at(-2)!.detail['slope']).to.equal(-1476 / 1024);
    expect(step).to.be.closeTo(0.78125 + (0.78125 * 399) / 1875, 1e-15);
    expect(probes).to.equal(8);
    expect(capped).to.equal(false);
  });

  it('doubles from s0 past the maximum of a parabola, which the secant meets exactly', async () => {
    // slope along d = 2 from θ0 = 1 is 2 (11 − θ) = 20 − 4 s
    const { step, steps, trials } = await search(
      gradOf(([x = 0]) => [11 - x]),
      {},
      [1],
      [2],
    );
    expect(steps).to.deep.equal([1, 2, 4, 8]);
    expect(trials.map(({ detail }) => detail['slope'])).to.deep.equal([16, 12, 4, -12]);
    expect(step).to.equal(5);
  });

  it('yields each probe with its θ and the estimate made there, and leaves θ0 and d alone', async () => {
    const theta0 = Float64Array.of(1, 2);
    const d = Float64Array.of(3, -1);
    const purposes: string[] = [];
    const generator = gsearch(
      (theta, request) => {
        purposes.push(readGradRequest(request).purpose);
        return Promise.resolve({ gradient: theta.map((x) => -x), steps: 7, averageReward: 0.5 });
      },
      theta0,
      d,
      settings,
    );
    const first = await generator.next();
    expect(first.value).to.deep.equal({
      kind: 'probe',
      theta: Float64Array.of(4, 1),
      estimate: { gradient: Float64Array.of(-4, -1), steps: 7, averageReward: 0.5 },
      detail: { step: 1, slope: -11, sign: -1 },
    });
    while (!(await generator.next()).done);
    expect([...theta0, ...d]).to.deep.equal([1, 2, 3, -1]);
    expect(new Set(purposes)).to.deep.equal(new Set(['line-search']));
  });

  it('takes the middle of a bracket whose ends do not differ in sign', async () => {
    const halved = await search(scripted(-3, -1, -0.25), { epsilon: 0.5 });
    expect([halved.steps, halved.step]).to.deep.equal([[1, 0.5, 0.25], 0.375]);
    const doubled = await search(scripted(1, 2, 0.1), { epsilon: 0.5 });
    expect([doubled.steps, doubled.step]).to.deep.equal([[1, 2, 4], 3]);
    const flat = await search(scripted(0, -1));
    expect([flat.steps, flat.step]).to.deep.equal([[1, 2], 1.5]);
  });

  it('records the sign that it counts each slope by, and the bracket that these signs make', async () => {
    const signs = async (slopes: number[], changed: Partial<GsearchSettings> = {}) => {
      const { trials, bracket } = await search(scripted(...slopes), { epsilon: 0.5, ...changed });
      return { signs: trials.map(({ detail }) => detail['sign']), bracket };
    };
    expect(await signs([3, 0.25])).to.deep.equal({ signs: [1, 0], bracket: [1, 2] });
    expect(await signs([-3, -0.25])).to.deep.equal({ signs: [-1, 0], bracket: [0.5, 1] });
    expect(await signs([0, 0])).to.deep.equal({ signs: [1, 0], bracket: [1, 2] });
    expect(await signs([-0.1, 0.5])).to.deep.equal({ signs: [-1, 1], bracket: [0.5, 1] });
    expect(await signs([-1, -1], { maxHalvings: 1 })).to.deep.equal({ signs: [-1, -1], bracket: null });
  });

  it('goes at least one step on from the first probe, however small its slope, and stops at ±ε as written', async () => {
    expect((await search(scripted(0.1, 0.1), { epsilon: 0.5 })).steps).to.have.length(2);
    expect((await search(scripted(-0.1, -0.1), { epsilon: 0.5 })).steps).to.have.length(2);
    expect((await search(scripted(1, 0.5, 0.4), { epsilon: 0.5 })).steps).to.have.length(3);
    expect((await search(scripted(-1, -0.5, -0.4), { epsilon: 0.5 })).steps).to.have.length(3);
  });

  it('stays where it is when every halving pointed back', async () => {
    const { step, steps, capped } = await search(
      gradOf(() => [-1]),
      { maxHalvings: 3 },
    );
    expect(steps).to.deep.equal([1, 0.5, 0.25, 0.125]);
    expect(step).to.equal(0);
    expect(capped).to.equal(true);
  });

  it('settles for its last probe when every doubling pointed on', async () => {
    const { step, steps, capped } = await search(
      gradOf(() => [1]),
      { maxDoublings: 3 },
    );
    expect(steps).to.deep.equal([1, 2, 4, 8]);
    expect(step).to.equal(8);
    expect(capped).to.equal(true);
  });

  it('is within its caps where the last halving or doubling closes the bracket', async () => {
    expect(await search(scripted(-1, -1, 1), { maxHalvings: 2 })).to.include({ capped: false, step: 0.375 });
    expect(await search(scripted(1, 1, -1), { maxDoublings: 2 })).to.include({ capped: false, step: 3 });
  });

  it('returns the same for any positive multiple of GRAD: a power of two changes no bit', async () => {
    for (const s0 of [0.01, 1, 100]) {
      const [one, other] = await Promise.all(
        [1, 2 ** -20].map((factor) =>
          search(
            gradOf(([x = 0]) => [factor * Math.sin(x)]),
            { s0, epsilon: 0 },
          ),
        ),
      );
      expect(other!.steps).to.deep.equal(one!.steps);
      expect(other!.step).to.equal(one!.step);
    }
  });

  it('tries the same θ when the direction is four times as long and s0 a quarter', async () => {
    const grad = gradOf(([x = 0, y = 0]) => [3 - x, -1 - 2 * y]);
    const one = await search(grad, {}, [0, 0], [1, -0.5]);
    const other = await search(grad, { s0: 0.25 }, [0, 0], [4, -2]);
    expect(other.trials.map(({ theta }) => [...theta])).to.deep.equal(
      one.trials.map(({ theta }) => [...theta]),
    );
    expect(other.step).to.equal(one.step / 4);
  });

  it('brackets by signs alone: noise in the size of every slope moves no probe, and the answer only inside', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = randomStream(seed, 'sizes');
      const { step, steps } = await search(
        gradOf(([x = 0]) => [(13 - x) * 10 ** (6 * random.uniform() - 3)]),
        { epsilon: 0 },
      );
      expect(steps).to.deep.equal([1, 2, 4, 8, 16]);
      expect(step).to.be.within(8, 16);
    }
  });

  it('keeps within the bounds that bounded noise allows', async () => {
    // Slopes 5 − s ± .5 bracket [4, 8]; the secant's zero lies between 4 + 4·.5/(.5+3.5) and 4 + 4·1.5/(1.5+2.5).
    for (let seed = 0; seed < 50; seed++) {
      const random = randomStream(seed, 'noise');
      const { step, steps } = await search(gradOf(([x = 0]) => [5 - x + random.uniform() - 0.5]));
      expect(steps).to.deep.equal([1, 2, 4, 8]);
      expect(step).to.be.within(4.5, 5.5);
    }
  });
});
