import { availableParallelism } from 'node:os';
import { InputError, type Reference } from '@pomdp-gym/contracts';
import { formatReference, parseReference, type QueueExecutor, type QueueStore } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { queueAddress, type QueueFlags } from '../flags/queue-options.js';
import { interruptible } from '../interruptible.js';
import { makeExecutor } from '../runs/local-executor.js';
import { note } from '../terminal/terminal.js';
import type { WorkerPlugins } from '../worker.js';
import { REACH, type ReachMeans, reachStore } from './reach-store.js';
import { withoutAddress } from './without-address.js';

/** What executors with queues come from. */
export interface StoreMeans {
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
}

/** The executor of a reference. Throws an InputError where it is unknown, or has no queue. */
export function requireQueue(reference: Reference, { registry, plugins }: StoreMeans): QueueExecutor {
  const made = makeExecutor(reference, { registry, plugins, workers: availableParallelism(), runs: 1 });
  if (made.place === 'queue') return made;
  throw new InputError(
    `The executor ${formatReference(reference)} has no queue: work --shard or compare does without one.`,
  );
}

/**
 * Connects to the store of queues that flags name, and closes the connection after the work. No error holds its address. A store that is not
 * reached is tried again, and a line on standard error says so; a signal of the system ends the process then, because nothing is to be kept and
 * a try that is under way would hold it for seconds.
 *
 * @param reach for how long the store is tried, and a signal of the caller that ends the process too while it is.
 */
export async function withStore<Result>(
  flags: QueueFlags,
  { registry, plugins }: StoreMeans,
  work: (store: QueueStore) => Promise<Result>,
  { seconds = REACH.command, signal }: Partial<Pick<ReachMeans, 'seconds' | 'signal'>> = {},
): Promise<Result> {
  const made = requireQueue(parseReference(flags.executor ?? 'pg-boss'), { registry, plugins });
  const address = queueAddress(flags);
  try {
    const onWait = (sentence: string) => note(String(withoutAddress(sentence, address)));
    const store = await interruptible((own) =>
      reachStore(() => made.connect(address), {
        ...{ seconds, clock, onWait },
        signal: AbortSignal.any(signal ? [own, signal] : [own]),
      }),
    );
    if (!store) process.exit(exitCodes.interrupted);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    throw withoutAddress(error, address);
  }
}
