import type { Reference } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import type { Task } from '../executors/executor.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { type Grouping, groupsOf } from './task-groups.js';

/** Tasks whose plan depends on the first letter of the agent's name. */
const tasksOf = (...names: readonly string[]): Task[] =>
  runsOf(
    parseStudy({
      ...{ environments: ['Coin-v0'], seeds: 1, budget: 1 },
      agents: names.map((name) => ({ name, policy: 'ones' })),
    }),
  ).map((description, run) => ({ run, description }));

const planKey: Grouping['planKey'] = ({ agent: { name } }) => (name.startsWith('-') ? undefined : name[0]);
const gate = () => Promise.resolve();

describe('groupsOf', () => {
  const found = (tasks: readonly Task[], threads: number, grouping: Grouping) =>
    groupsOf(tasks, { threads }, grouping).map(({ kind, tasks: group }) => [
      kind,
      ...group.map(({ run }) => run),
    ]);
  const tasks = tasksOf('-1', 'a1', '-2', 'b', 'a2');

  it('has tasks of the same plan together, and all others in a row where there is one thread', () => {
    expect(found(tasks, 1, { planKey })).to.deep.equal([
      ['row', 0, 2, 3],
      ['plan', 1, 4],
    ]);
    expect(found(tasks, 1, {})).to.deep.equal([['row', 0, 1, 2, 3, 4]]);
    expect(found([], 1, { planKey })).to.deep.equal([]);
  });

  it('has the others alone where there are more threads, or a gate', () => {
    const apart = [
      ['alone', 0],
      ['plan', 1, 4],
      ['alone', 2],
      ['alone', 3],
    ];
    expect(found(tasks, 2, { planKey })).to.deep.equal(apart);
    expect(found(tasks, 1, { planKey, gate })).to.deep.equal(apart);
  });

  it('has a task with trackers alone', () => {
    const trackers: Reference[] = [{ id: 'lines', options: {} }];
    const tracked = tasks.map((task) => (task.run === 2 ? { ...task, trackers } : task));
    expect(found(tracked, 1, { planKey })).to.deep.equal([
      ['row', 0, 3],
      ['plan', 1, 4],
      ['alone', 2],
    ]);
  });
});
