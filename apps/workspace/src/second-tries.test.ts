import { expect } from 'chai';
import Mocha from 'mocha';
import { triesAgain } from './second-tries.js';

/** Runs tests by name, each at most twice; returns the failures and the tries again. */
async function run(tests: Record<string, () => void>) {
  const suite = new Mocha.Suite('Suite');
  suite.retries(1);
  for (const [name, test] of Object.entries(tests)) suite.addTest(new Mocha.Test(name, test));
  const runner = new Mocha.Runner(suite, { cleanReferencesAfterRun: false });
  const tries = triesAgain(runner);
  const failures = await new Promise<number>((resolve) => runner.run(resolve));
  runner.dispose();
  return { failures, tries };
}

describe('Second tries', () => {
  it('are named with the error of the first: of a test that passes then, and of one that fails again', async () => {
    let tries = 0;
    const { failures, tries: named } = await run({
      passes: () => undefined,
      'passes the second time': () => {
        if (tries++ === 0) throw new Error('too early');
      },
      fails: () => {
        throw new Error('wrong');
      },
    });
    expect(failures).to.equal(1);
    expect(named).to.have.length(2);
    expect(named[0]).to.match(/^ {2}Suite passes the second time\n {4}Error: too early\n/);
    expect(named[1]).to.match(/^ {2}Suite fails\n {4}Error: wrong\n/);
  });

  for (const [what, thrown, shown] of [
    ['a string', 'too early', "'too early'"],
    // Mocha makes an error of these two.
    ['undefined', undefined, 'Error: Runnable failed with falsy or undefined exception'],
    ['null', null, 'Error: Runnable failed with falsy or undefined exception'],
    ['an error of a parallel process', { stack: 'Error: far' }, '\n    Error: far'],
    ['an object', { code: 3 }, '{ code: 3 }'],
    ['an error without a stack', Object.assign(new Error('bare'), { stack: undefined }), '[Error: bare]'],
  ] as const) {
    it(`show ${what} that a test throws`, async () => {
      let tries = 0;
      const { failures, tries: named } = await run({
        throws: () => {
          if (tries++ === 0) throw thrown;
        },
      });
      expect(failures).to.equal(0);
      expect(named).to.have.length(1);
      expect(named[0]).to.include(shown);
    });
  }
});
