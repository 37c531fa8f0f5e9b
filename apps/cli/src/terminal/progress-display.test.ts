import { StudyTime } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { progressDisplay } from './progress-display.js';

describe('the progress of a study without a terminal', () => {
  const { write } = process.stderr;
  const isTTY = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
  let printed: string[];
  beforeEach(() => {
    printed = [];
    Object.defineProperty(process.stderr, 'isTTY', { value: false, configurable: true });
  });
  afterEach(() => {
    process.stderr.write = write;
    if (isTTY) Object.defineProperty(process.stderr, 'isTTY', isTTY);
    else Reflect.deleteProperty(process.stderr, 'isTTY');
  });

  /** What is printed for so many reports of progress, a second apart. */
  const linesOf = (runs: number, reports: number) => {
    let seconds = 0;
    const now = () => seconds;
    const groups = new Map(Array.from({ length: 10 }, (_, run) => [run, 'one']));
    const display = progressDisplay(runs, 0, 1000, new StudyTime(groups, 1000, 1, now), now);
    process.stderr.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
    for (let i = 0; i < reports; i++) {
      seconds++;
      display.update({ kind: 'progress', run: i % 10, steps: i });
    }
    display.stop();
    process.stderr.write = write;
    return printed;
  };

  it('is a line every 30 seconds at least, however many runs there are', () => {
    const lines = linesOf(1_000_000, 300);
    expect(lines).to.have.length(10);
    expect(lines[0]).to.match(/^0 of 1000000 runs done/);
  });

  it('is silent where less time passes', () => {
    expect(linesOf(1_000_000, 29)).to.deep.equal([]);
  });
});
