import { expect } from 'chai';
import { readAction } from './read-action.js';

const doors = { kind: 'discrete', size: 3, labels: ['listen', 'open-left', 'open-right'] } as const;

describe('readAction', () => {
  it('takes a name in any case, a beginning of one name, and a number', () => {
    expect(readAction('open-left', doors)).to.deep.equal({ action: 1 });
    expect(readAction('LISTEN', doors)).to.deep.equal({ action: 0 });
    expect(readAction('l', doors)).to.deep.equal({ action: 0 });
    expect(readAction('open-r', doors)).to.deep.equal({ action: 2 });
    expect(readAction('2', doors)).to.deep.equal({ action: 2 });
  });

  it('prefers a whole name to the beginning of another, and a name to a number', () => {
    const tricky = { kind: 'discrete', size: 2, labels: ['n', 'north'] } as const;
    expect(readAction('n', tricky)).to.deep.equal({ action: 0 });
    expect(readAction('1', { kind: 'discrete', size: 2, labels: ['1', '0'] })).to.deep.equal({ action: 0 });
  });

  it('says what would be right', () => {
    expect(readAction('open', doors)).to.deep.equal({
      problem: 'open may be open-left or open-right: write more of it.',
    });
    expect(readAction('3', doors)).to.deep.equal({
      problem: 'There is no action 3. It is listen, open-left, open-right, or a number from 0 to 2.',
    });
    expect(readAction('x', { kind: 'discrete', size: 2 })).to.deep.equal({
      problem: 'There is no action x. It is a number from 0 to 1.',
    });
  });

  it('takes a point of a box as numbers, inside its bounds', () => {
    const box = { kind: 'box', low: [-1, 0], high: [1, 5] } as const;
    expect(readAction('.5, 4', box)).to.deep.equal({ action: Float64Array.of(0.5, 4) });
    for (const wrong of ['.5', '2,1', 'a,b', '0,']) {
      expect(readAction(wrong, box)).to.deep.equal({
        problem: 'An action here is 2 numbers with commas between them: -1 to 1, then 0 to 5.',
      });
    }
  });
});
