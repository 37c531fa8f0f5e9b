import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { InputError } from '@pomdp-gym/contracts';
import { Piscina } from 'piscina';
import type { WorkerPlugins } from '../worker.js';
import type { Refusal, ThreadTask } from './thread-task.js';

interface Thread<Question, Message> {
  /** The export of `worker.ts` that does the work. */
  readonly work: string;
  readonly question: Question;
  readonly plugins: readonly string[];
  readonly signal: AbortSignal;
  /** Called with what the work posts, in order. */
  readonly onMessage: (message: Message) => void;
}

/**
 * Does work that calls a plugin in a thread of its own, so that this thread serves signals even where the plugin loops for ever. All
 * messages that the work posted before it ended, or before the signal ended it, are passed on first.
 *
 * @returns whether the work came to its end; false where the signal ended it.
 * @throws InputError where the work throws one, or a plugin ends the thread.
 */
export async function inThread<Question, Message>({
  work,
  question,
  plugins,
  signal,
  onMessage,
}: Thread<Question, Message>): Promise<boolean> {
  const pool = poolOf(plugins);
  const { port1, port2 } = new MessageChannel();
  port1.on('message', onMessage);
  const task: ThreadTask<Question> = { question, port: port2 };
  try {
    const run: Promise<Refusal | undefined> = pool.run(task, { name: work, transferList: [port2], signal });
    const refusal = await run.finally(() => passOn(port1, onMessage));
    if (refusal) throw new InputError(refusal.sentence, { cause: refusal.cause });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw threadFault(error);
  } finally {
    port1.close();
    void pool.destroy();
  }
}

function poolOf(plugins: readonly string[]): Piscina {
  const workerData: WorkerPlugins = { plugins, from: process.cwd() };
  const filename = fileURLToPath(new URL('../worker.js', import.meta.url));
  const pool = new Piscina({ filename, workerData, minThreads: 1, maxThreads: 1 });
  // The promise of the one task is rejected with the same error.
  pool.on('error', () => undefined);
  return pool;
}

/** Passes on the messages that wait in a port. */
function passOn<Message>(
  port: Parameters<typeof receiveMessageOnPort>[0],
  onMessage: (message: Message) => void,
): void {
  for (;;) {
    const received = receiveMessageOnPort(port) as { readonly message: Message } | undefined;
    if (!received) return;
    onMessage(received.message);
  }
}

function threadFault(error: unknown): unknown {
  const [, code] = /^worker exited with code: (\d+)$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (code === undefined) return error;
  return new InputError(
    `A plugin calls process.exit(${code}), which ends the command: it should throw instead.`,
  );
}
