import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { knownRefusals } from './known-refusals.js';

describe('knownRefusals', () => {
  const filename = fileURLToPath(new URL('worker.test.support.js', import.meta.url));
  const refusals = (agents: readonly object[], signal = new AbortController().signal) => {
    const study = parseStudy({ environments: ['Coin-v0', 'Start-v0'], agents, seeds: 30 });
    return knownRefusals(runsOf(study), { filename, workerData: undefined, workers: 2 }, signal);
  };

  it('has one sentence for each pair of environment and agent, not one for each of 30 seeds', async () => {
    const agents = [{ solver: 'picky' }, { solver: 'ones-solver' }, { policy: 'logit' }];
    expect(await refusals(agents)).to.deep.equal([
      'picky cannot run in Coin-v0: The coin is too small.',
      'picky cannot run in Start-v0: The coin is too small.',
    ]);
  });

  it('leaves to its runs a solver that throws anything else or ends its worker', async () => {
    const agents = [
      { name: 'broken', solver: 'picky:throws=fault' },
      { name: 'exits', solver: 'picky:throws=exit' },
    ];
    expect(await refusals(agents)).to.deep.equal([]);
  });

  it('begins nothing once it is aborted', async () => {
    expect(await refusals([{ solver: 'picky' }], AbortSignal.abort())).to.deep.equal([]);
  });
});
