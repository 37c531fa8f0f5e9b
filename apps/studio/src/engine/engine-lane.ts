import { type ReadonlySignal, signal } from '@preact/signals';
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

/** What the page shows of the computations of a lane. */
export interface LaneState {
  /** Calls that are not settled. */
  readonly pending: ReadonlySignal<number>;
  /** The latest fault of a program, until there is another call of the name of the call that it ended; null where there is none. */
  readonly fault: ReadonlySignal<EngineError | null>;
  /** Ends what is computed: its calls reject with an EngineError. */
  stop(): void;
}

/**
 * Calls to an engine in one thread, which is begun with the first. Where the thread goes on with a call that is cancelled, it is ended
 * and another is begun, which gets the calls that are left: so any computation can be stopped.
 */
export class EngineLane implements Engine, LaneState {
  readonly pending = signal(0);
  readonly fault = signal<EngineError | null>(null);
  /** Threads that were begun: what an earlier thread had open is gone. */
  readonly threads = signal(0);
  /** The name of the call that the fault ended. */
  private faulty: CallName | undefined;
  private readonly jobs = new Set<Job>();
  private running: { readonly thread: Thread; readonly client: EngineClient } | undefined;

  /**
   * @param begin begins a thread.
   * @param patience resolves once a thread has had its time.
   * @param prompt calls that end soon after they are cancelled: the thread is not ended for them.
   */
  constructor(
    private readonly begin: () => Thread,
    private readonly patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE)),
    private readonly prompt: readonly CallName[] = [],
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
        send: (client) => {
          options.onBegin?.();
          void client.call(call, argument, this.ofThread(client, options)).then(
            (value) => settled(() => resolve(value)),
            (error: Error) => settled(() => reject(this.noted(call, error))),
          );
        },
        fail: (error) => settled(() => reject(error)),
      };
      const release = (): void => {
        if (this.jobs.has(job) && !this.prompt.includes(call)) void this.release();
      };
      options.signal?.addEventListener('abort', release, { once: true });
      this.jobs.add(job);
      this.pending.value = this.jobs.size;
      if (this.faulty === call) this.forgetFault();
      job.send(this.client());
    });
  }

  stop(sentence = STOPPED): void {
    this.running?.thread.end();
    this.running = undefined;
    for (const job of [...this.jobs]) job.fail(new EngineError(sentence, true, undefined));
  }

  /** The options of a call without the events of a thread that has been ended. */
  private ofThread<Name extends CallName>(
    client: EngineClient,
    options: CallOptions<Name>,
  ): CallOptions<Name> {
    const onEvent = (event: Calls[Name]['event']): void => {
      if (this.running?.client === client) options.onEvent?.(event);
    };
    return { ...options, onEvent };
  }

  /** Removes the fault. */
  forgetFault(): void {
    this.fault.value = null;
    this.faulty = undefined;
  }

  private noted(call: CallName, error: Error): Error {
    if (error instanceof EngineError && !error.isInput) {
      this.fault.value = error;
      this.faulty = call;
    }
    return error;
  }

  private client(): EngineClient {
    if (this.running) return this.running.client;
    const thread = this.begin();
    thread.onFault((sentence) => {
      if (this.running?.thread === thread) this.stop(sentence);
    });
    const client = new EngineClient(thread);
    this.running = { thread, client };
    this.threads.value++;
    return client;
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
