import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { finiteModel } from './finite-model.js';
import { observationCount } from './observation-names.js';
import { observeFirst } from './observe-first.js';

/** Two states; state s shows s with probability .9 after action 0 and `after` after action 1. Starts in state 0. */
const noisy = (after: number, dependent: (state: number) => boolean) =>
  finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    labels: { states: ['left', 'right'] },
    transition: () => [
      [0, 0.5],
      [1, 0.5],
    ],
    observation: (u, s) => {
      const right = u === 1 && dependent(s) ? after : 0.9;
      return [
        [s, right],
        [1 - s, 1 - right],
      ];
    },
    reward: () => 0,
    start: [[0, 1]],
  });

describe('observeFirst', () => {
  it('shows of a start state what is seen of it when it is entered, and has no `nothing yet`', () => {
    const model = observeFirst(noisy(0.6, (state) => state === 1)); // state 1 is no start state
    expect(observationCount(model)).to.equal(2);
    expect(model.initialObservationTable).to.equal(model.observationTables[0]);
    expect(observeFirst(model)).to.equal(model);
  });

  it('refuses a start state whose observation depends on the action, by name', () => {
    expect(() => observeFirst(noisy(0.6, () => true))).to.throw(
      InputError,
      'What is seen of state left differs between the actions 0 and 1',
    );
  });
});
