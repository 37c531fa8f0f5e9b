import { describeOptimizer } from '@pomdp-gym/conformance';
import { type Grad, type GradRequest, InputError, type Iterate, readGradRequest } from '@pomdp-gym/contracts';
import { addScaled, dot, norm, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { conjpomdp } from './conjpomdp.js';

describeOptimizer(conjpomdp);
describeOptimizer(conjpomdp, {
  options: {
    longestMove: 0.7,
    commonRandomNumbers: true,
    signError: 0.05,
  },
});

type Options = Parameters<typeof conjpomdp.create>[0];

const never = new AbortController().signal;

function optimizer(chosen: Partial<Options> = {}) {
  return conjpomdp.create(conjpomdp.options.parse(chosen));
}

function estimate(gradient: Iterable<number>) {
  return { gradient: Float64Array.from(gradient), steps: 1, averageReward: 0 };
}

async function collect(
  chosen: Partial<Options>,
  start: number[],
  grad: Grad,
  signal = never,
): Promise<Iterate[]> {
  const points: Iterate[] = [];
  for await (const point of optimizer(chosen).ascend(Float64Array.from(start), grad, signal))
    points.push(point);
  return points;
}

async function iterates(...given: Parameters<typeof collect>): Promise<Iterate[]> {
  return (await collect(...given)).filter(({ kind }) => kind === 'iterate');
}

/** A concave quadratic −½ θ'Aθ + b'θ with A = M'M + I, random of a seed. */
function quadratic(K: number, seed: number) {
  const random = randomStream(seed, 'quadratic');
  const vector = () => Float64Array.from({ length: K }, () => 2 * random.uniform() - 1);
  const M = Array.from({ length: K }, vector);
  const b = vector();
  const times = (theta: Float64Array) => {
    const product = theta.slice();
    for (const row of M) addScaled(product, dot(row, theta), row);
    return product;
  };
  const gradient = (theta: Float64Array) => {
    const g = b.slice();
    addScaled(g, -1, times(theta));
    return g;
  };
  return { times, gradient };
}

/** Textbook linear conjugate gradients (Hestenes, Stiefel 1952) for A θ = b: θ after each of K iterations. */
function linearConjugateGradients(
  K: number,
  { times, gradient }: ReturnType<typeof quadratic>,
): Float64Array[] {
  const theta = new Float64Array(K);
  const residual = gradient(theta);
  const direction = residual.slice();
  return Array.from({ length: K }, () => {
    const before = dot(residual, residual);
    const image = times(direction);
    const alpha = before / dot(direction, image);
    addScaled(theta, alpha, direction);
    addScaled(residual, -alpha, image);
    const beta = dot(residual, residual) / before;
    direction.forEach((value, i) => (direction[i] = residual[i]! + beta * value));
    return theta.slice();
  });
}

describe('CONJPOMDP', () => {
  it('finds the maximum of a concave quadratic in K line searches, along the path of linear conjugate gradients', async () => {
    // The slope along a line is linear here, so GSEARCH's secant is exact and Polak–Ribière is Hestenes–Stiefel.
    for (const K of [1, 2, 3, 5]) {
      const problem = quadratic(K, K);
      const points = await iterates({ epsilon: 1e-18 }, Array<number>(K).fill(0), (theta) =>
        Promise.resolve(estimate(problem.gradient(theta))),
      );
      expect(points.length).to.be.within(2, K + 1);
      linearConjugateGradients(K, problem).forEach((theta, k) => {
        const difference = (points[k + 1] ?? points.at(-1)!).theta.slice();
        addScaled(difference, -1, theta);
        expect(norm(difference), `K = ${K}, line search ${k + 1}`).to.be.lessThan(1e-9);
      });
    }
  });

  it('gives the figures of each iterate, by hand for −(θ₁² + 4 θ₂²)/2 from (4, 1)', async () => {
    // g = (−4, −4); along it the slope is 32 − 80 s, so s = .4 and θ = (2.4, −.6); D = (−2.4, 2.4), γ = 11.52/32.
    const [first, second] = await iterates({ maxIterations: 1, s0: 1 }, [4, 1], ([x = 0, y = 0]) =>
      Promise.resolve(estimate([-x, -4 * y])),
    );
    expect(first!.detail).to.deep.equal({ gradientNormSquared: 32, iteration: 0 });
    expect(first!.theta).to.deep.equal(Float64Array.of(4, 1));
    const { step, gamma, gradientNormSquared, ...others } = second!.detail;
    expect(step).to.be.closeTo(0.4, 1e-15);
    expect(gamma).to.be.closeTo(0.36, 1e-14);
    expect(gradientNormSquared).to.be.closeTo(11.52, 1e-13);
    // s = .25 and .5 bracket the maximum.
    const bracket = { bracketNear: 0.25, bracketFar: 0.5 };
    expect(others).to.deep.equal({ iteration: 1, probes: 3, capped: 0, ...bracket, restarted: 0 });
    expect(second!.theta[0]).to.be.closeTo(2.4, 1e-14);
    expect(second!.theta[1]).to.be.closeTo(-0.6, 1e-14);
  });

  it('asks GRAD for directions and for probes by their names, and yields every estimate it asked for', async () => {
    const asked: string[] = [];
    const points = await collect({ maxIterations: 2, s0: 1 }, [4, 1], ([x = 0, y = 0], request) => {
      asked.push(readGradRequest(request).purpose);
      return Promise.resolve(estimate([-x, -4 * y]));
    });
    expect(asked.filter((purpose) => purpose === 'direction')).to.have.length(3);
    expect(points.map(({ kind }) => (kind === 'probe' ? 'line-search' : 'direction'))).to.deep.equal(asked);
    expect(points[0]!.kind).to.equal('iterate');
    expect(points.at(-1)!.kind).to.equal('iterate');
  });

  it('compares |g|², not |g|, with ε', async () => {
    const slope = (size: number): Grad => {
      return ([x = 0]) => Promise.resolve(estimate([x === 0 ? size : 0]));
    };
    expect(await iterates({ epsilon: 1e-4 }, [0], slope(0.0099))).to.have.length(1);
    expect(await iterates({ epsilon: 1e-4 }, [0], slope(0.0101))).to.have.length(2);
    expect(await iterates({ epsilon: 0.25 }, [0], slope(0.5)), 'while |g|² ≥ ε').to.have.length(2);
  });

  it('starts again along the gradient when the conjugate direction points against it', async () => {
    // g = 1, D = −.5: γ = .75, h = −.5 + .75 · 1 = .25 and h D < 0, so the next search goes along −.5, not .25.
    const directions = [1, -0.5, 0];
    const points = await collect({ s0: 1 }, [0], (_theta, purpose) =>
      Promise.resolve(estimate([purpose === 'direction' ? directions.shift()! : -1e-9])),
    );
    const second = points.findIndex(({ detail }) => detail['iteration'] === 1);
    expect(points[second]!.detail).to.include({ gamma: 0.75, restarted: 1, step: 0.75 });
    expect(points[second + 1]!.theta[0]).to.equal(0.75 - 0.5);
  });

  it('stays put, and says so, when a line search has used up its halvings', async () => {
    const directions = [1, 1, 0];
    const points = await iterates({ maxHalvings: 2 }, [3], (_theta, purpose) =>
      Promise.resolve(estimate([purpose === 'direction' ? directions.shift()! : -1])),
    );
    expect(points[1]!.theta[0]).to.equal(3);
    expect(points[1]!.detail).to.include({ capped: 1, step: 0, probes: 3, gamma: 0 });
  });

  it('goes to the last probe when a line search has used up its doublings', async () => {
    const points = await iterates({ s0: 1, maxDoublings: 2, maxIterations: 1 }, [3], () =>
      Promise.resolve(estimate([1])),
    );
    expect(points[1]!.theta[0]).to.equal(7);
    expect(points[1]!.detail).to.include({ capped: 1, step: 4, probes: 3 });
  });

  it('stops after maxIterations line searches', async () => {
    for (const maxIterations of [0, 1, 4]) {
      const random = randomStream(maxIterations, 'noise');
      const points = await iterates({ maxIterations }, [0], () =>
        Promise.resolve(estimate([2 * random.uniform() - 1 || 1])),
      );
      expect(points).to.have.length(maxIterations + 1);
    }
  });

  it('climbs a noisy hill: within the noise of the maximum for every seed of 20', async () => {
    // |θ − θ*| = |true gradient|; with noise of at most .05 a component and ε = .01 it stops where |g| < .1,
    // so |θ − θ*| < .1 + .05 √3 < .19 whatever the noise.
    for (let seed = 0; seed < 20; seed++) {
      const random = randomStream(seed, 'hill');
      const points = await iterates({ epsilon: 0.01 }, [5, -3, 2], (theta) =>
        Promise.resolve(estimate(theta.map((x) => 1 - x + 0.1 * (random.uniform() - 0.5)))),
      );
      expect(norm(points.at(-1)!.theta.map((x) => x - 1))).to.be.lessThan(0.19);
    }
  });

  it('asks nothing of GRAD after an abort and ends quietly, its last iterate standing', async () => {
    for (const atQuestion of [0, 1, 2, 5]) {
      const controller = new AbortController();
      if (atQuestion === 0) controller.abort();
      let asked = 0;
      const points = await collect(
        {},
        [0],
        ([x = 0]) => {
          if (++asked === atQuestion) controller.abort();
          return Promise.resolve(estimate([1 - x]));
        },
        controller.signal,
      );
      expect(asked).to.equal(atQuestion);
      expect(points).to.have.length(atQuestion);
    }
  });

  it('lets an error of GRAD through, after an abort too', async () => {
    const controller = new AbortController();
    const failing: Grad = () => {
      controller.abort();
      return Promise.reject(new Error('the path broke'));
    };
    const failure = await collect({}, [0], failing, controller.signal).catch((error: unknown) => error);
    expect(failure).to.be.an('error').with.property('message', 'the path broke');
  });

  it('names why it ends: at the start, near the top, and where its line searches are used up', async () => {
    const slope = (size: number, next = 0): Grad => {
      return ([x = 0]) => Promise.resolve(estimate([x === 0 ? size : next]));
    };
    const endOf = async (chosen: Partial<Options>, grad: Grad) =>
      (await collect(chosen, [0], grad)).map(({ ended }) => ended);
    expect(await endOf({ epsilon: 1e-4 }, slope(0.0099))).to.deep.equal(['gradient below ε at the start']);
    expect(await endOf({}, slope(0))).to.deep.equal(['zero gradient at the start']);
    expect((await endOf({}, slope(1))).at(-1)).to.equal('zero gradient');
    expect((await endOf({}, slope(1, 1e-4))).at(-1)).to.equal('gradient below ε'); // (1e-4)² < 1e-6
    const capped = await endOf({ maxIterations: 2 }, slope(1, 1));
    expect(capped.at(-1)).to.equal('2 line searches done');
    expect(capped.slice(0, -1).every((ended) => ended === undefined)).to.equal(true);
  });

  it('tries a move of firstMove first, whatever the length of the gradient, unless s0 is given', async () => {
    for (const size of [1e-6, 1, 1e6]) {
      const grad: Grad = () => Promise.resolve(estimate([3 * size, 4 * size]));
      const first = async (chosen: Partial<Options>) =>
        (await collect({ maxIterations: 1, ...chosen }, [0, 0], grad))[1]!.theta;
      const moved = await first({});
      expect(moved[0]).to.be.closeTo(0.6, 1e-15); // rounding of 3 s with s = 1 / (5 size)
      expect(moved[1]).to.be.closeTo(0.8, 1e-15);
      expect(norm(await first({ firstMove: 2 }))).to.be.closeTo(2, 1e-15);
      expect(norm(await first({ s0: 100 })) / size).to.be.closeTo(500, 1e-9);
    }
  });

  it('goes the same way to the bit where gradients are multiplied by a power of two', async () => {
    const path = async (factor: number) => {
      const random = randomStream(5, 'noise');
      const points = await collect({}, [3, -2], ([x = 0, y = 0]) =>
        Promise.resolve(estimate([factor * (1 - x + random.uniform()), factor * (2 - 7 * y)])),
      );
      return points.map(({ kind, theta, ended }) => ({ kind, theta: [...theta], ended }));
    };
    const one = await path(1);
    expect(one.length).to.be.above(100);
    for (const factor of [2 ** -40, 2 ** -10, 2 ** 10, 2 ** 40]) {
      expect(await path(factor), `times ${factor}`).to.deep.equal(one);
    }
  });

  it('has no setting in the unit of rewards by default, and refuses options that make no sense', () => {
    expect(conjpomdp.options.parse({})).to.deep.equal({
      firstMove: 1,
      tolerance: 1e-6,
      s0: 'relative',
      epsilon: 'relative',
      maxHalvings: 50,
      maxDoublings: 20,
      maxIterations: 100,
      longestMove: null,
      lineSearchSteps: null,
      commonRandomNumbers: false,
      signError: null,
      signBlock: null,
      penalty: 0,
      penaltyStages: 3,
      penaltyIterations: 10,
      penaltyGain: 0.003,
    });
    for (const bad of [
      { s0: 0 },
      { epsilon: 0 },
      { epsilon: 'absolute' },
      { firstMove: 0 },
      { tolerance: 0 },
      { tolerance: 1 },
      { maxHalvings: 0 },
      { maxDoublings: 1.5 },
      { maxIterations: -1 },
      { longestMove: 0 },
      { lineSearchSteps: 0.5 },
      { signError: 0.5 },
      { signBlock: 0 },
      { penalty: -1 },
      { penaltyStages: 0 },
    ]) {
      expect(conjpomdp.options.safeParse(bad).success, JSON.stringify(bad)).to.equal(false);
    }
    expect(conjpomdp.options.safeParse({ stepsize: 1 }).success).to.equal(false);
  });

  it('asks for signs, and for what its options on line searches say', async () => {
    const asked = async (chosen: Partial<Options>) => {
      const requests: unknown[] = [];
      await collect({ maxIterations: 2, ...chosen }, [4, 1], ([x = 0, y = 0], request) => {
        requests.push(request);
        return Promise.resolve(estimate([-x, -4 * y]));
      });
      return requests.filter((request) => readGradRequest(request as GradRequest).purpose === 'line-search');
    };
    // At (4, 1) the gradient is (−4, −4), so that the slope along it is 32.
    const sign = { direction: Float64Array.of(-4, -4), offset: 0, negligible: 0.32 };
    const [plain] = await asked({});
    expect(plain).to.deep.equal({ purpose: 'line-search', sign });
    const [first] = await asked({ lineSearchSteps: 100 });
    expect(first).to.deep.equal({ purpose: 'line-search', steps: 100, sign });
    const streams = (await asked({ commonRandomNumbers: true })) as GradRequest[];
    expect(new Set(streams.map(({ stream }) => stream))).to.deep.equal(
      new Set(['line search 1', 'line search 2']),
    );
    const [tested] = (await asked({ signError: 0.05, signBlock: 7 })) as [GradRequest];
    expect([...tested.direction!], 'along the gradient').to.deep.equal([-4, -4]);
    expect(tested.every).to.equal(7);
    const sure = { value: 1, standardError: 0.01, blocks: 20 };
    expect(tested.enough!({ ...estimate([1]), slope: sure })).to.equal(true);
    expect(tested.enough!({ ...estimate([1]), slope: { ...sure, standardError: 1 } })).to.equal(false);
    expect(tested.enough!(estimate([1]))).to.equal(false);
  });

  it('ends where its estimator learns nothing', async () => {
    const choice = { beta: 0, squaredBias: 0, variance: 1, nothingLearnt: true } as const;
    const points = await collect({}, [0, 0], () => Promise.resolve({ ...estimate([1, 1]), choice }));
    expect(points.map(({ ended }) => ended?.split(':')[0])).to.deep.equal(['nothing is learnt here']);
  });

  it('goes no farther than longestMove in a line search', async () => {
    const grad: Grad = () => Promise.resolve(estimate([3, 4]));
    for (const [longestMove, trials] of [
      [0.5, [0.5]],
      [3, [1, 2, 3]],
    ] as const) {
      const points = await collect({ longestMove, maxIterations: 1 }, [0, 0], grad);
      const probes = points.filter(({ kind }) => kind === 'probe').map(({ theta }) => norm(theta));
      expect(probes.length).to.equal(trials.length);
      probes.forEach((distance, i) => expect(distance).to.be.closeTo(trials[i]!, 1e-14));
      expect(norm(points.at(-1)!.theta)).to.be.closeTo(longestMove, 1e-14);
      expect(points.at(-1)!.detail).to.include({ capped: 1 });
    }
  });

  it('climbs η − λ|θ|² and relaxes λ in stages, to the maximum of η in the end', async () => {
    // η = −(θ − 3)²/2 has its top at 3, with the penalty at 3 / (1 + 2λ); the secant is exact.
    const hill: Grad = ([x = 0]) =>
      Promise.resolve({ ...estimate([3 - x]), averageReward: -0.5 * (x - 3) ** 2 });
    const points = await iterates({ penalty: 1, penaltyStages: 2, firstMove: 0.7 }, [0], hill);
    expect(points.map(({ detail }) => detail['penalty'])).to.deep.equal([1, 0.1, 0, 0]);
    [0, 1, 2.5, 3].forEach((top, i) => expect(points[i]!.theta[0]).to.be.closeTo(top, 1e-12));
    expect(points.at(-1)!.ended).to.match(/^(zero gradient|gradient below ε)$/);
    expect(points[1]!.estimate!.gradient[0], 'the estimate itself').to.be.closeTo(2, 1e-12);
  });

  it('measures ε by the first gradient of η, not by that of the penalty', async () => {
    // At θ = 100 the penalty's slope is −200 beside η's −1: ε relative to it would be .04, and |∇η|² = .01 at θ = 2.9 below that.
    const hill: Grad = ([x = 0]) => Promise.resolve({ ...estimate([Math.tanh(3 - x)]), averageReward: 0 });
    const points = await iterates({ penalty: 1, penaltyStages: 1, penaltyIterations: 1 }, [100], hill);
    const last = points.at(-1)!;
    expect(last.ended).to.equal('gradient below ε');
    expect(Math.abs(last.estimate!.gradient[0]!)).to.be.below(1e-3);
  });

  it('takes what an iterate earns from the value, where the estimate has one', async () => {
    // The average reward stands still while the value grows by a half with each line search: λ is kept.
    let value = 1;
    const growing: Grad = () =>
      Promise.resolve({ ...estimate([1]), averageReward: 5, value: (value *= 1.5) });
    const points = await iterates(
      { penalty: 1e-9, penaltyStages: 1, penaltyIterations: 3, maxDoublings: 1, maxIterations: 5 },
      [0],
      growing,
    );
    expect(points.map(({ detail }) => detail['penalty'])).to.deep.equal(new Array(6).fill(1e-9));
  });

  it('relaxes λ where so many line searches gain too little', async () => {
    // An estimate of η that stands still, and slopes that never end a search before its doublings are used up.
    const flat: Grad = () => Promise.resolve({ ...estimate([1]), averageReward: 5 });
    const points = await iterates(
      { penalty: 1e-9, penaltyStages: 1, penaltyIterations: 3, maxDoublings: 1, maxIterations: 5 },
      [0],
      flat,
    );
    expect(points.map(({ detail }) => detail['penalty'])).to.deep.equal([1e-9, 1e-9, 1e-9, 0, 0, 0]);
  });

  it('goes on to the bit from what it saved, the stage of its penalty included', async () => {
    const chosen = { penalty: 0.1, penaltyIterations: 2, penaltyGain: 0.05, maxIterations: 12 };
    const hill: Grad = ([x = 0, y = 0]) =>
      Promise.resolve({
        ...estimate([1 - x, 2 - 9 * y + 0.3 * Math.sin(x)]),
        averageReward: -((x - 1) ** 2) - y * y,
      });
    const whole = await iterates(chosen, [4, 3], hill);
    expect(new Set(whole.map(({ detail }) => detail['penalty'])).size).to.be.above(2);
    for (let at = 0; at < whole.length; at++) {
      const first = optimizer(chosen);
      let [seen, text] = [0, ''];
      for await (const { kind } of first.ascend(Float64Array.of(4, 3), hill, never))
        if (kind === 'iterate' && seen++ === at) text = JSON.stringify(first.save!());
      const second = optimizer(chosen);
      second.restore!(JSON.parse(text));
      const rest: Iterate[] = [];
      for await (const point of second.ascend(whole[at]!.theta, hill, never))
        if (point.kind === 'iterate') rest.push(point);
      expect(rest, `from iterate ${at}`).to.deep.equal(whole.slice(at + 1));
    }
  });

  it('refuses to go on from what is no saved ascent', () => {
    for (const none of [undefined, 1, {}, { ...Object(optimizer().save!()), g: [1] }])
      expect(() => optimizer().restore!(none)).to.throw(InputError, 'no ascent that was saved');
  });
});
