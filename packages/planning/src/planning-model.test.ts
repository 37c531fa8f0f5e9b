import { InputError } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { lampCorridor, randomModel, tiger } from '@pomdp-gym/test-problems';
import { planningModel } from './planning-model.js';
import { startRange, valueRange } from './value-range.js';

const blockSizes = ({ blockStart }: { blockStart: Int32Array }) =>
  Array.from(blockStart.subarray(1), (end, b) => end - blockStart[b]!).sort((a, b) => b - a);

describe('planningModel', () => {
  it('finds what an agent always knows, and keeps the start apart where it knows less', () => {
    const plan = planningModel(lampCorridor(5, false));
    expect(blockSizes(plan), 'ten starting states, then the lamp in each of five cells').to.deep.equal([
      10, 2, 2, 2, 2, 2,
    ]);
    expect(plan.roots).to.have.length(1);
    plan.roots[0]!.values.forEach((value) => expect(value).to.be.closeTo(0.1, 1e-15));
  });

  it('leaves out states that earn nothing, whether they end the episode or go on for ever', () => {
    for (const terminal of [true, false]) {
      const plan = planningModel(lampCorridor(3, terminal));
      expect(Array.from(plan.original)).not.to.include(6);
      for (let s = 0; s < plan.states; s++) {
        expect(plan.transitions[2]!.offsets[s + 1]! - plan.transitions[2]!.offsets[s]!).to.equal(0);
      }
    }
  });

  it('is one block where nothing is known for certain', () => {
    expect(blockSizes(planningModel(tiger()))).to.deep.equal([2]);
    expect(blockSizes(planningModel(randomModel(1)))).to.deep.equal([4]);
  });

  it('starts from one belief for each first observation', () => {
    const model = finiteModel({
      states: 3,
      actions: 1,
      observations: 2,
      transition: (state) => [[state, 1]],
      observation: () => [[0, 1]],
      reward: () => 1,
      start: [
        [0, 0.5],
        [1, 0.25],
        [2, 0.25],
      ],
      initialObservation: (state) => [[state === 0 ? 1 : 0, 1]],
      discount: 0.5,
    });
    const plan = planningModel(model);
    const seen = plan.roots.map(({ observation, probability, states, values }) => ({
      observation,
      probability,
      states: Array.from(states, (s) => plan.original[s]),
      values: Array.from(values),
    }));
    expect(seen).to.deep.equal([
      { observation: 0, probability: 0.5, states: [1, 2], values: [0.5, 0.5] },
      { observation: 1, probability: 0.5, states: [0], values: [1] },
    ]);
    expect(valueRange(plan)).to.deep.equal([2, 2]);
  });

  it('lets an episode that starts in a terminal state act there', () => {
    const model = finiteModel({
      states: 1,
      actions: 1,
      observations: 1,
      transition: () => [[0, 1]],
      observation: () => [[0, 1]],
      reward: () => 5,
      start: [[0, 1]],
      terminal: () => true,
      discount: 0.9,
    });
    const plan = planningModel(model);
    expect(plan.states).to.equal(1);
    expect(valueRange(plan), 'one reward, then it is over').to.deep.equal([5, 5]);
  });

  it('has nothing to plan where nothing is earned', () => {
    const model = finiteModel({
      states: 2,
      actions: 1,
      observations: 1,
      transition: (state) => [[1 - state, 1]],
      observation: () => [[0, 1]],
      reward: () => 0,
      start: [[0, 1]],
      discount: 0.9,
    });
    expect(planningModel(model)).to.include({ states: 0 });
    expect(valueRange(planningModel(model))).to.deep.equal([0, 0]);
  });

  it('keeps states that earn nothing themselves but lead to some that do, and leaves out those that never will', () => {
    // 0 → 1 → 2 pays on the way out of 2, into 3 for good.
    const model = finiteModel({
      states: 4,
      actions: 1,
      observations: 1,
      transition: (state) => [[Math.min(3, state + 1), 1]],
      observation: () => [[0, 1]],
      reward: (state) => (state === 2 ? 8 : 0),
      start: [[0, 1]],
      discount: 0.5,
    });
    const { original } = planningModel(model);
    expect([...original].sort()).to.deep.equal([0, 1, 2]);
  });

  it('counts starts that can earn nothing for nothing', () => {
    const model = finiteModel({
      states: 2,
      actions: 1,
      observations: 1,
      transition: (state) => [[state, 1]],
      observation: () => [[0, 1]],
      reward: (state) => 3 * state,
      start: [
        [0, 0.75],
        [1, 0.25],
      ],
      discount: 0.5,
    });
    const plan = planningModel(model);
    expect(valueRange(plan)).to.deep.equal([6, 6]);
    expect(startRange(plan)).to.deep.equal([1.5, 1.5]);
  });

  it('refuses a discount that leaves sums without end, and says what would do', () => {
    expect(() => planningModel(tiger(1))).to.throw(InputError, 'The discount is 1.');
    const undiscounted = finiteModel({
      states: 1,
      actions: 1,
      observations: 1,
      transition: () => [[0, 1]],
      observation: () => [[0, 1]],
      reward: () => 1,
      start: [[0, 1]],
    });
    expect(() => planningModel(undiscounted)).to.throw(
      InputError,
      /states no discount.*: give the solver one below 1, as in sarsop:discount=\.99, or a number of steps to plan for, as in incremental-pruning:horizon=10\.$/,
    );
    expect(planningModel(undiscounted, 0.5).discount).to.equal(0.5);
  });
});
