import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));

/** How a process ended: its exit code, or the signal that ended it. */
export type ProcessEnd = number | NodeJS.Signals | null;

/** Processes of the real command, `pomdp-gym work`. */
export class WorkProcesses {
  private readonly children: ChildProcess[] = [];
  private readonly ends: Promise<ProcessEnd>[] = [];
  private readonly printed: string[] = [];

  /** @param flags of each process, besides one worker thread. */
  constructor(private readonly flags: readonly string[]) {}

  start(): void {
    const child = spawn(process.execPath, [command, 'work', ...this.flags, '--workers', '1'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
    });
    const place = this.children.push(child) - 1;
    this.printed.push('');
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (this.printed[place] += text.toString()));
    this.ends.push(once(child, 'close').then(() => child.exitCode ?? child.signalCode));
  }

  /** The places of those that are under way, in the order of their starts. */
  get alive(): number[] {
    return [...this.children.keys()].filter((place) => {
      const { exitCode, signalCode } = this.children[place]!;
      return exitCode === null && signalCode === null;
    });
  }

  idOf(place: number): number {
    return this.children[place]!.pid!;
  }

  /** Sends a signal to a process, and resolves once it has ended. */
  async end(place: number, signal: NodeJS.Signals): Promise<ProcessEnd> {
    this.children[place]!.kill(signal);
    return this.ends[place]!;
  }

  /** Kills all that are left. */
  kill(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }

  /** How all ended, in the order of their starts. */
  async ended(): Promise<readonly ProcessEnd[]> {
    return Promise.all(this.ends);
  }

  /** What a process printed, on both streams. */
  printedBy(place: number): string {
    return this.printed[place]!;
  }

  /** What all of them printed. */
  get output(): string {
    return this.printed.map((text, place) => `process ${place}: ${text}`).join('\n');
  }
}
