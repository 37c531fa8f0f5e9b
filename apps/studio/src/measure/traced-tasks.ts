import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** In microseconds: of wall time, and of processor time. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds, by the browser's own trace. */
export interface TracedTasks {
  /** The longest task of the page, by processor time; on a machine that does nothing else its wall time is the same. */
  readonly longest: { readonly wall: number; readonly processor: number };
  /** The wall time of the task that took longest by that. */
  readonly longestWall: number;
  /** Processor time of all tasks of the page, and of its workers. */
  readonly page: number;
  readonly workers: number;
}

/** Traces the tasks of a page and its workers while something is done. */
export async function tracedTasks(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<TracedTasks> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const main = tasksOf(traceEvents, 'CrRendererMain');
  if (main.length === 0) throw new Error('The trace holds no task of a page.');
  const [longest] = [...main].sort((a, b) => b.processor - a.processor);
  return {
    longest: longest!,
    longestWall: Math.max(...main.map(({ wall }) => wall)),
    page: sum(main),
    workers: sum(tasksOf(traceEvents, 'DedicatedWorker thread')),
  };
}

/** The tasks of the threads of a name. */
function tasksOf(events: readonly TraceEvent[], thread: string) {
  const threads = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === thread).map(keyOf),
  );
  return events
    .filter((event) => event.name.endsWith('RunTask') && threads.has(keyOf(event)))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, processor: tdur / 1000 }));
}

function sum(tasks: readonly { readonly processor: number }[]): number {
  return tasks.reduce((total, { processor }) => total + processor, 0);
}

function keyOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}
