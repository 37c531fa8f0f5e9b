import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ONE_THREAD } from '../run-solver.js';
import type { AttainedTask, ResultRow } from './attained-row.js';

const script = fileURLToPath(new URL('../measure-attained.js', import.meta.url));
const run = promisify(execFile);
/** Milliseconds after which a task counts as failed. */
const PATIENCE = 3_600_000;

/** Measures one task in a fresh process. */
async function measureInProcess(task: AttainedTask): Promise<ResultRow> {
  try {
    const { stdout } = await run(process.execPath, [...ONE_THREAD, script, JSON.stringify(task)], {
      timeout: PATIENCE,
    });
    return JSON.parse(stdout) as ResultRow;
  } catch (error) {
    return { ...task, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Measures tasks in order, `jobs` at a time, and passes each row on as it comes. */
export async function measureAll(
  tasks: readonly AttainedTask[],
  jobs: number,
  onRow: (row: ResultRow) => void,
): Promise<void> {
  const waiting = [...tasks];
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) onRow(await measureInProcess(task));
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
