import type { CallName, Calls, Reply, Request } from './calls.js';

/** Two ends that send plain data to each other: a Worker, or one end of a MessageChannel. */
export interface Port {
  postMessage(message: unknown): void;
  onMessage(take: (message: unknown) => void): void;
}

/** The sentence with which the engine refuses a call, or reports a fault of a program. */
export class EngineError extends Error {
  constructor(
    message: string,
    /** Whether it is about what a person gave. */
    readonly isInput: boolean,
    /** The stack of the thread of the engine. */
    readonly engineStack: string | undefined,
  ) {
    super(message);
  }
}

interface Pending {
  event(event: unknown): void;
  value(value: unknown): void;
  error(error: EngineError): void;
}

/** What comes of a call in the end. */
export type ValueOf<Name extends CallName> = Calls[Name]['value'];

/** What comes of a call on the way, and what cancels it. */
export interface CallOptions<Name extends CallName> {
  readonly onEvent?: (event: Calls[Name]['event']) => void;
  readonly signal?: AbortSignal;
  /** Called each time the call is sent to a thread: what it emitted before is emitted again. */
  readonly onBegin?: () => void;
}

/** Takes calls. */
export interface Engine {
  /** Rejects with an EngineError, or with the reason of the signal once that has aborted. */
  call<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    options?: CallOptions<Name>,
  ): Promise<ValueOf<Name>>;
}

/** Calls the engine, which runs in another thread. */
export class EngineClient implements Engine {
  private next = 0;
  private readonly pending = new Map<number, Pending>();

  constructor(private readonly port: Port) {
    port.onMessage((message) => this.take(message as Reply));
  }

  /** Rejects with an EngineError, or with the reason of the signal once that has aborted. */
  call<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    { onEvent, signal }: CallOptions<Name> = {},
  ): Promise<ValueOf<Name>> {
    const id = this.next++;
    return new Promise((resolve, reject: (reason: unknown) => void) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = (): void => {
        this.pending.delete(id);
        this.send({ id, cancel: true });
        reject(signal?.reason);
      };
      const end = (): void => {
        this.pending.delete(id);
        signal?.removeEventListener('abort', cancel);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.pending.set(id, {
        event: (event) => onEvent?.(event as Calls[Name]['event']),
        value: (value) => {
          end();
          resolve(value as Calls[Name]['value']);
        },
        error: (error) => {
          end();
          reject(error);
        },
      });
      this.send({ id, call, argument });
    });
  }

  private send(request: Request): void {
    this.port.postMessage(request);
  }

  private take(reply: Reply): void {
    const pending = this.pending.get(reply.id);
    if (!pending) return;
    if ('event' in reply) pending.event(reply.event);
    else if ('value' in reply) pending.value(reply.value);
    else pending.error(new EngineError(reply.error, reply.isInput, reply.stack));
  }
}
