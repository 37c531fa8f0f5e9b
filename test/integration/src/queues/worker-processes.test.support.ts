import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { QueueId } from './connect-queue.test.support.js';

const PROGRAM = fileURLToPath(new URL('./queue-worker.test.support.js', import.meta.url));

/** How a process ended: its exit code, or the signal that ended it. */
export type ProcessEnd = number | NodeJS.Signals | null;

/** Worker processes of a queue, the earliest first. */
export class WorkerProcesses {
  private readonly alive: ChildProcess[] = [];
  private readonly ends: Promise<ProcessEnd>[] = [];
  private printed = '';

  constructor(
    private readonly executor: QueueId,
    private readonly address: string,
  ) {}

  start(): void {
    const child = spawn(process.execPath, [PROGRAM, this.executor], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, POMDP_GYM_QUEUE: this.address, NODE_OPTIONS: '' },
    });
    child.stderr.on('data', (text: Buffer) => (this.printed += text.toString()));
    this.alive.push(child);
    this.ends.push(once(child, 'exit').then(() => child.exitCode ?? child.signalCode));
  }

  /** Kills the earliest process with -9, and starts another one. */
  replaceOne(): void {
    this.alive.shift()?.kill('SIGKILL');
    this.start();
  }

  /** Ends all that are left. */
  kill(): void {
    for (const child of this.alive.splice(0)) child.kill('SIGKILL');
  }

  /** How all ended, in the order of their starts. */
  async ended(): Promise<readonly ProcessEnd[]> {
    return Promise.all(this.ends);
  }

  /** What they wrote to standard error. */
  get errors(): string {
    return this.printed;
  }
}
