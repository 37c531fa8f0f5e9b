import { spawn } from 'node:child_process';
import type { QueueStore } from '@pomdp-gym/experiment';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { note } from '../terminal/terminal.js';
import { plannedStudies } from './planned-studies.js';
import { REACH } from './reach-store.js';
import { SUPERVISED } from './supervised.js';
import { type LostWorker, superviseWorkers } from './supervise-worker.js';
import { withStore } from './with-store.js';
import type { WorkOptions } from './work-queue.js';

/**
 * Does cells of a queue in a process below this one. Where it is ended, by lack of memory say, its cells are lost at once with the signal or the exit
 * code as the reason, and another one goes on.
 *
 * @param args the command line of that process.
 */
export async function superviseWork(args: readonly string[], options: WorkOptions): Promise<void> {
  const program = process.argv[1] ?? '';
  const begin = () =>
    spawn(process.execPath, [...process.execArgv, program, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [SUPERVISED]: '1' },
    });
  process.exitCode = await interruptible((signal) =>
    superviseWorkers(begin, (worker) => recordLoss(worker, options, signal), signal),
  );
}

/** Records that the attempts of a worker are lost; those with a result are not. The signal ends the process while the store is not reached. */
async function recordLoss(
  { reason, leases }: LostWorker,
  options: WorkOptions,
  signal: AbortSignal,
): Promise<void> {
  const plugins = { plugins: options.plugin, from: process.cwd() };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const loseAll = async (store: QueueStore) => {
    let count = 0;
    for (const { study, cells } of leases) {
      const plan = (await plannedStudies(store)).find(({ id }) => id === study);
      const queue = plan && (await store.open(plan));
      for (const attempt of cells) if (await queue?.lose(attempt, reason)) count++;
    }
    return count;
  };
  const reach = { seconds: REACH.worker, signal };
  const lost = await withStore(options, { registry, plugins }, loseAll, reach);
  note(`${reason} ${lost} ${lost === 1 ? 'cell is' : 'cells are'} lost, and another worker goes on.`);
}
