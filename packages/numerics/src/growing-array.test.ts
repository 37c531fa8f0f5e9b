import { expect } from 'chai';
import { grownFloat64, grownInt32 } from './growing-array.js';
import { Float64List, Int32List } from './growing-list.js';

describe('grown arrays', () => {
  it('are the same array while there is room', () => {
    const array = Int32Array.of(1, 2, 3);
    expect(grownInt32(array, 3)).to.equal(array);
  });

  it('keep their numbers, at least double, and fill what is new', () => {
    expect([...grownInt32(Int32Array.of(1, 2), 3, -1)]).to.deep.equal([1, 2, -1, -1]);
    expect([...grownFloat64(Float64Array.of(0.5), 5, 2)]).to.deep.equal([0.5, 2, 2, 2, 2]);
  });
});

describe('growing lists', () => {
  for (const List of [Int32List, Float64List]) {
    it(`${List.name} holds what is pushed, beyond its first capacity`, () => {
      const list = new List(2);
      for (let i = 0; i < 9; i++) list.push(10 * i);
      expect(list.length).to.equal(9);
      expect([...list.take()]).to.deep.equal([0, 10, 20, 30, 40, 50, 60, 70, 80]);
    });
  }
});
