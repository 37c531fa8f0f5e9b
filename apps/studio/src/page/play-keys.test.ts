import { expect } from 'chai';
import { actionOfKey } from './play-keys.js';

describe('actionOfKey', () => {
  const hallway = ['stay', 'forward', 'turn-right', 'turn-around', 'turn-left'];

  it('takes an action by its number from 1', () => {
    expect(['1', '5', '6', '0'].map((key) => actionOfKey(key, hallway))).to.deep.equal([
      ...[0, 4, undefined, undefined],
    ]);
  });

  it('takes a direction by its arrow, whatever it is called', () => {
    const arrows = ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft'];
    const taken = (labels: readonly string[]) => arrows.map((key) => actionOfKey(key, labels));
    expect(taken(hallway)).to.deep.equal([1, 2, 3, 4]);
    expect(taken(['N0', 'S0', 'E0', 'W0'])).to.deep.equal([0, 2, 1, 3]);
    expect(taken(['listen', 'open-left', 'open-right'])).to.deep.equal([undefined, 2, undefined, 1]);
  });

  it('takes none for other keys', () => {
    expect(actionOfKey('Tab', hallway)).to.equal(undefined);
  });
});
