import { expect } from 'chai';
import { contourSentence } from './optimum-sentence.js';

describe('contourSentence', () => {
  it('says which bounds are contours, and why others are not', () => {
    expect(contourSentence({ lower: 0.5, upper: 0.9 }, [0.2, 0.8])).to.equal(
      'The contour of the lower bound is the thick white line. ' +
        'The upper bound has no contour: it is above each η here, of which the greatest is 0.8.',
    );
    expect(contourSentence({ lower: -3, upper: 0.5 }, [-2, 1])).to.equal(
      'The lower bound has no contour: it is below each η here, of which the least is -2. ' +
        'The contour of the upper bound is the thick dashed line.',
    );
    expect(contourSentence({ lower: 0.8 - 2e-16, upper: 0.2 }, [0.2, 0.8])).to.equal(
      'The lower bound has no contour: up to rounding it is the greatest η here, 0.8, which no η passes. ' +
        'The upper bound has no contour: up to rounding it is the least η here, 0.2, and no η is below it.',
    );
  });
});
