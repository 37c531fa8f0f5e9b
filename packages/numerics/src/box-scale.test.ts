import { expect } from 'chai';
import { boxScale } from './box-scale.js';

it('boxScale brings bounded axes to [−1, 1] and leaves others', () => {
  const { center, half } = boxScale({ kind: 'box', low: [-1, 0, -Infinity, 3], high: [3, 0.5, 1, 3] });
  expect([...center]).to.deep.equal([1, 0.25, 0, 3]);
  expect([...half]).to.deep.equal([2, 0.25, 1, 1]);
});
