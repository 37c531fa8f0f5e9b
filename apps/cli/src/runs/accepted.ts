import { availableParallelism } from 'node:os';
import { InputError, type RunDescription } from '@pomdp-gym/contracts';
import { refuseAll } from '@pomdp-gym/experiment';
import { knownRefusals } from '@pomdp-gym/experiment/node';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { note } from '../terminal/terminal.js';
import type { WorkerPlugins } from '../worker.js';
import { runThreads } from './run-threads.js';

/**
 * Refuses the whole study where a solver in it is known to refuse its model, before anything runs, together with what is known
 * already to be wrong.
 *
 * @returns false where a signal came first.
 */
export async function isAccepted(
  runs: readonly RunDescription[],
  plugins: WorkerPlugins,
  workers = availableParallelism(),
  known: readonly Error[] = [],
): Promise<boolean> {
  return interruptible(async (signal) => {
    const refusals = await knownRefusals(runs, runThreads(plugins, workers), signal);
    if (!signal.aborted) refuseAll([...known, ...refusals.map((sentence) => new InputError(sentence))]);
    else {
      note('Stopped before the first run.');
      process.exitCode = exitCodes.interrupted;
    }
    return !signal.aborted;
  });
}
