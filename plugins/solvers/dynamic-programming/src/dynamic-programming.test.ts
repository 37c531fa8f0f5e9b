import type { FiniteModel, Policy, SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import { describeSolver } from '@pomdp-gym/conformance';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { callAdmission, RATE } from './call-admission.test.support.js';
import { policyIteration, valueIteration } from './index.js';
import { bestByEnumeration, randomMdp, seenModel } from './mdps.test.support.js';

const discounted = randomMdp({ states: 5, actions: 3, branching: 3, discount: 0.9 }, 1);
const problem = { model: discounted, value: bestByEnumeration(discounted, 'discounted') };

for (const spec of [valueIteration, policyIteration]) {
  describeSolver(spec, { problem });
  describe(spec.id, () => {
    solvesByEnumeration(spec);
    solvesKnownProblems(spec);
    refuses(spec);
  });
}

function solvesByEnumeration(spec: SolverSpec): void {
  const sizes = { states: 5, actions: 2, branching: 3 };
  for (const criterion of ['discounted', 'average'] as const) {
    it(`finds what the best of all policies earns, ${criterion}, with bounds that hold it all along`, async () => {
      for (let seed = 0; seed < 12; seed++) {
        const terminal = seed % 4 === 3 ? 1 : 0;
        const model = randomMdp({ ...sizes, discount: 0.95, terminal }, seed);
        const best = bestByEnumeration(model, criterion);
        const { progress } = await solve(spec, model, { criterion, precision: 1e-10 });
        const last = progress.at(-1)!;
        // The enumeration sums 600 steps, γ^t > 1e-13: its own error is below 1e-11.
        expect(last.lower, `seed ${seed}`).to.be.closeTo(best, 2e-10);
        expect(last.upper, `seed ${seed}`).to.be.closeTo(best, 2e-10);
        for (const { lower, upper } of progress) {
          expect(lower).to.be.at.most(best + 1e-11);
          expect(upper).to.be.at.least(best - 1e-11);
        }
      }
    });
  }
}

function solvesKnownProblems(spec: SolverSpec): void {
  const average = { criterion: 'average', precision: 1e-9 };

  it('gets .8 per step from the three-state problem, by always taking the second action', async () => {
    const model = seenModel({
      states: 3,
      actions: 2,
      transition: (state, action) => {
        const chance = action === 0 ? 0.2 : 0.8;
        return [
          [state === 1 ? 0 : 1, 1 - chance],
          [2, chance],
        ];
      },
      reward: (_state, _action, next) => (next === 2 ? 1 : 0),
      start: [0, 1, 2].map((state) => [state, 1 / 3] as const),
    });
    const { progress, policy } = await solve(spec, model, average);
    expect(progress.at(-1)!.lower).to.be.closeTo(0.8, 1e-9);
    expect(progress.at(-1)!.upper).to.be.closeTo(0.8, 1e-9);
    expect(actionsOf(policy, model)).to.deep.equal([1, 1, 1]);
  });

  it('gets 8.690299 per unit of time from call admission', async () => {
    const { progress } = await solve(spec, callAdmission('state'), average);
    // 8.690299 is rounded: half a unit of its last digit.
    expect(RATE * progress.at(-1)!.lower).to.be.closeTo(8.690299, 5.1e-7);
    expect(RATE * progress.at(-1)!.upper).to.be.closeTo(8.690299, 5.1e-7);
  });

  it('admits by occupancy where that is all that is seen, at the small loss it reports', async () => {
    const model = callAdmission('occupancy');
    const { progress, policy } = await solve(spec, model, average);
    const { lower, upper } = progress.at(-1)!;
    expect(RATE * upper).to.be.closeTo(8.690299, 5.1e-7);
    // Types 2 and 3 always, type 1 up to 7 units in use: 8.690255 (see the README of CallAdmission-v0).
    expect(RATE * lower).to.be.closeTo(8.690255, 5.1e-7);
    const actions = actionsOf(policy, model);
    expect(actions.slice(0, 10)).to.deep.equal([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(actions.slice(11, 21)).to.deep.equal(new Array(10).fill(1));
    expect(actions.slice(22, 32)).to.deep.equal(new Array(10).fill(1));
  });

  it('settles on a chain with period two', async () => {
    const model = seenModel({
      states: 2,
      actions: 1,
      transition: (state) => [[1 - state, 1]],
      reward: (state) => state,
      start: [[0, 1]],
    });
    const { progress } = await solve(spec, model, average);
    expect(progress.at(-1)!.lower).to.be.closeTo(0.5, 1e-9);
    expect(progress.at(-1)!.upper).to.be.closeTo(0.5, 1e-9);
  });

  it('leaves a corner where staying pays a little for a far one where it pays most', async () => {
    // On a row of 12, action 0 stays, 1 and 2 step aside: to begin with the greedy policy has many recurrent classes.
    const pay = [0.5, 0, 0.2, 0, 0.3, 0, 0, 0, 0.4, 0, 0, 1];
    const model = seenModel({
      states: 12,
      actions: 3,
      transition: (state, action) => [[Math.min(11, Math.max(0, state + [0, 1, -1][action]!)), 1]],
      reward: (state, action) => (action === 0 ? pay[state]! : -0.1),
      start: [[0, 1]],
    });
    const { progress, policy } = await solve(spec, model, average);
    expect(progress.at(-1)!.lower).to.be.closeTo(1, 1e-9);
    expect(progress.at(-1)!.upper).to.be.closeTo(1, 1e-9);
    expect(actionsOf(policy, model)).to.deep.equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('agrees with itself in other units: rewards scaled and shifted', async () => {
    const { transitions, rewards, ...rest } = randomMdp({ states: 8, actions: 3, branching: 4 }, 7);
    const model = { transitions, rewards, ...rest };
    const scaled = {
      ...model,
      rewards: rewards.map(({ values }) => ({ values: values.map((value) => 5 - 3 * -value) })),
    };
    const [one, other] = [await solve(spec, model, average), await solve(spec, scaled, average)];
    expect(other.progress.at(-1)!.lower).to.be.closeTo(5 + 3 * one.progress.at(-1)!.lower, 5e-9);
    const discount = { discount: 0.9, precision: 1e-9 };
    const [first, second] = [await solve(spec, model, discount), await solve(spec, scaled, discount)];
    expect(second.progress.at(-1)!.upper).to.be.closeTo(50 + 3 * first.progress.at(-1)!.upper, 5e-9);
  });
}

function refuses(spec: SolverSpec): void {
  const endless = randomMdp({ states: 3, actions: 2, branching: 2 }, 3);
  const cases: [string, FiniteModel, object, RegExp][] = [
    ['a model without a discount', endless, {}, /states no discount.*option criterion to average/],
    ['a discount of 1', { ...endless, discount: 1 }, {}, /discount is 1.*no finite sum/],
    [
      'a model whose observations hide the state, naming them and what to take instead',
      tiger(),
      {},
      /heard left is seen in state tiger \w+, where open \w+ is best, and in state tiger \w+, where .*qmdp.*sarsop/,
    ],
    ['the same for the average', tiger(), { criterion: 'average' }, /hide what the best action depends on/],
    [
      'an average that depends on chance',
      fork(),
      { criterion: 'average' },
      /average reward may depend on where one is: .* does not lead for sure to /,
    ],
  ];
  for (const [what, model, options, sentence] of cases) {
    it(`refuses ${what}`, async () => {
      const error: unknown = await solve(spec, model, options).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('name', 'InputError');
      expect(error).to.have.property('message').that.matches(sentence);
    });
  }

  it('takes what hides nothing that matters: Tiger where one door is always the better', async () => {
    const model = {
      ...tiger(),
      rewards: tiger().rewards.map(({ values }, u) => ({ values: values.map(() => u) })),
    };
    const { progress, policy } = await solve(spec, model, {});
    expect(progress.at(-1)!.lower).to.be.closeTo(2 / (1 - 0.95), 1e-5);
    expect(actionsOf(policy, model)).to.deep.equal([2, 2, 2]);
  });
}

interface Solution {
  readonly progress: readonly SolverProgress[];
  readonly policy: Policy;
}

async function solve(spec: SolverSpec, model: FiniteModel, options: object): Promise<Solution> {
  // The schema has just parsed them.
  const run = spec.create(spec.options.parse(options)).solve(model, new AbortController().signal);
  const progress: SolverProgress[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { progress, policy: value };
    progress.push(value);
  }
}

function actionsOf(policy: Policy, model: FiniteModel): number[] {
  const { probabilities, observations } = policy.table!();
  return Array.from({ length: observations }, (_, y) => {
    return probabilities.subarray(y * model.actions, (y + 1) * model.actions).indexOf(1);
  });
}

/** Tiger (Cassandra, Kaelbling and Littman 1994). */
function tiger(): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 2,
    labels: {
      states: ['tiger left', 'tiger right'],
      actions: ['listen', 'open left', 'open right'],
      observations: ['heard left', 'heard right'],
    },
    transition: (state, action) => [
      [state, action === 0 ? 1 : 0.5],
      [1 - state, action === 0 ? 0 : 0.5],
    ],
    observation: (_action, next) => [
      [next, 0.85],
      [1 - next, 0.15],
    ],
    reward: (state, action) => (action === 0 ? -1 : action - 1 === state ? -100 : 10),
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    discount: 0.95,
  });
}

/** A toss decides between a state that pays for ever and one that does not. */
function fork(): FiniteModel {
  return seenModel({
    states: 3,
    actions: 2,
    labels: { states: ['toss', 'rich', 'poor'] },
    transition: (state) => (state === 0 ? [1, 2].map((next) => [next, 0.5] as const) : [[state, 1]]),
    reward: (state) => (state === 1 ? 1 : 0),
    start: [[0, 1]],
  });
}
