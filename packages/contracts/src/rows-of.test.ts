import { expect } from 'chai';
import { rowsOf } from './rows-of.js';
import type { StepBatch } from './step.js';

/** Three steps in columns with room for five; observations are pairs of numbers. */
function threeSteps(): StepBatch {
  return {
    length: 3,
    observations: { width: 2, values: Float64Array.of(0, 1, 10, 11, 20, 21, NaN, NaN, NaN, NaN) },
    actions: { width: 0, values: Int32Array.of(5, 6, 7, -1, -1) },
    rewards: Float64Array.of(0.5, 1.5, 2.5, NaN, NaN),
    ending: 'terminated',
  };
}

describe('rowsOf', () => {
  it('cuts every column at the same rows, whatever their width', () => {
    const part = rowsOf(threeSteps(), 1, 3);
    expect(part.length).to.equal(2);
    expect([...part.observations.values]).to.deep.equal([10, 11, 20, 21]);
    expect(part.observations.width).to.equal(2);
    expect([...part.actions.values]).to.deep.equal([6, 7]);
    expect(part.actions.width).to.equal(0);
    expect([...part.rewards]).to.deep.equal([1.5, 2.5]);
  });

  it('cuts the memory columns where there are any', () => {
    const before = { width: 0, values: Int32Array.of(0, 1, 2, -1) };
    const after = { width: 2, values: Float64Array.of(1, 10, 2, 20, 3, 30, NaN, NaN) };
    const { memory } = rowsOf({ ...threeSteps(), memory: { before, after } }, 1, 3);
    expect([...memory!.before.values]).to.deep.equal([1, 2]);
    expect([...memory!.after.values]).to.deep.equal([2, 20, 3, 30]);
    expect(rowsOf(threeSteps(), 1, 3).memory).to.equal(undefined);
  });

  it('has the observation after its own last step as the next', () => {
    const batch = { ...threeSteps(), next: Float64Array.of(30, 31) };
    expect(rowsOf(batch, 0, 2).next).to.deep.equal(Float64Array.of(20, 21));
    expect(rowsOf(batch, 1, 3).next).to.equal(batch.next);
    expect(rowsOf(batch, 0, 0).next, 'before any step').to.deep.equal(Float64Array.of(0, 1));
    const discrete = { ...batch, observations: batch.actions, next: 8 };
    expect([rowsOf(discrete, 0, 1).next, rowsOf(discrete, 2, 3).next]).to.deep.equal([6, 8]);
  });

  it('keeps the ending with the last step only', () => {
    const batch = threeSteps();
    expect(rowsOf(batch, 1, 3).ending).to.equal('terminated');
    expect(rowsOf(batch, 0, 2).ending).to.equal('none');
    expect(rowsOf(batch, 3, 3).ending, 'no step at all').to.equal('none');
    expect(rowsOf(batch, 0, 3)).to.equal(batch);
  });

  it('shares the memory of the batch', () => {
    const batch = threeSteps();
    const part = rowsOf(batch, 1, 2);
    batch.actions.values[1] = 9;
    batch.rewards[1] = -3;
    expect([part.actions.values[0], part.rewards[0]]).to.deep.equal([9, -3]);
  });

  it('refuses rows that the batch does not have', () => {
    for (const [from, to] of [
      [-1, 2],
      [2, 1],
      [0, 4],
      [NaN, 2],
    ] as const) {
      expect(() => rowsOf(threeSteps(), from, to), `${from} to ${to}`).to.throw(
        RangeError,
        'has no rows from',
      );
    }
  });
});
