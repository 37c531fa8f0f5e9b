import 'reflect-metadata';
import { createProblem, type RunRecord } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { openRegistry } from './open-registry.js';
import {
  callAdmission,
  conjpomdp,
  errorAndBound,
  loadMachinery,
  olpomdp,
  reportedRewards,
  runningTime,
  startingPoints,
  tigerAndHallway,
} from '@pomdp-gym/experiments-baxter-bartlett';
import type { ExperimentSpec } from '@pomdp-gym/reproduction';
import { claimsOf, type MadeUp, verdictOn } from './made-up-data.test.support.js';

const { ChainTruth } = await loadMachinery();

/** The numbers in an agent's name: β and T, β and γ, or a spread. */
const numbersIn = (name: string) => [...name.matchAll(/\d+(\.\d+)?/g)].map(([text]) => Number(text));
/** ±1 by seed, so that runs spread evenly about their mean. */
const sign = (seed: number) => (seed % 2 === 0 ? 1 : -1);

describe('findings on made-up data', function () {
  this.timeout(240_000);

  let registry: Registry;
  before(async () => {
    registry = await openRegistry();
  });

  /** Verdicts on the claims whose statements match, for each kind of data in turn. */
  async function verdicts(experiment: ExperimentSpec, statements: readonly RegExp[], ...kinds: MadeUp[]) {
    const claims = await Promise.all(kinds.map((madeUp) => claimsOf(experiment, madeUp, registry)));
    return statements.map((statement) => claims.map((each) => verdictOn(each, statement)));
  }

  it('CONJPOMDP: its table, the optimum, the order of β, the steps of a run', async () => {
    const asReported = (name: string, seed: number): Partial<RunRecord> => {
      const [beta, T] = numbersIn(name);
      const { mean } = reportedRewards.find((cell) => cell.beta === beta && cell.T === T)!.reward;
      return { averageReward: mean + 1e-4 * sign(seed), steps: 5 * T! };
    };
    const far = (name: string, seed: number): Partial<RunRecord> => {
      const [beta, T] = numbersIn(name);
      // The greater β, the better, and never near the optimum.
      return { averageReward: 0.4 + 0.1 * beta! + 1e-4 * sign(seed), steps: 20 * T! };
    };
    const statements = [
      /^For β = 0 /,
      /comes near the optimum/,
      /the smaller β is, the better/,
      /4 to 7 times T/,
    ];
    expect(await verdicts(conjpomdp, statements, { run: asReported }, { run: far })).to.deep.equal([
      ['agrees', 'differs'],
      ['agrees', 'differs'],
      ['agrees', 'differs'],
      ['agrees', 'differs'],
    ]);
  });

  it('running time: the least T, by β and against the noise', async () => {
    const stable = (least: (beta: number) => number) => (name: string) => {
      const [beta, T] = numbersIn(name);
      return { averageReward: T! >= least(beta!) ? 0.8 : 0.5, steps: T! };
    };
    const reported = new Map([
      [0, 16],
      [0.4, 64],
      [0.8, 256],
      [0.9, 1024],
      [0.95, 4096],
    ]);
    const statements = [
      /^For β = 0 /,
      /^For β = 0.8 /,
      /at least four times as many/,
      /follows the exact noise/,
    ];
    const found = await verdicts(
      runningTime,
      statements,
      { run: stable((beta) => reported.get(beta)!) },
      { run: stable(() => 64) },
    );
    // Equal least T at variances that span a factor of 67 follow nothing.
    expect(found).to.deep.equal([
      ['agrees', 'differs'],
      ['agrees', 'differs'],
      ['agrees', 'differs'],
      ['agrees', 'differs'],
    ]);
  });

  it('running time: T counts as enough only where every greater T is', async () => {
    const relapsing = (name: string) => {
      const [, T] = numbersIn(name);
      return { averageReward: T! >= 16 && T !== 1024 ? 0.8 : 0.5, steps: T! };
    };
    const [found] = await verdicts(runningTime, [/^For β = 0 /], { run: relapsing });
    expect(found).to.deep.equal(['differs']);
  });

  it('OLPOMDP: small steps, large steps, and CONJPOMDP beside it', async () => {
    const online =
      (reached: number, lost: number, conjugateSteps: number) =>
      (name: string, seed: number): Partial<RunRecord> => {
        if (name.includes('T =')) return { averageReward: 0.8, steps: conjugateSteps };
        const [, step] = numbersIn(name);
        const averageReward = step === 100 && seed <= lost ? 0.2 : 0.795 + 1e-3 * sign(seed);
        const curve: [number, number][] = [1, 10, 100, 1000].map((at) => [at, at >= reached ? 0.8 : 0.5]);
        return { averageReward, steps: 20_000, curve: [[0, 0.5], ...curve] };
      };
    const statements = [/small fixed step/, /Too large a step saturates/, /^At β = 0.8 CONJPOMDP comes/];
    const [slow, quick] = [online(1000, 15, 100), online(10, 0, 100)];
    expect(await verdicts(olpomdp, statements, { run: slow }, { run: quick })).to.deep.equal([
      ['agrees', 'agrees'],
      ['agrees', 'open'],
      ['agrees', 'differs'],
    ]);
    const poor = (name: string, seed: number) => ({
      ...slow(name, seed),
      averageReward: 0.7 + 1e-3 * sign(seed),
    });
    expect(await verdicts(olpomdp, [/small fixed step/], { run: poor })).to.deep.equal([['differs']]);
  });

  it('starting points: maxima, far starts, plateaus', async () => {
    const data = (near: number, far: number, exact: readonly number[], gain = 0): MadeUp => ({
      run: (name, seed) => ({ averageReward: (numbersIn(name)[0]! > 1 ? far : near) + 1e-3 * sign(seed) }),
      replicate: ({ spreads }: { spreads: number[] }, i) => ({
        ascents: spreads.map(() => ({
          start: 0.5,
          averageReward: exact[i % exact.length]!,
          theta: [0],
          gain,
        })),
      }),
    });
    const statements = [
      /three-state problem has no local maximum/,
      /4 × 3 grid has local maxima/,
      /^Three-state problem: starts far/,
      /it is plateaus/,
    ];
    const single = data(0.8, 0.5, [0.8]);
    const several = data(0.5, 0.8, [0.6, 0.8]);
    expect(await verdicts(startingPoints, statements, single, several)).to.deep.equal([
      ['agrees', 'differs'],
      ['differs', 'agrees'],
      ['agrees', 'differs'],
      ['agrees', 'differs'],
    ]);
    // Ends from which mixing in another action gains are no maxima, however many there are.
    const climbing = data(0.8, 0.5, [0.6, 0.8], 0.01);
    expect(await verdicts(startingPoints, [/4 × 3 grid has local maxima/], climbing)).to.deep.equal([
      ['differs'],
    ]);
  });

  it('the error of GPOMDP: accounted for by exact bias and variance, or not', async () => {
    type Settings = { environment: never; policy: never; theta: number[]; betas: number[]; steps: number[] };
    const truths = new Map<string, InstanceType<typeof ChainTruth>>();
    const truthOf = (chain: Settings) => {
      const key = JSON.stringify([chain.environment, chain.theta]);
      const truth = truths.get(key) ?? new ChainTruth(chain, registry);
      truths.set(key, truth);
      return truth;
    };
    /** Estimates whose squared errors are the exact ones times 1 ± .5, and times `factor`. */
    const scaled = (factor: number): MadeUp => ({
      replicate(settings: Settings, replicate) {
        const truth = truthOf(settings);
        const gradients = settings.betas.map((beta) =>
          settings.steps.map((T) => {
            const squared = factor * truth.exact.meanSquaredError(beta, T) * (1 + 0.5 * sign(replicate));
            return [...truth.gradient].map((g, k) => (k === 0 ? g + Math.sqrt(squared) : g));
          }),
        );
        return { gradients };
      },
    });
    const statements = [/mean squared error of GPOMDP is/, /^On two states the bound is the truth/];
    expect(await verdicts(errorAndBound, statements, scaled(1), scaled(2))).to.deep.equal([
      ['agrees', 'differs'],
      ['agrees', 'agrees'],
    ]);
  });

  it('call admission: near the literature’s figure, above always accepting', async () => {
    const softmax = (thresholds: readonly number[], slope: number) => [
      ...thresholds.map((threshold) => slope * threshold),
      ...[-10 * slope, 0, 0, 0, 0],
    ];
    const ends = (theta: number[]): MadeUp => ({ run: () => ({ theta, curve: [[0, 0.76]], steps: 10_000 }) });
    const quoted = ends(softmax([7.5459, 11.7511, 12.8339], 1.5));
    const beginning = ends(softmax([8, 8, 8], 1.5));
    const statements = [
      /^OLPOMDP, β = 0.9 comes near/,
      /^CONJPOMDP, β = 0.99 earns more than always accepting/,
      /^The policy of the literature/,
    ];
    expect(await verdicts(callAdmission, statements, quoted, beginning)).to.deep.equal([
      ['agrees', 'differs'],
      ['agrees', 'differs'],
      ['agrees', 'agrees'],
    ]);
  });

  it('Tiger: the best memoryless policy, and how near learners come', async () => {
    // Listen for ever, or not at all: parameters by action and observation, of two and "nothing yet".
    const listening = [40, 40, 40, 0, 0, 0, 0, 0, 0];
    const opening = [-40, -40, -40, 0, 0, 0, 0, 0, 0];
    const policy = { id: 'softmax', options: { features: 'one-hot' } };
    const hallway = createProblem({ environment: { id: 'Hallway-v0', options: {} }, policy }, [], registry);
    const even = [...hallway.policy.parameters.fill(0)];
    const data = (theta: number[], averageReward: number): MadeUp => ({
      run: (_, seed, environment) => ({
        averageReward: averageReward + 1e-6 * sign(seed),
        theta: environment.startsWith('Tiger') ? theta : even,
      }),
      replicate: ({ environment: { id } }: { environment: { id: string } }) => ({
        ascents: [{ start: 0, averageReward: -1, theta: id === 'Tiger-v0' ? theta : even, gain: 0 }],
      }),
    });
    const statements = [
      /^Tiger: the best memoryless/,
      /^Tiger: what is best without memory/,
      /^Tiger: GPOMDP’s/,
    ];
    const found = await verdicts(tigerAndHallway, statements, data(listening, -1.001), data(opening, -45));
    expect(found).to.deep.equal([
      ['agrees', 'differs'],
      ['agrees', 'agrees'],
      ['agrees', 'differs'],
    ]);
  });
});
