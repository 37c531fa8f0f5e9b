import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { coinRegistry } from './coin.test.support.js';
import { runEvents } from './run-events.js';
import { recordOf, type RunRecord } from './run-record.js';
import { runState, waiting } from './run-state.js';

describe('the return and the length of an episode', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  const recordOfOne = async (agent: object, more: object = {}) => {
    const [description] = runsOf(
      parseStudy({
        ...{ environments: ['DyingCoin-v0'], agents: [agent], seeds: [7], budget: 10 },
        metrics: ['return', 'length'],
        ...more,
      }),
    );
    const events = await lastValueFrom(runEvents(description!, registry).pipe(toArray()));
    return recordOf(0, description!, events.reduce(runState, waiting));
  };
  const episodeOf = async (
    ...args: Parameters<typeof recordOfOne>
  ): Promise<NonNullable<RunRecord['episode']>> => (await recordOfOne(...args)).episode!;
  const logit = { policy: 'logit', learner: 'online', start: { initialScale: 0 } };

  it('are exact for a table: an episode ends with probability μ(1) / 4 a step', async () => {
    const record = await recordOfOne(logit);
    const ends = 0.25 / (1 + Math.exp(-record.theta![0]!));
    expect(record.episode).to.include({ discount: 1, exact: true, episodes: 0 });
    expect(record.episode!.return).to.be.closeTo(1 / ends, 1e-12);
    expect(record.episode!.length).to.be.closeTo(1 / ends, 1e-12);
    const { episode } = await recordOfOne(logit, { evaluation: { episodes: { discount: 0.5 } } });
    expect(episode!.return).to.be.closeTo(1 / (1 - 0.5 * (1 - ends)), 1e-12);
    expect(episode!.length).to.be.closeTo(1 / ends, 1e-12);
  });

  it('are simulated else: 4000 episodes, five standard errors (missed once in 2·10⁶)', async () => {
    const found = await episodeOf({ policy: 'ones' }, { evaluation: { episodes: { episodes: 4000 } } });
    // Geometric with p = 1/4: mean 4, variance .75 / p² = 12.
    const error = Math.sqrt(12 / 4000);
    expect(found).to.include({ exact: false, episodes: 4000 });
    expect(found.return)
      .to.equal(found.length)
      .and.to.be.closeTo(4, 5 * error);
    expect(found.halfWidths.length).to.be.closeTo(1.96 * error, 0.1 * error);
  });

  it('have no value where an episode may go on for ever, and say so', async () => {
    const found = await episodeOf(
      { policy: 'zeros' },
      { evaluation: { episodes: { episodes: 3, steps: 50 } } },
    );
    expect(found).to.deep.include({
      return: null,
      length: null,
      problem: '3 of 3 episodes did not end within 50 steps.',
    });
  });

  it('are those of a limit on episodes, where there is one', async () => {
    const evaluation = { episodes: { episodes: 3 } };
    const found = await episodeOf({ policy: 'zeros' }, { evaluation, episodeLimit: 30 });
    expect(found).to.deep.include({ return: 30, length: 30, halfWidths: { return: 0, length: 0 } });
  });
});
