import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FiniteModel, Policy, SolverProgress } from '@pomdp-gym/contracts';
import { describeSolver } from '@pomdp-gym/conformance';
import { readModel } from '@pomdp-gym/model-files';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { incrementalPruning } from './index.js';
import { bestOverHorizon, earnedOverHorizon, randomPomdp } from './small-models.test.support.js';

describeSolver(incrementalPruning);

describe('incremental-pruning on Tiger', () => {
  it('gets the value 19.3713683744 of the start, to ten digits', async () => {
    const { lower, upper } = await lastOf(tiger(0.95), { precision: 1e-9 });
    expect(upper - lower).to.be.at.most(1e-9);
    expect(lower).to.be.closeTo(19.3713683744, 2e-9);
    // The same by value iteration over the lead of one side in what was heard, which describes the belief.
    expect(lower).to.be.at.most(19.371368374890835 + 1e-12);
    expect(upper).to.be.at.least(19.371368374890835 - 1e-12);
  });

  it('stops where its tables would take more than they may, with sound bounds and what is left to do', async () => {
    // A cross sum of n by n vectors takes 16 n² bytes here; the exact stages of Tiger have more than ten.
    const { progress } = await solve(tiger(0.95), { precision: 1e-9, memory: 0.002 });
    const { lower, upper, missed } = progress.at(-1)!;
    expect(missed).to.equal(
      'The tables of the next stage take more than 0.002 MB. Ask for less precision, or take another solver, such as sarsop.',
    );
    expect(lower).to.be.at.most(19.371368374890835 + 1e-12);
    expect(upper).to.be.at.least(19.371368374890835 - 1e-12);
    const free = await solve(tiger(0.95), { precision: 1e-9, memory: 10 });
    expect(free.progress.at(-1)!.missed).to.equal(undefined);
  });

  it('is right in other units and for the mirror image', async () => {
    const model = tiger(0.9);
    const { lower, upper } = await lastOf(model, { precision: 1e-8 });
    const rewards = model.rewards.map(({ values }) => ({ values: values.map((value) => 3 * value - 7) }));
    const scaled = await lastOf({ ...model, rewards }, { precision: 1e-8 });
    // 3 V − 7 / (1 − γ)
    expect(scaled.lower).to.be.at.most(3 * upper - 70 + 1e-10);
    expect(scaled.upper).to.be.at.least(3 * lower - 70 - 1e-10);
    const mirrored = await lastOf(permuted(model, [1, 0]), { precision: 1e-8 });
    expect(mirrored.lower).to.be.closeTo(lower, 1e-8);
  });
});

