import { lastValueFrom, toArray } from 'rxjs';
import { recordDifference } from '../../results/record-difference.js';
import { parseStudy } from '../../study/read-study.js';
import { runsOf } from '../../study/study.js';
import type { Executor, Task, TaskReport } from '../executor.js';
import { inProcessExecutor } from '../in-process-executor.js';
import { inQueueOrder } from '../queue-order.js';
import type { ExecutorServices, ExecutorSpec, StudyExecutor } from '../study-executor.js';
import { demand, demandEqual, entriesOf, type QueueRule, secondOf } from './queue-trial.js';
import { trialRegistry } from './trial-registry.js';

/**
 * The rules of the kind `executor`, for its default options, besides those of every spec. An executor with a queue is held to
 * `cellQueueRules` besides, on a server.
 */
export function executorChecks(spec: ExecutorSpec): QueueRule[] {
  const make = async () => spec.create(spec.options.parse({}), await trialServices());
  const rule = (name: string, run: (made: StudyExecutor) => void | Promise<void>): QueueRule => ({
    name,
    run: async () => run(await make()),
  });
  return [
    rule('It does runs here, splits them into shards, or has a queue.', requirePlace),
    rule('Runs that it does here are done once each, and come out as they do in one thread.', doesEachOnce),
    rule('Runs that it does here may be none.', (made) => doesNone(made)),
    rule(
      'The only part of one has every entry once, whatever the order in which they are given.',
      partHasAll,
    ),
  ];
}

/** What an executor is given in a trial: its threads are this one. */
async function trialServices(): Promise<ExecutorServices> {
  const registry = await trialRegistry();
  let now = 0;
  const clock = () => (now += 1);
  const hash = (text: string) => String(text.length);
  return {
    ...{ registry, clock, hash },
    makeTracker: (tracker) => registry.create('tracker', tracker, clock),
    threads: () => inProcessExecutor(registry, clock, hash),
  };
}

const members = { here: 'executor', shard: 'part', queue: 'connect' } as const;

function requirePlace(made: StudyExecutor): void {
  const place: string = made.place;
  demand(
    place in members,
    () => `Its place is ${JSON.stringify(place)}, where here, shard or queue is right.`,
  );
  const member = members[made.place];
  demand(member in made, () => `Its place is ${place}, and it has no ${member}.`);
}

async function doesEachOnce(made: StudyExecutor): Promise<void> {
  if (made.place !== 'here') return;
  const tasks = trialTasks();
  const alone = inProcessExecutor(
    await trialRegistry(),
    () => 0,
    (text) => String(text.length),
  );
  const [found, expected] = [await recordsOf(made.executor, tasks), await recordsOf(alone, tasks)];
  const byRun = (records: typeof found) => [...records].sort((a, b) => a.run - b.run);
  demandEqual(
    'The runs that are done',
    byRun(found).map(({ run }) => run),
    tasks.map(({ run }) => run),
  );
  for (const [i, record] of byRun(found).entries()) {
    const difference = recordDifference(expected[i]!, record, ['in one thread', 'here']);
    demand(difference === undefined, () => `Run ${record.run} comes out differently: ${difference}.`);
  }
}

async function doesNone(made: StudyExecutor): Promise<void> {
  if (made.place !== 'here') return;
  demandEqual('The reports of no tasks', await reportsOf(made.executor, []), []);
}

function partHasAll(made: StudyExecutor): void {
  if (made.place !== 'shard') return;
  const entries = entriesOf(1, 5, 3, 3);
  const all = [...entries, secondOf(entries[2]!)];
  const given = [...all].reverse();
  const part = made.part(given);
  demandEqual('The entries that it was given, afterwards', given, [...all].reverse());
  demandEqual('The entries of the part', [...part].sort(inQueueOrder), [...all].sort(inQueueOrder));
}

/** Tasks of two agents and three seeds. */
function trialTasks(): Task[] {
  const agents = [{ policy: 'always-0' }, { policy: 'always-1' }];
  const study = parseStudy({ environments: ['Coin-v0'], agents, seeds: 3, budget: 100 });
  return runsOf(study).map((description, run) => ({ run, description }));
}

async function recordsOf(executor: Executor, tasks: readonly Task[]) {
  const reports = await reportsOf(executor, tasks);
  return reports.flatMap((report) => (report.kind === 'done' ? [report.record] : []));
}

async function reportsOf(executor: Executor, tasks: readonly Task[]): Promise<TaskReport[]> {
  return lastValueFrom(executor.execute(tasks).pipe(toArray()));
}
