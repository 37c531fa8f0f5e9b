import { MessageChannel } from 'node:worker_threads';
import { InputError } from '@pomdp-gym/contracts';
import { passOn, ThreadPool } from '@pomdp-gym/experiment/node';
import { workerFile } from './worker-file.js';
import type { ThreadWork, WorkerPlugins } from '../worker.js';
import type { Refusal, ThreadTask } from './thread-task.js';

interface Thread<Question, Message> {
  readonly work: ThreadWork;
  readonly question: Question;
  readonly plugins: readonly string[];
  readonly signal: AbortSignal;
  /** Called with what the work posts, in order, and with what sends the work a reply. */
  readonly onMessage: (message: Message, reply: (value: unknown) => void) => void;
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
  if (signal.aborted) return false;
  const pool = poolOf(work, plugins);
  const end = () => void pool.end();
  signal.addEventListener('abort', end, { once: true });
  const { port1, port2 } = new MessageChannel();
  const take = (message: Message) => onMessage(message, (value) => port1.postMessage(value));
  port1.on('message', take);
  const task: ThreadTask<Question> = { question, port: port2 };
  try {
    const run = pool.run(task, { name: work, transferList: [port2] });
    const refusal = (await run.finally(() => passOn(port1, take))) as Refusal | undefined;
    if (refusal) throw new InputError(refusal.sentence, { cause: refusal.cause });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw threadFault(error);
  } finally {
    signal.removeEventListener('abort', end);
    port1.close();
    void pool.end();
  }
}

function poolOf(work: ThreadWork, plugins: readonly string[]): ThreadPool {
  const workerData: WorkerPlugins = { plugins, from: process.cwd(), work };
  return new ThreadPool({ filename: workerFile, workerData }, 1);
}

function threadFault(error: unknown): unknown {
  const [, code] = /^worker exited with code: (\d+)$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (code === undefined) return error;
  return new InputError(
    `A plugin calls process.exit(${code}), which ends the command: it should throw instead.`,
  );
}
