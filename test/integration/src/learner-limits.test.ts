import 'reflect-metadata';
import type { RunEvent } from '@pomdp-gym/contracts';
import fourByThree from '@pomdp-gym/environment-four-by-three';
import { parseStudy, runEvents, runsOf } from '@pomdp-gym/experiment';
import actionValues from '@pomdp-gym/learner-action-values';
import olpomdp from '@pomdp-gym/learner-olpomdp';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { openRegistry } from './open-registry.test.support.js';

const agents = {
  'olpomdp, in the kernel': { policy: 'softmax', learner: 'olpomdp' },
  sarsa: { learner: 'sarsa' },
};

describe('A limit of seconds on a learner that learns step by step, which has a look a step, however many steps are handed out at once', () => {
  /** The events of a run under a clock that goes on by a second at each look. */
  const eventsOf = async (environment: string, agent: object, endsAtLook?: number): Promise<RunEvent[]> => {
    const registry = await openRegistry();
    for (const plugin of [fourByThree, olpomdp, actionValues]) await registry.load(plugin, 'shipped');
    const budget = { steps: 100_000, seconds: 7 };
    const written = parseStudy({ environments: [environment], agents: [agent], seeds: [3], budget });
    const [description] = runsOf(written);
    let now = 0;
    const isRepeated = endsAtLook !== undefined;
    const run = { ...description!, ...(isRepeated && { endsAtLook }) };
    const clock = isRepeated ? undefined : () => now++;
    return lastValueFrom(runEvents(run, registry, undefined, { clock }).pipe(toArray()));
  };

  it('ends at the look of a record in which steps were handed out one by one', async () => {
    const end = (await eventsOf('ThreeState-v0', agents['olpomdp, in the kernel'], 3333)).at(-1);
    expect(end).to.include({ kind: 'finished', ended: 'seconds', look: 3333, steps: 3333 });
  });

  for (const environment of ['ThreeState-v0', 'FourByThree-v0'])
    for (const [name, agent] of Object.entries(agents))
      it(`is repeated to the bit without a clock: ${name} on ${environment}`, async () => {
        const events = await eventsOf(environment, agent);
        const end = events.at(-1);
        if (end?.kind !== 'finished') throw new Error('It did not finish.');
        expect(end).to.include({ ended: 'seconds', look: end.steps });
        expect(end.steps).to.be.within(7, 7 * 4096);
        expect(await eventsOf(environment, agent, end.look)).to.deep.equal(events);
      });
});