describe('incremental-pruning on random models', () => {
  const sizes = { actions: 3, observations: 2, discount: 0.9 };
  const shapes = {
    'nothing seen first': { ...sizes, states: 3 },
    'something seen first': { ...sizes, states: 3, initial: true },
    'episodes that end': { ...sizes, states: 4, ends: true },
    'a part of the state that is always seen': {
      ...sizes,
      states: 4,
      initial: true,
      paritySeen: true,
      observations: 1,
    },
  };
  for (const [what, shape] of Object.entries(shapes)) {
    it(`finds the best plan for four steps, and its policy earns that: ${what}`, async () => {
      for (let seed = 0; seed < 6; seed++) {
        const model = randomPomdp(shape, seed);
        for (const discount of [0.9, 1]) {
          const best = bestOverHorizon(model, 4, discount);
          const { progress, policy } = await solve(model, { horizon: 4, discount, precision: 1e-9 });
          expect(progress.at(-1)!.lower, `seed ${seed}`).to.be.closeTo(best, 1e-9);
          expect(progress.at(-1)!.upper, `seed ${seed}`).to.be.closeTo(best, 1e-9);
          expect(earnedOverHorizon(policy, model, 4, discount), `seed ${seed}`).to.be.closeTo(best, 1e-9);
          for (const { lower, upper } of progress) {
            expect(lower).to.be.at.most(best + 1e-12);
            expect(upper).to.be.at.least(best - 1e-12);
          }
        }
      }
    });

    it(`brackets the value without end all along: ${what}`, async () => {
      for (let seed = 0; seed < 4; seed++) {
        const model = { ...randomPomdp(shape, seed), discount: 0.25 };
        // After six steps at most .25⁶ / .75 = 3.26e-4 is left, since rewards are at most 1 in size.
        const value = bestOverHorizon(model, 6, 0.25);
        const { progress } = await solve(model, { precision: 1e-9 });
        for (const { lower, upper } of progress) {
          expect(lower).to.be.at.most(value + 3.3e-4);
          expect(upper).to.be.at.least(value - 3.3e-4);
        }
        expect(progress.at(-1)!.upper - progress.at(-1)!.lower).to.be.at.most(1e-9);
      }
    });
  }

  it('gives the same value when states change places, and when one is split in two', async () => {
    const model = randomPomdp({ ...sizes, states: 3 }, 9);
    const { lower, upper } = await lastOf(model, { precision: 1e-8 });
    for (const other of [permuted(model, [2, 0, 1]), split(model)]) {
      const again = await lastOf(other, { precision: 1e-8 });
      expect(again.lower).to.be.at.most(upper + 1e-10);
      expect(again.upper).to.be.at.least(lower - 1e-10);
    }
  });

  it('stopped within a stage, returns a policy that can be played', async () => {
    const model = randomPomdp({ states: 4, actions: 3, observations: 4, discount: 0.95 }, 1);
    const stop = new AbortController();
    const run = incrementalPruning.create(incrementalPruning.options.parse({})).solve(model, stop.signal);
    for (let reports = 0; reports < 30; reports++) await run.next();
    stop.abort();
    const { done, value } = await run.next();
    expect(done).to.equal(true);
    expect(earnedOverHorizon(value as Policy, model, 2, 0.95)).to.be.finite;
  });
});

describe('incremental-pruning on a model without rewards', () => {
  it('is done at once', async () => {
    const model = tiger(0.9);
    const rewards = model.rewards.map(({ values }) => ({ values: values.map(() => 0) }));
    const { progress, policy } = await solve({ ...model, rewards }, {});
    expect(progress.map(({ lower, upper }) => [lower, upper])).to.deep.equal([[0, 0]]);
    expect(earnedOverHorizon(policy, { ...model, rewards }, 2, 0.9)).to.equal(0);
  });
});

describe('incremental-pruning refuses', () => {
  it('a discount of 1 without a horizon', async () => {
    const error: unknown = await lastOf(tiger(1), {}).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('name', 'InputError');
    expect(error)
      .to.have.property('message')
      .that.matches(/discount is 1.*option horizon/);
  });
});

/** What the reference solver found at precision 1e-3 (APPL's pomdpsol; the corpus comes with the table). */
const corpus: Readonly<Record<string, readonly [lower: number, upper: number]>> = {
  '1d': [1.26034, 1.26133],
  '1d.noisy': [1.24159, 1.24239],
  'tiger.aaai': [1.93301, 1.9339],
  'tiger.95': [19.3711, 19.3721],
  'ejs-ft-counter': [-3.1819, -3.18182],
  'gym.voicemail': [2.72893, 2.72992],
  'hanks.95': [3.29358, 3.29456],
  'line4-2goals': [0.465749, 0.465969],
  'mcc-example1': [0.379311, 0.380169],
  term3: [10.5873, 10.5882],
  three_state: [20.8263, 20.8271],
  'web-mall': [6.90423, 6.90512],
  'cheng.D3-1': [608407, 643809],
};

