import { expect } from 'chai';
import { type Check, demand, NotDecided } from './check.js';
import type { CheckResult } from './check-result.js';
import { runChecks } from './run-checks.js';

function check(name: string, work: () => void): Check {
  return { name, run: work };
}

async function resultsOf(checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of runChecks(checks)) results.push(result);
  return results;
}

const fails = () => {
  throw new TypeError('map is not a function');
};

describe('The results of checks', () => {
  it('are passed, broken with the problem, and not decided with the reason', async () => {
    const [passed, broken, open] = await resultsOf([
      check('One.', () => undefined),
      check('Two.', () => demand(false, () => 'It is 3.')),
      check('Three.', () => {
        throw new NotDecided('No episode ended: give a driver.');
      }),
    ]);
    expect(passed).to.deep.equal({ rule: 'One.', verdict: 'passed' });
    expect(broken).to.deep.include({ rule: 'Two.', verdict: 'broken', problem: 'It is 3.' });
    expect(open).to.deep.equal({
      rule: 'Three.',
      verdict: 'not decided',
      reason: 'No episode ended: give a driver.',
    });
  });

  it('report an error of the plugin once, and leave the other rules that meet it undecided', async () => {
    const results = await resultsOf(['One.', 'Two.', 'Three.'].map((name) => check(name, fails)));
    expect(results.map(({ verdict }) => verdict)).to.deep.equal(['broken', 'not decided', 'not decided']);
    expect(results[0]).to.deep.include({ problem: 'map is not a function' });
    expect(results[2]!.reason).to.equal('It fails with the error reported under “One.”: correct that first.');
  });

  it('report two findings of rules apart, even where their sentences are equal', async () => {
    const finds = () => demand(false, () => 'It is 3.');
    const results = await resultsOf([check('One.', finds), check('Two.', finds)]);
    expect(results.map(({ verdict }) => verdict)).to.deep.equal(['broken', 'broken']);
  });
});
