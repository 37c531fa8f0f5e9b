import { signal } from '@preact/signals';
import {
  type CallOptions,
  type Engine,
  EngineClient,
  EngineError,
  type Port,
  type ValueOf,
} from './engine-client.js';
import type { CallName, Calls } from './calls.js';

/** A thread with an engine. */
export interface Thread extends Port {
  /** Ends it at once, whatever it computes. */
  end(): void;
  /** Calls the listener with a sentence where the thread itself fails. */
  onFault(take: (sentence: string) => void): void;
}

/** A call that is not settled. */
interface Job {
  readonly send: (client: EngineClient) => void;
  readonly fail: (error: EngineError) => void;
}

/** Milliseconds that a thread has to come to an end with a call that is cancelled. */
const PATIENCE = 500;

const STOPPED =
  'The computation was stopped: choose the view again, or change something, to compute it anew.';

/**
 * Calls to an engine in one thread, which is begun with the first. Where the thread goes on with a call that is cancelled, it is ended
 * and another is begun, which gets the calls that are left: so any computation can be stopped.
 */
export class EngineLane implements Engine {
  /** Calls that are not settled. */
  readonly pending = signal(0);
  /** The fault of a program that ended the latest call; null where it ended well, or a person gave what cannot be. */
  readonly fault = signal<EngineError | null>(null);
  private readonly jobs = new Set<Job>();
  private running: { readonly thread: Thread; readonly client: EngineClient } | undefined;

  /**
   * @param begin begins a thread.
   * @param patience resolves once a thread has had its time.
   */
  constructor(
    private readonly begin: () => Thread,
    private readonly patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE)),
  ) {}

  call<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    options: CallOptions<Name> = {},
  ): Promise<ValueOf<Name>> {
    return new Promise((resolve, reject) => {
      const settled = (settle: () => void): void => {
        this.jobs.delete(job);
        this.pending.value = this.jobs.size;
        settle();
      };
      const job: Job = {
        send: (client) =>
          void client.call(call, argument, options).then(
            (value) => settled(() => resolve(value)),
            (error: Error) => settled(() => reject(this.noted(error))),
          ),
        fail: (error) => settled(() => reject(error)),
      };
      options.signal?.addEventListener('abort', () => this.jobs.has(job) && void this.release(), {
        once: true,
      });
      this.jobs.add(job);
      this.pending.value = this.jobs.size;
      this.fault.value = null;
      job.send(this.client());
    });
  }

  /** Ends what is computed: its calls reject with an EngineError. */
  stop(sentence = STOPPED): void {
    this.running?.thread.end();
    this.running = undefined;
    for (const job of [...this.jobs]) job.fail(new EngineError(sentence, true, undefined));
  }

  private noted(error: Error): Error {
    if (error instanceof EngineError && !error.isInput) this.fault.value = error;
    return error;
  }

  private client(): EngineClient {
    if (this.running) return this.running.client;
    const thread = this.begin();
    thread.onFault((sentence) => {
      if (this.running?.thread === thread) this.stop(sentence);
    });
    this.running = { thread, client: new EngineClient(thread) };
    return this.running.client;
  }

  /** Begins another thread where this one is not free in time. */
  private async release(): Promise<void> {
    const { running } = this;
    if (!running) return;
    const free = running.client.call('free', null).then(() => true);
    const late = this.patience().then(() => false);
    if ((await Promise.race([free, late])) || this.running !== running) return;
    running.thread.end();
    this.running = undefined;
    for (const job of [...this.jobs]) job.send(this.client());
  }
}
