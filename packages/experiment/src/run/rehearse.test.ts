import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { coinRegistry, plans } from './coin.test.support.js';
import { rehearse } from './rehearse.js';

describe('rehearse', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  const rehearsed = (agent: object) => {
    const [run] = runsOf(parseStudy({ environments: ['Coin-v0'], agents: [agent], seeds: 1 }));
    return rehearse(run!, registry);
  };

  it('returns why a solver refuses its model, which begins once', async () => {
    plans.begun = 0;
    expect(await rehearsed({ solver: 'picky' })).to.equal('The coin is too small.');
    expect(plans.begun).to.equal(1);
  });

  it('returns nothing for a solver that begins, and for an agent that has none', async () => {
    expect(await rehearsed({ solver: 'ones-solver' })).to.equal(undefined);
    expect(await rehearsed({ policy: 'logit' })).to.equal(undefined);
  });

  it('stops a solver at its first report', async () => {
    expect(await rehearsed({ solver: 'picky:at=2' })).to.equal(undefined);
  });

  it('lets one for fully observed problems go on for 1000 reports, since it may refuse at its end', async () => {
    expect(await rehearsed({ solver: 'picky-observed:at=1000' })).to.equal('The coin is too small.');
    expect(await rehearsed({ solver: 'picky-observed:at=1001' })).to.equal(undefined);
  });

  it('throws a fault of the solver as it is', async () => {
    const thrown: unknown = await rehearsed({ solver: 'picky:throws=fault' }).catch(
      (error: unknown) => error,
    );
    expect(thrown).to.be.instanceOf(RangeError).with.property('message', 'It is broken.');
  });
});
