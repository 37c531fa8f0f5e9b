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
});
