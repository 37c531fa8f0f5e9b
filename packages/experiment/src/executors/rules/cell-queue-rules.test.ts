import { expect } from 'chai';
import { cellQueueRules } from './cell-queue-rules.js';
import { MemoryStore } from '../memory-store.js';
import { memoryTrial } from './memory-trial.test.support.js';

describe('The queue in memory keeps the rule:', () => {
  for (const { name, run } of cellQueueRules(() => memoryTrial((clock) => new MemoryStore(clock))))
    it(name, run);
});

describe('The rules of queues', () => {
  it('have names that differ', () => {
    const names = cellQueueRules(() => memoryTrial((clock) => new MemoryStore(clock))).map(
      ({ name }) => name,
    );
    expect(new Set(names).size).to.equal(names.length);
  });
});
