import { InputError } from '@pomdp-gym/contracts';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { FromThread, ThreadData, ToThread } from './process-thread.js';

/** What is started. */
export interface Started {
  /** What it is called in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Seconds to wait for a line. */
  readonly patience: number;
}

/** Milliseconds that a process is given to end by itself, and to be seen to have ended. */
const GRACE = 2000;

/**
 * A process whose lines are written and read synchronously. A thread of its own holds its pipes, which need an event loop; this
 * thread sleeps on a shared counter of messages (Atomics.wait) until one has come.
 */
export class SynchronousProcess {
  private readonly started: Started;
  private readonly port: MessagePort;
  /** How many messages the thread has posted. */
  private readonly posted = new Int32Array(new SharedArrayBuffer(4));
  /** How many of them have been taken. */
  private taken = 0;
  private failure: InputError | undefined;

  constructor(started: Started) {
    this.started = started;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const { command, args } = started;
    const workerData: ThreadData = { command, args, port: port2, posted: this.posted };
    const file = new URL('./process-thread.js', import.meta.url);
    const thread = new Worker(file, { workerData, transferList: [port2], stdin: false });
    thread.unref();
    port1.unref();
  }

  /** Whether lines can still be sent. */
  get alive(): boolean {
    return this.failure === undefined;
  }

  /** Sends a line. Throws an InputError where the process has ended. */
  send(line: string): void {
    if (this.failure) throw this.failure;
    this.post({ line });
  }

  /** Waits for the next line. Throws an InputError where the process ends, or none comes within its patience. */
  receive(): string {
    if (this.failure) throw this.failure;
    const { name, patience } = this.started;
    const message = this.next(patience * 1000);
    if (message && 'line' in message) return message.line;
    this.failure = new InputError(
      message
        ? `The process of ${name} has ended: ${message.ended}.`
        : `The process of ${name} was ended: it has not replied within ${patience} seconds.`,
    );
    if (!message) this.post('kill');
    throw this.failure;
  }

  /** Closes its input, waits until it has ended, and kills it where it does not. */
  end(): void {
    if (this.failure) return;
    this.failure = new InputError(`The process of ${this.started.name} was ended.`);
    this.post('end');
    if (this.hasEnded()) return;
    this.post('kill');
    this.hasEnded();
  }

  private hasEnded(): boolean {
    for (;;) {
      const message = this.next(GRACE);
      if (!message) return false;
      if ('ended' in message) return true;
    }
  }

  private post(message: ToThread): void {
    this.port.postMessage(message);
  }

  /**
   * The next message of the thread; undefined where none comes in time. A message is taken once it is counted: one that is taken before
   * would leave its count behind, which ends the next wait at once.
   */
  private next(milliseconds: number): FromThread | undefined {
    if (Atomics.wait(this.posted, 0, this.taken, milliseconds) === 'timed-out') return undefined;
    this.taken++;
    const received = receiveMessageOnPort(this.port) as { readonly message: FromThread } | undefined;
    return received?.message;
  }
}
