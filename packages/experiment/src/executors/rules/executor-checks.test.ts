import { expect } from 'chai';
import { concat, map } from 'rxjs';
import { z } from 'zod';
import type { Executor } from '../executor.js';
import { inQueueOrder } from '../queue-order.js';
import type { ExecutorServices, ExecutorSpec, StudyExecutor } from '../study-executor.js';
import { executorChecks } from './executor-checks.js';

const specOf = (create: (services: ExecutorServices) => StudyExecutor): ExecutorSpec => ({
  id: 'trial',
  summary: 'A trial.',
  options: z.strictObject({}),
  create: (_options, services) => create(services),
});

const here = (execute: (inner: Executor) => Executor['execute']) =>
  specOf(({ threads }) => ({ place: 'here', executor: { execute: execute(threads()) } }));

/** Executors with one planted bug each, by what is wrong, and the place of the rule that catches it. */
const bugs: readonly (readonly [bug: string, rule: number, spec: ExecutorSpec])[] = [
  // A plugin in JavaScript may have any place.
  ['is nowhere', 0, specOf(() => JSON.parse('{"place":"elsewhere"}') as StudyExecutor)],
  ['has no executor', 0, specOf(() => JSON.parse('{"place":"here"}') as StudyExecutor)],
  ['leaves a run out', 1, here((inner) => (tasks) => inner.execute(tasks.slice(1)))],
  ['does runs twice', 1, here((inner) => (tasks) => concat(inner.execute(tasks), inner.execute(tasks)))],
  [
    'changes a result',
    1,
    here(
      (inner) => (tasks) =>
        inner
          .execute(tasks)
          .pipe(
            map((report) =>
              report.kind === 'done'
                ? { ...report, record: { ...report.record, averageReward: 0.5 } }
                : report,
            ),
          ),
    ),
  ],
  [
    'changes seeds',
    1,
    here(
      (inner) => (tasks) =>
        inner.execute(tasks.map((task) => ({ ...task, description: { ...task.description, seed: 9 } }))),
    ),
  ],
  [
    'fails without tasks',
    2,
    here((inner) => (tasks) => inner.execute(tasks.length > 0 ? tasks : [{ ...tasks[0]! }])),
  ],
  [
    'loses second runs',
    3,
    specOf(() => ({ place: 'shard', part: (cells) => cells.filter(({ copy }) => copy === 0) })),
  ],
  ['loses entries', 3, specOf(() => ({ place: 'shard', part: (cells) => cells.slice(1) }))],
  [
    'sorts what it is given',
    3,
    specOf(() => ({
      place: 'shard',
      part: (cells) => (cells as (typeof cells)[number][]).sort(inQueueOrder),
    })),
  ],
];

describe('The rules of executors', () => {
  const brokenBy = async (spec: ExecutorSpec): Promise<number[]> => {
    const broken: number[] = [];
    for (const [i, { run }] of executorChecks(spec).entries()) await run().catch(() => broken.push(i));
    return broken;
  };

  it('are kept by threads that are one', async () => {
    expect(await brokenBy(here((inner) => (tasks) => inner.execute(tasks)))).to.deep.equal([]);
    expect(await brokenBy(specOf(() => ({ place: 'shard', part: (cells) => [...cells] })))).to.deep.equal([]);
  });

  for (const [bug, rule, spec] of bugs)
    it(`catch an executor that ${bug}`, async () => {
      expect(await brokenBy(spec)).to.include(rule);
    });
});
