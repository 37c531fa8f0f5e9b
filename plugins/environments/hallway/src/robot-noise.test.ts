import { expect } from 'chai';
import { detectedWalls, forwardMoves, patternNames, turns } from './robot-noise.js';

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the noise of the robot', () => {
  it('leaves .05 of going forward to staying', () => {
    expect(sum(forwardMoves.map(({ probability }) => probability))).to.be.closeTo(0.95, 1e-15);
  });

  it('turns by some number of quarters', () => {
    for (const quarters of [1, 2, 3] as const) expect(sum(turns[quarters])).to.be.closeTo(1, 1e-15);
  });

  it('sees a wall with .9 and a phantom with .05, each detector on its own', () => {
    const corridor = new Map(detectedWalls([false, true, false, true]));
    expect(corridor.get(patternNames.indexOf('walls-RL'))).to.be.closeTo(0.95 * 0.9 * 0.95 * 0.9, 1e-15);
    expect(corridor.get(patternNames.indexOf('walls-none'))).to.be.closeTo(0.95 * 0.1 * 0.95 * 0.1, 1e-15);
    expect(corridor.get(patternNames.indexOf('walls-FB'))).to.be.closeTo(0.05 * 0.1 * 0.05 * 0.1, 1e-15);
    expect(sum([...corridor.values()])).to.be.closeTo(1, 1e-15);
  });
});
