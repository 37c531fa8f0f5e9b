import { InputError, type Random } from '@pomdp-gym/contracts';
import { drawNormal, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { Replicates } from '../replicates.js';
import { AdaStop, type AdaStopSettings } from './adastop.js';
import { allSplits, countSplits, drawSplit, identitySplit } from './balanced-splits.js';

type Scores = Record<string, readonly number[]>;

/** Runs with seeds of their own stage. */
function stageOf(scores: Scores, stage = 1): Map<string, Replicates> {
  return new Map(
    Object.entries(scores).map(([agent, values]) => [
      agent,
      Replicates.bySeed(values.map((value, i) => [100 * stage + i, value] as const)),
    ]),
  );
}

const settings = (parts: Partial<AdaStopSettings> = {}): AdaStopSettings => ({
  agents: ['a', 'b'],
  seeds: 3,
  stages: 2,
  random: randomStream(1, 'permutations'),
  ...parts,
});

const outcomes = (test: AdaStop) =>
  test.decisions.map(({ first, second, outcome, stage }) => `${first} ${outcome} ${second} ${stage}`);

describe('AdaStop', () => {
  it('decides as its permutations, counted by hand, have it', () => {
    // 20 splits of six runs; the greatest |sum| is reached by two, which is 10 % of them.
    const apart = { a: [10, 11, 12], b: [1, 2, 3] };
    for (const [level, outcome] of [
      [0.2, 'a better b 1'], // .2 · 1/2 = .1 by the first stage: both may lie above the boundary
      [0.19, 'a open b null'],
    ] as const) {
      const test = new AdaStop(settings({ level }));
      test.addStage(stageOf(apart));
      expect(outcomes(test)).to.deep.equal([outcome]);
    }
  });

  it('carries what it has spent, and the permutations below the boundary, to the next stage', () => {
    // First stage: nothing differs, and .1 allows two of 20 above the boundary: none where all sums are 0.
    // Second stage: 400 sequences, of which 20 · 2 reach the observed sum of 27: .1 of them.
    const even = { a: [1, 1, 1], b: [1, 1, 1] };
    const apart = { a: [10, 11, 12], b: [1, 2, 3] };
    for (const [level, outcome] of [
      [0.1, 'a better b 2'],
      [0.099, 'a equal b 2'],
    ] as const) {
      const test = new AdaStop(settings({ level }));
      test.addStage(stageOf(even, 1));
      test.addStage(stageOf(apart, 2));
      expect(outcomes(test)).to.deep.equal([outcome]);
      expect(test.competing).to.deep.equal([]);
    }
  });

  it('lets agents of decided pairs stop, and goes on with the others', () => {
    const test = new AdaStop(settings({ agents: ['a', 'b', 'c'], seeds: 5, stages: 5 }));
    const close = { a: [1, 3, 2, 4, 5], b: [5, 1, 4, 2, 3.5] };
    test.addStage(stageOf({ ...close, c: [-91, -93, -92, -95, -94] }));
    expect(outcomes(test)).to.deep.equal(['a open b null', 'a better c 1', 'b better c 1']);
    expect(test.competing).to.deep.equal(['a', 'b']);
    for (let stage = 2; stage <= 5; stage++) test.addStage(stageOf(close, stage));
    expect(outcomes(test)[0]).to.equal('a equal b 5');
    expect([...test.seedsUsed]).to.deep.equal([
      ['a', 25],
      ['b', 25],
      ['c', 5],
    ]);
  });

  it('leaves the pairs of an agent open that is withdrawn', () => {
    const test = new AdaStop(settings({ agents: ['a', 'b', 'c'] }));
    test.withdraw('c');
    expect(test.competing).to.deep.equal(['a', 'b']);
    test.addStage(stageOf({ a: [1, 2, 3], b: [2, 1, 3] }));
    test.addStage(stageOf({ a: [1, 2, 3], b: [2, 1, 3] }, 2));
    expect(outcomes(test)).to.deep.equal(['a equal b 2', 'a open c null', 'b open c null']);
  });

  it('calls agents that always score the same equal, and those that always differ different', () => {
    const test = new AdaStop(settings({ agents: ['a', 'b', 'c'], seeds: 5, stages: 1, level: 0.05 }));
    test.addStage(stageOf({ a: Array(5).fill(0.1), b: Array(5).fill(0.1), c: Array(5).fill(0.3) }));
    expect(outcomes(test)).to.deep.equal(['a equal b 1', 'a worse c 1', 'b worse c 1']);
  });

  it('refuses too few seeds, seeds that come again, and settings out of range', () => {
    const test = new AdaStop(settings());
    const runs = stageOf({ a: [1, 2, 3], b: [3, 2, 1] });
    expect(() => test.addStage(stageOf({ a: [1, 2, 3] }))).to.throw(
      InputError,
      '3 seeds of b a stage, not 0',
    );
    const again = new AdaStop(settings());
    again.addStage(runs);
    expect(() => again.addStage(runs)).to.throw(InputError, 'Seed 100 of a was in an earlier stage');
    expect(() => new AdaStop(settings({ agents: ['a', 'a'] }))).to.throw(InputError, 'different names');
    expect(() => new AdaStop(settings({ stages: 0 }))).to.throw(InputError, 'stages');
    expect(() => new AdaStop(settings({ level: 1 }))).to.throw(InputError, 'level');
  });
});

describe('splits', () => {
  it('are all of them, the identity first', () => {
    expect([1, 3, 5].map(countSplits)).to.deep.equal([2, 20, 252]);
    const splits = allSplits(3);
    expect(splits[0]).to.deep.equal(identitySplit(3));
    expect(new Set(splits.map(String)).size).to.equal(20);
    for (const split of splits) expect(split.reduce((sum, sign) => sum + sign, 0)).to.equal(0);
  });

  it('are drawn evenly', () => {
    const random = randomStream(1, 'splits');
    const counts = new Map<string, number>();
    const split = identitySplit(2);
    for (let i = 0; i < 6000; i++) {
      drawSplit(split, random);
      counts.set(String(split), (counts.get(String(split)) ?? 0) + 1);
    }
    expect(counts.size).to.equal(6);
    // 1000 each, standard deviation 29.
    for (const count of counts.values()) expect(count).closeTo(1000, 130);
  });
});

/** Means and deviations of normal scores; agents of one mean and deviation are equal. */
const synthetic: Record<string, readonly (readonly [mean: number, deviation: number])[]> = {
  'two equal': [
    [0, 1],
    [0, 1],
  ],
  'three equal': [
    [0, 1],
    [0, 1],
    [0, 1],
  ],
  'six equal': Array.from({ length: 6 }, () => [0, 1] as const),
  'two equal, two far away': [
    [0, 1],
    [0, 1],
    [4, 1],
    [8, 1],
  ],
  'two equal, one near': [
    [0, 1],
    [0, 1],
    [1, 1],
  ],
};

/** Whether a synthetic study of five stages of five seeds calls any equal agents different. */
function errs(laws: (typeof synthetic)[string], random: Random, parts: Partial<AdaStopSettings>): boolean {
  const agents = laws.map((_, i) => `agent ${i}`);
  const test = new AdaStop({ agents, seeds: 5, stages: 5, random, ...parts });
  for (let stage = 1; test.competing.length > 0; stage++) {
    const draw = ([mean, deviation]: readonly [number, number]) =>
      Array.from({ length: 5 }, () => mean + deviation * drawNormal(random));
    test.addStage(stageOf(Object.fromEntries(laws.map((law, i) => [agents[i]!, draw(law)])), stage));
  }
  return test.decisions.some(
    ({ first, second, outcome }) =>
      (outcome === 'better' || outcome === 'worse') &&
      laws[agents.indexOf(first)]![0] === laws[agents.indexOf(second)]![0],
  );
}

function errorRate(name: string, studies: number, parts: Partial<AdaStopSettings>): number {
  const random = randomStream(11, 'synthetic studies', name);
  const wrong = Array.from({ length: studies }, () => errs(synthetic[name]!, random, parts)).filter(Boolean);
  return wrong.length / studies;
}

describe('the family-wise error of AdaStop', function () {
  this.timeout(600_000);

  /** At this level, the one that `compare` takes, the error is at most 5 % for six equal agents too. */
  const level = 0.04;

  /** 5 % and three standard errors: exceeded once in 700 seeds by a test of exactly that error. */
  const atMost = (studies: number) => 0.05 + 3 * Math.sqrt((0.05 * 0.95) / studies);

  for (const name of Object.keys(synthetic)) {
    it(`is at most 5 %, ${name}`, () => {
      expect(errorRate(name, 150, { permutations: 300, level })).at.most(atMost(150));
    });

    (process.env['POMDP_TYPE_ONE'] ? it : it.skip)(`is at most 5 % over 2000 studies, ${name}`, () => {
      expect(errorRate(name, 2000, { permutations: 500, level })).at.most(atMost(2000));
    });
  }

  it('is far above 5 % by the published rule, where two agents are far away', () => {
    // .43 of 500 studies; 150 place the share within .04.
    const rate = errorRate('two equal, two far away', 150, { permutations: 300, asPublished: true });
    expect(rate).above(0.2);
  });
});
