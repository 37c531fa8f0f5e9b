import type { FiniteStateController } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { improveRows } from './improve-rows.js';
import { OwnValue } from './own-value.js';

/** Two states that look alike: the action with the number of the state earns 1 and leads to the other, the wrong one loses 1 and stays. */
const alike = finiteModel({
  states: 2,
  actions: 2,
  observations: 1,
  transition: (state, action) => [[action === state ? 1 - state : state, 1]],
  observation: () => [[0, 1]],
  initialObservation: () => [[0, 1]],
  reward: (state, action) => (action === state ? 1 : -1),
  start: [
    [0, 0.5],
    [1, 0.5],
  ],
});

/** One node that takes action 0 with this probability. */
const mixture = (first: number): FiniteStateController => ({
  ...{ nodes: 1, observations: 1, actions: 2 },
  start: Float64Array.of(1),
  actionProbabilities: Float64Array.of(first, 1 - first),
  successorProbabilities: Float64Array.of(1, 1),
});

describe('improveRows', () => {
  it('keeps a mixture that is worth more than every certain action', () => {
    const law = mixture(0.75);
    const own = new OwnValue(alike, law, 0.9);
    // The value grows towards action 1 at first, and action 1 alone is worth less: ½ · (−10) + ½ · (1 − 9).
    expect(own.bestChange(1e-9)).to.deep.equal({ row: 0, action: 1, next: 0 });
    expect(new OwnValue(alike, mixture(0), 0.9).value).to.be.closeTo(-9, 1e-12);
    const run = improveRows(alike, law, 0.9, 1e-9);
    let step = run.next();
    while (!step.done) step = run.next();
    expect(step.value).to.deep.equal({ law, value: own.value });
    expect(own.value).to.be.above(-9);
  });
});
