import type { RunDescription } from '@pomdp-gym/contracts';
import type { Task } from '../executors/executor.js';

/** Tasks that a pool of threads does together. */
export interface TaskGroup {
  /**
   * - `plan`: tasks that share a plan. A thread of their own plans once.
   * - `row`: tasks that are sent in one message, so that the thread goes from one to the next by itself.
   * - `alone`: one task.
   */
  readonly kind: 'plan' | 'row' | 'alone';
  readonly tasks: readonly Task[];
}

/** What the groups of tasks depend on. */
export interface Grouping {
  /** What the plan of a run depends on: see `WorkerSettings`. */
  readonly planKey?: (run: RunDescription) => string | undefined;
  /** Each task begins once it resolves. */
  readonly gate?: (() => Promise<void>) | undefined;
}

/**
 * The groups of tasks, in the order of their first tasks. A pool of one thread is sent all tasks at once that share no plan; those that trackers or
 * a gate wait for stand alone.
 */
export function groupsOf(
  tasks: readonly Task[],
  { threads }: { readonly threads: number },
  { planKey, gate }: Grouping,
): readonly TaskGroup[] {
  const plans = tasksByPlan(tasks, planKey).filter((group) => group.length > 1);
  const rest = without(tasks, plans.flat());
  const row = threads > 1 || gate ? [] : rest.filter(({ trackers = [] }) => trackers.length === 0);
  const groups: TaskGroup[] = [
    ...plans.map((group) => ({ kind: 'plan' as const, tasks: group })),
    ...(row.length > 0 ? [{ kind: 'row' as const, tasks: row }] : []),
    ...without(rest, row).map((task) => ({ kind: 'alone' as const, tasks: [task] })),
  ];
  const places = new Map(tasks.map((task, place) => [task, place]));
  const placeOf = ({ tasks: [first] }: TaskGroup) => places.get(first!)!;
  return groups.sort((a, b) => placeOf(a) - placeOf(b));
}

function tasksByPlan(tasks: readonly Task[], planKey: Grouping['planKey']): readonly (readonly Task[])[] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = planKey?.(task.description);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  return [...groups.values()];
}

function without(tasks: readonly Task[], others: readonly Task[]): readonly Task[] {
  const left = new Set(others);
  return tasks.filter((task) => !left.has(task));
}