describe('incremental-pruning on public models', () => {
  const folder = process.env['POMDP_CORPUS'];
  for (const [name, [least, greatest]] of Object.entries(corpus)) {
    it(`${name}: certain to 1e-6, and where the reference solver found it${folder ? '' : ' (skipped: POMDP_CORPUS names no folder)'}`, async function () {
      if (!folder) return this.skip();
      const { model } = readModel(readFileSync(join(folder, `${name}.POMDP`)), name);
      const { lower, upper } = await lastOf(model, { precision: 1e-6 });
      expect(upper - lower).to.be.at.most(1e-6);
      // The reference is printed to six digits.
      const slack = 1e-5 * Math.abs(greatest);
      expect(lower).to.be.at.most(greatest + slack);
      expect(upper).to.be.at.least(least - slack);
    });
  }
});

interface Solution {
  readonly progress: readonly SolverProgress[];
  readonly policy: Policy;
}

async function solve(model: FiniteModel, options: object): Promise<Solution> {
  const solver = incrementalPruning.create(incrementalPruning.options.parse(options));
  const run = solver.solve(model, new AbortController().signal);
  const progress: SolverProgress[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { progress, policy: value };
    progress.push(value);
  }
}

async function lastOf(model: FiniteModel, options: object): Promise<SolverProgress> {
  return (await solve(model, options)).progress.at(-1)!;
}

/** Tiger (Cassandra, Kaelbling and Littman 1994). */
function tiger(discount: number): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 2,
    transition: (state, action) => [
      [state, action === 0 ? 1 : 0.5],
      [1 - state, action === 0 ? 0 : 0.5],
    ],
    observation: (action, next) => [
      [next, action === 0 ? 0.85 : 0.5],
      [1 - next, action === 0 ? 0.15 : 0.5],
    ],
    reward: (state, action) => (action === 0 ? -1 : action - 1 === state ? -100 : 10),
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    discount,
  });
}

/** The same model, its state s called order[s]. */
function permuted(model: FiniteModel, order: readonly number[]): FiniteModel {
  return relabelled(
    model,
    model.states,
    (state) => order.indexOf(state),
    (state) => [[order[state]!, 1]],
  );
}

/** The same model with two states that are both its state 0; which of them is entered is left to chance. */
function split(model: FiniteModel): FiniteModel {
  const { states } = model;
  const places = (state: number) =>
    state > 0 ? [[state, 1] as const] : [[0, 0.3] as const, [states, 0.7] as const];
  return relabelled(model, states + 1, (state) => state % states, places);
}

function relabelled(
  model: FiniteModel,
  states: number,
  original: (state: number) => number,
  places: (state: number) => readonly (readonly [state: number, share: number])[],
): FiniteModel {
  const row = (table: { offsets: Int32Array; indices: Int32Array; values: Float64Array }, at: number) => {
    const [begin, end] = [table.offsets[at]!, table.offsets[at + 1]!];
    return Array.from(
      { length: end - begin },
      (_, i) => [table.indices[begin + i]!, table.values[begin + i]!] as const,
    );
  };
  const spread = (entries: Iterable<readonly [number, number]>) =>
    [...entries].flatMap(([state, p]) => places(state).map(([place, share]) => [place, p * share] as const));
  return finiteModel({
    states,
    actions: model.actions,
    observations: model.observations,
    transition: (s, u) => spread(row(model.transitions[u]!, original(s))),
    observation: (u, next) => row(model.observationTables[u]!, original(next)),
    reward: (s, u, next, y) => {
      const { offsets, indices } = model.transitions[u]!;
      const k = indices.subarray(0, offsets[original(s) + 1]!).lastIndexOf(original(next));
      const { values, offsets: byObservation } = model.rewards[u]!;
      if (!byObservation) return values[k]!;
      const observationTable = model.observationTables[u]!;
      const j = row(observationTable, original(next)).findIndex(([seen]) => seen === y);
      return values[byObservation[k]! + j]!;
    },
    start: spread(model.start.entries()),
    discount: model.discount!,
  });
}
