import type { ChildProcess } from 'node:child_process';
import type { Attempt } from '@pomdp-gym/experiment';
import { z } from 'zod';
import { exitCodes } from '../exit-codes.js';

/** What a worker sends the process above it each time it has new cells of a study: all that it has of it. */
const leaseMessage = z.object({
  study: z.string(),
  cells: z.array(z.object({ cell: z.string(), copy: z.int(), attempt: z.int() })),
});

export type LeaseMessage = z.infer<typeof leaseMessage>;

/** A worker that ended by a signal, or by an exit code that commands do not have. */
export interface LostWorker {
  /** How it ended, in a sentence. */
  readonly reason: string;
  /** The cells that it had last of each study, some of which may have a result. */
  readonly leases: readonly { readonly study: string; readonly cells: readonly Attempt[] }[];
}

/**
 * Lets workers do cells, one after another: each time one is lost, another begins. Returns the exit code of the one that ends by itself; of one
 * that is lost before it had any cells, which the next would be too, that of a failure.
 *
 * @param begin starts a worker, a process with a channel to this one.
 * @param onLost is called with each worker that is lost, before the next begins.
 */
export async function superviseWorkers(
  begin: () => ChildProcess,
  onLost: (worker: LostWorker) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  for (;;) {
    const { code, leases, reason } = await workerEnd(begin(), signal);
    if (code !== undefined) return code;
    if (leases.length === 0 || signal.aborted)
      return signal.aborted ? exitCodes.interrupted : exitCodes.failed;
    await onLost({ reason, leases });
    if (signal.aborted) return exitCodes.interrupted;
  }
}

/** How a worker ended: its exit code where that is one of a command, else why it is lost. */
interface WorkerEnd {
  readonly code: number | undefined;
  readonly leases: readonly LeaseMessage[];
  readonly reason: string;
}

const OWN: readonly number[] = Object.values(exitCodes);

async function workerEnd(worker: ChildProcess, signal: AbortSignal): Promise<WorkerEnd> {
  const held = new Map<string, LeaseMessage>();
  worker.on('message', (message) => {
    const lease = leaseMessage.safeParse(message).data;
    if (lease) held.set(lease.study, lease);
  });
  const stop = () => void worker.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('error', reject);
      // Its messages have all come then: the event `exit` may come before the last of them.
      worker.once('close', (code, name) => {
        const reason = `Its worker was ended by ${name === null ? `exit code ${code}` : `signal ${name}`}.`;
        resolve({
          code: code !== null && OWN.includes(code) ? code : undefined,
          leases: [...held.values()],
          reason,
        });
      });
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
