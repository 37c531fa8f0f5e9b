import { sparseRows } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { finiteModel } from './finite-model.js';
import { ModelSampler } from './model-sampler.js';

describe('ModelSampler', () => {
  it('scales rows that a file rounds to one: three outcomes of .3333 are drawn alike', () => {
    const rounded = [0, 1, 2].map((next) => [next, 0.3333] as const);
    const model = finiteModel({
      states: 3,
      actions: 1,
      observations: 3,
      transition: () => [[0, 1]],
      observation: () => [[0, 1]],
      reward: () => 0,
      start: [[0, 1]],
    });
    const rows = [sparseRows(3, 3, () => rounded)];
    const start = Float64Array.of(0.3333, 0.3333, 0.3333);
    const rewards = [{ values: new Float64Array(9) }];
    const sampler = new ModelSampler({
      ...model,
      transitions: rows,
      observationTables: rows,
      rewards,
      start,
    });
    for (const { thresholds } of [sampler.transitions, sampler.observationTable]) {
      expect(thresholds[0]).to.be.closeTo(2 ** 32 / 3, 1);
      expect(thresholds[1]).to.be.closeTo((2 * 2 ** 32) / 3, 1);
    }
    // The words to either side of a third; unscaled, both would draw the second state.
    const word = (value: number) => ({ uint32: () => value, uniform: () => 0 });
    expect(sampler.drawStart(word(Math.floor(2 ** 32 / 3)))).to.equal(0);
    expect(sampler.drawStart(word(Math.ceil(2 ** 32 / 3)))).to.equal(1);
  });
});
