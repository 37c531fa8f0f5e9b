import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { coinRegistry } from './coin.test.support.js';
import { runEvents } from './run-events.js';

const agents = {
  learner: { policy: 'logit', learner: 'online' },
  climber: { policy: 'logit', estimator: 'mean-score', optimizer: 'climb:iterations=1000', steps: 50 },
  solver: { solver: 'ones-solver' },
};

describe('limits on a run, besides the steps of its budget', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  /** The events of a run under a clock that goes on by a second at each look. */
  const eventsOf = async (agent: object, budget: object, endsAtLook?: number): Promise<RunEvent[]> => {
    const evaluation = { steps: 1000 };
    const study = { environments: ['DyingCoin-v0'], agents: [agent], seeds: [3], evaluation, budget };
    const [description] = runsOf(parseStudy(study));
    let now = 0;
    const run = { ...description!, ...(endsAtLook !== undefined && { endsAtLook }) };
    return lastValueFrom(
      runEvents(run, registry, undefined, { clock: endsAtLook === undefined ? () => now++ : undefined }).pipe(
        toArray(),
      ),
    );
  };
  const endOf = (events: readonly RunEvent[]) => {
    const last = events.at(-1);
    if (last?.kind !== 'finished') throw new Error('It did not finish.');
    return last;
  };

  it('end a learner with the step in which the last episode ends', async () => {
    const end = endOf(await eventsOf(agents.learner, { steps: 10_000, episodes: 1 }));
    expect(end.ended).to.equal('episodes');
    expect(end.steps).to.be.within(1, 1000);
    const more = endOf(await eventsOf(agents.learner, { steps: 10_000, episodes: 5 }));
    expect(more.steps).to.be.above(end.steps);
  });

  it('end a climber before the gradient that would follow', async () => {
    const end = endOf(await eventsOf(agents.climber, { steps: 10_000, episodes: 1 }));
    expect([end.ended, end.steps % 50]).to.deep.equal(['episodes', 0]);
    expect(end.steps).to.be.below(10_000);
  });

  it('leave a run as it is where its steps end first, to the bit', async () => {
    for (const agent of Object.values(agents))
      expect(await eventsOf(agent, { steps: 500, episodes: 1e6, seconds: 1e6 })).to.deep.equal(
        await eventsOf(agent, { steps: 500 }),
      );
  });

  for (const [kind, agent] of Object.entries(agents))
    it(`of seconds end a ${kind}, which is repeated to the bit without a clock by the look at which it ended`, async () => {
      const seconds = kind === 'solver' ? 1 : 7;
      const events = await eventsOf(agent, { steps: 10_000, seconds });
      const end = endOf(events);
      expect(end).to.include({ ended: 'seconds', look: seconds });
      expect(await eventsOf(agent, { steps: 10_000, seconds }, end.look)).to.deep.equal(events);
      expect(end.steps).to.equal({ learner: 7, climber: 300, solver: 0 }[kind]);
    });
});
