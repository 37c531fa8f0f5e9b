import { describeSolver } from '@pomdp-gym/conformance';
import { InputError } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { sarsop } from './sarsop.js';
import { type Definition, randomDefinition, solved } from './test-problems.test.support.js';

describeSolver(sarsop);
describeSolver(sarsop, { options: { trials: 3, ambition: 0.9, depth: 5 } });

/** The same problem in another form; the interval found must hold the value that the other finds. */
const meet = (one: { lower: number; upper: number }, other: { lower: number; upper: number }) => {
  expect(one.lower).to.be.at.most(other.upper + 1e-9);
  expect(other.lower).to.be.at.most(one.upper + 1e-9);
  expect(one.upper - one.lower).to.be.at.most(1e-3);
};

describe('SARSOP', () => {
  it('closes on random problems, and the state order makes no difference', async () => {
    // Of the seeds 0 to 13 these four need more work than `solved` grants: 0, 1, 6 and 8.
    for (const seed of [2, 3, 4, 5, 7]) {
      const definition = randomDefinition(seed);
      const [plain, turned] = [finiteModel(definition), finiteModel(permuted(definition))];
      meet((await solved(plain)).last, (await solved(turned)).last);
    }
  });

  it('scales and shifts with the rewards: V of a r + c is a V + c / (1 − γ)', async () => {
    for (const seed of [5, 7, 9]) {
      const definition = randomDefinition(seed);
      const { last } = await solved(finiteModel(definition));
      const scaled = finiteModel({ ...definition, reward: (...args) => 4 * definition.reward(...args) });
      const shifted = finiteModel({ ...definition, reward: (...args) => definition.reward(...args) - 7 });
      const four = (await solved(scaled, { precision: 4e-3 })).last;
      meet(last, { lower: four.lower / 4, upper: four.upper / 4 });
      const seven = (await solved(shifted)).last;
      meet(last, { lower: seven.lower + 70, upper: seven.upper + 70 });
    }
  });

  it('takes a state split in two for one', async () => {
    for (const seed of [9, 10, 11]) {
      const definition = randomDefinition(seed);
      meet((await solved(finiteModel(definition))).last, (await solved(finiteModel(split(definition)))).last);
    }
  });

  it('gives the same bits twice', async () => {
    const model = finiteModel(randomDefinition(3));
    const [one, two] = [await solved(model, {}, 60), await solved(model, {}, 60)];
    expect(one.progress).to.deep.equal(two.progress);
  });

  it('treats an ending and an absorbing state without rewards alike', async () => {
    const going = randomDefinition(12);
    const ending = { ...going, terminal: (state: number) => state === 4 };
    const absorbing: Definition = {
      ...going,
      transition: (state, action) => (state === 4 ? [[4, 1]] : ending.transition(state, action)),
      reward: (state, ...rest) => (state === 4 ? 0 : ending.reward(state, ...rest)),
      start: [[0, 1]],
    };
    meet(
      (await solved(finiteModel({ ...ending, start: [[0, 1]] }))).last,
      (await solved(finiteModel(absorbing))).last,
    );
  });

  it('weighs first observations by their chance', async () => {
    const definition = randomDefinition(13);
    const blind = (await solved(finiteModel(definition))).last;
    const told = {
      ...definition,
      initialObservation: (state: number): [number, number][] => [[state % 2, 1]],
    };
    const { last } = await solved(finiteModel(told));
    expect(last.upper - last.lower).to.be.at.most(1e-3);
    expect(last.upper, 'knowing more is never worth less').to.be.at.least(blind.lower);
    const useless = {
      ...definition,
      initialObservation: (): [number, number][] => [
        [0, 0.25],
        [1, 0.75],
      ],
    };
    meet(blind, (await solved(finiteModel(useless))).last);
  });

  it('does not hang where γ is close to one, and bounds what it has', async () => {
    const model = finiteModel({ ...randomDefinition(14), discount: 0.99999 });
    const { progress } = await solved(model, {}, 300);
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
    expect(width(progress.at(-1)!)).to.be.lessThan(0.5 * width(progress[0]!));
  });

  it('stops at the memory it is given, with bounds that hold and the best policy so far', async () => {
    const model = finiteModel(randomDefinition(3));
    const { last: whole } = await solved(model, { precision: 1e-9 }, 600);
    const { last, policy } = await solved(model, { precision: 1e-9, memory: 0.45 }, 600);
    expect(last.detail['trials']).to.be.lessThan(whole.detail['trials']!);
    expect(last.detail['bytes'], 'one step past the limit at most').to.be.within(4.5e5, 6e5);
    expect(last.lower).to.be.at.most(whole.upper);
    expect(last.upper).to.be.at.least(whole.lower);
    policy.reset(randomStream(1, 'policy'));
    expect(policy.act(model.observations)).to.be.within(0, model.actions - 1);
    const { last: none } = await solved(model, { memory: 1e-6 });
    expect(none.detail['trials'], 'no room for a trial: the bounds it begins with').to.equal(0);
    expect(none.upper).to.be.at.least(whole.lower);
  });

  it('is done at once where nothing is ever earned, and where the discount is zero', async () => {
    const nothing = finiteModel({ ...randomDefinition(15), reward: () => 0 });
    expect((await solved(nothing)).last).to.include({ lower: 0, upper: 0 });
    const now = randomDefinition(16);
    const { last } = await solved(finiteModel({ ...now, discount: 0 }));
    const best = Math.max(
      ...[0, 1, 2].map((action) =>
        [...now.start].reduce((sum, [state, p]) => sum + p * now.reward(state, action, 0, 0), 0),
      ),
    );
    expect(last.lower).to.be.closeTo(best, 1e-9);
    expect(last.upper).to.be.closeTo(best, 1e-9);
  });

  it('refuses a discount of one, and plans with another one if asked', async () => {
    const model = finiteModel({ ...randomDefinition(17), discount: 1 });
    await solved(model).then(
      () => expect.fail('It took a discount of 1.'),
      (error: unknown) => expect(error).to.be.instanceOf(InputError),
    );
    expect((await solved(model, { discount: 0.5 })).last.upper).to.be.at.most(10);
  });
});

function permuted(definition: Definition): Definition {
  const { states } = definition;
  const to = (state: number) => (3 * state + 1) % states;
  const from = (state: number) => Array.from({ length: states }, (_, s) => s).find((s) => to(s) === state)!;
  const moved = (entries: Iterable<readonly [number, number]>) =>
    [...entries].map(([s, p]) => [to(s), p] as const);
  return {
    ...definition,
    transition: (state, action) => moved(definition.transition(from(state), action)),
    observation: (action, next) => definition.observation(action, from(next)),
    reward: (state, action, next, seen) => definition.reward(from(state), action, from(next), seen),
    start: moved(definition.start),
  };
}

/** State 0 becomes 0 and a twin: what led to it leads to one or the other. */
function split(definition: Definition): Definition {
  const twin = definition.states;
  const one = (state: number) => (state === twin ? 0 : state);
  const shared = (entries: Iterable<readonly [number, number]>) =>
    [...entries].flatMap(([s, p]) =>
      s === 0 ? [[0, 0.3 * p] as const, [twin, 0.7 * p] as const] : [[s, p] as const],
    );
  return {
    ...definition,
    states: definition.states + 1,
    transition: (state, action) => shared(definition.transition(one(state), action)),
    observation: (action, next) => definition.observation(action, one(next)),
    reward: (state, action, next, seen) => definition.reward(one(state), action, one(next), seen),
    start: shared(definition.start),
  };
}
