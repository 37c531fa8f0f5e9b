import { expect } from 'chai';
import { angleDegrees, relativeError } from './gradient-bias.js';

const vector = (...values: number[]) => Float64Array.from(values);

describe('angleDegrees', () => {
  it('measures from 0 to 180, whatever the lengths', () => {
    expect(angleDegrees(vector(2, 0), vector(5, 0))).to.equal(0);
    expect(angleDegrees(vector(3, 0), vector(1, Math.sqrt(3)))).closeTo(60, 1e-13);
    expect(angleDegrees(vector(0, 0.1, 0), vector(7, 0, 0))).closeTo(90, 1e-13);
    expect(angleDegrees(vector(1, 1), vector(-3, -3))).closeTo(180, 1e-13);
  });

  it('keeps its digits where an arc cosine would lose them: a millionth of a degree from either end', () => {
    const small = 1e-6 * (Math.PI / 180);
    expect(angleDegrees(vector(1, 0), vector(Math.cos(small), Math.sin(small)))).closeTo(1e-6, 1e-15);
    expect(180 - angleDegrees(vector(1, 0), vector(-Math.cos(small), Math.sin(small)))).closeTo(1e-6, 1e-13);
  });

  it('is NaN where one of them is zero', () => {
    expect(angleDegrees(vector(0, 0), vector(1, 0))).to.be.NaN;
    expect(angleDegrees(vector(1, 0), vector(0, 0))).to.be.NaN;
  });
});

describe('relativeError', () => {
  it('is the length of the error over that of the truth', () => {
    expect(relativeError(vector(3, 8), vector(0, 4))).closeTo(5 / 4, 1e-15);
    expect(relativeError(vector(1), vector(0))).to.equal(Infinity);
    expect(relativeError(vector(0), vector(0))).to.be.NaN;
  });
});
