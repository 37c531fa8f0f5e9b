import { setTimeout as pause } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';

/** Where threads find their work. */
export interface ThreadSettings {
  /** The module whose exports do the work. It posts `threadLoaded` to its parent once it has loaded what it needs. */
  readonly filename: string;
  /** What the module finds as `workerData`. */
  readonly workerData: unknown;
  /** The most MB that the objects of one thread may take; as much as Node allows by default. */
  readonly megabytes?: number;
}

interface RunOptions {
  /** The export of the module that is called; its default export by default. */
  readonly name?: string;
  readonly transferList?: readonly MessagePort[];
  /** Ends the thread that is at this work, and rejects its promise. */
  readonly signal?: AbortSignal;
}

/** What a thread posts to its parent once its modules are loaded. */
export function threadLoaded(threadId: number): { readonly loadedThread: number } {
  return { loadedThread: threadId };
}

/** Milliseconds that threads are given to load their modules before they are ended all the same, and between two looks. */
const LOADING = 60_000;
const APART = 10;

/**
 * Threads that do work, one piece each at a time. A thread is ended only once it has loaded its modules, or has not for a
 * minute, which is more than a busy machine takes: Node aborts the whole process where a thread is ended while modules are being linked.
 */
export class ThreadPool {
  private begun: Piscina | undefined;
  private readonly loaded = new Set<number>();
  private readonly faultListeners: ((error: unknown) => void)[] = [];
  private ended: Promise<void> | undefined;

  constructor(
    readonly settings: ThreadSettings,
    /** How much work is done at once. */
    readonly threads: number,
  ) {}

  /** Another pool for the same work. */
  another(threads: number): ThreadPool {
    return new ThreadPool(this.settings, threads);
  }

  /** Calls `onFault` with what ends a thread, whether or not it is at work. */
  onFault(onFault: (error: unknown) => void): void {
    this.faultListeners.push(onFault);
  }

  /** Does a piece of work. The promise is rejected where its thread ends. */
  async run(task: unknown, { name, transferList = [], signal }: RunOptions = {}): Promise<unknown> {
    signal?.throwIfAborted();
    const stop = new AbortController();
    const abort = () => void this.whenLoaded().then(() => this.ended ?? stop.abort());
    signal?.addEventListener('abort', abort, { once: true });
    const options = {
      transferList: [...transferList],
      signal: stop.signal,
      ...(name !== undefined && { name }),
    };
    try {
      return (await (this.begun ??= this.begin()).run(task, options)) as unknown;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends all threads, once they are loaded; what they are at is rejected. */
  async end(): Promise<void> {
    await (this.ended ??= this.whenLoaded().then(() => this.begun?.destroy()));
  }

  /** Starts the threads, at the first piece of work. */
  private begin(): Piscina {
    const { filename, workerData, megabytes } = this.settings;
    const pool = new Piscina({
      filename,
      workerData,
      minThreads: this.threads,
      maxThreads: this.threads,
      idleTimeout: 60_000,
      atomics: 'disabled', // a thread that waits by them for its first work goes on with no import
      ...(megabytes !== undefined && { resourceLimits: { maxOldGenerationSizeMb: megabytes } }),
    });
    pool.on('message', (message: unknown) => {
      if (isLoaded(message)) this.loaded.add(message.loadedThread);
    });
    // Where a thread is at work, its promise is rejected; an idle thread that ends takes no work with it.
    pool.on('error', (error: unknown) => this.faultListeners.forEach((onFault) => onFault(error)));
    return pool;
  }

  private async whenLoaded(): Promise<void> {
    for (let waited = 0; waited < LOADING && !this.isLoaded; waited += APART) await pause(APART);
  }

  private get isLoaded(): boolean {
    const { begun, loaded } = this;
    return begun === undefined || begun.threads.every(({ threadId }) => loaded.has(threadId));
  }
}

function isLoaded(message: unknown): message is ReturnType<typeof threadLoaded> {
  return typeof message === 'object' && message !== null && 'loadedThread' in message;
}
