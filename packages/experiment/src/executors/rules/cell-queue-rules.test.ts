import { expect } from 'chai';
import { cellQueueRules } from './cell-queue-rules.js';
import type { Clock } from '../executor.js';
import type { QueueStore } from '../cell-queue.js';
import { MemoryStore } from '../memory-store.js';
import { memoryTrial } from './memory-trial.test.support.js';
import { plantedQueues, workerClockTrial } from './planted-queues.test.support.js';
import type { QueueTrial } from './queue-trial.js';

const rules = cellQueueRules(() => memoryTrial((clock) => new MemoryStore(clock)));

describe('The queue in memory keeps the rule:', () => {
  for (const { name, run } of rules) it(name, run);
});

describe('The rules of queues', () => {
  /** The names of the rules that a store breaks. */
  const brokenBy = async (begin: () => Promise<QueueTrial>): Promise<string[]> => {
    const broken: string[] = [];
    for (const { name, run } of cellQueueRules(begin)) await run().catch(() => broken.push(name));
    return broken;
  };
  const brokenByStore = (make: (clock: Clock) => QueueStore) => brokenBy(() => memoryTrial(make));

  for (const [bug, rule, make] of plantedQueues)
    it(`catch a queue that ${bug}`, async () => {
      const broken = await brokenByStore(make);
      expect(broken.filter((name) => name.startsWith(rule))).to.have.length(1);
    });

  it('catch a queue that takes the time of signs of life from its workers, whose clocks are an hour off', async () => {
    const broken = await brokenBy(workerClockTrial);
    expect(broken.filter((name) => name.startsWith('A lease lasts'))).to.have.length(1);
  });

  it('are each broken by some planted queue', async () => {
    const broken = new Set(await brokenBy(workerClockTrial));
    for (const [, , make] of plantedQueues) for (const name of await brokenByStore(make)) broken.add(name);
    expect(rules.map(({ name }) => name).filter((name) => !broken.has(name))).to.deep.equal([]);
  });
});
