import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SystemUser } from './system-user.js';

/** How a server is started. */
export interface ServerCommand {
  readonly program: string;
  readonly parameters: readonly string[];
  /** What the server prints once it takes connections. */
  readonly ready: RegExp;
  readonly user?: SystemUser | undefined;
}

/** The process of a server that a test starts. It ends with the process of the test. */
export class ServerProcess {
  private readonly ended: Promise<unknown>;
  private readonly endWithTest = (): void => void this.child.kill('SIGKILL');

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
    process.once('exit', this.endWithTest);
  }

  /** Starts a server, and resolves once it takes connections; rejects with what it printed where it ends before. */
  static async start({ program, parameters, ready, user }: ServerCommand): Promise<ServerProcess> {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...user });
    const server = new ServerProcess(child);
    await new Promise<void>((resolve, reject) => {
      let printed = '';
      const read = (chunk: Buffer): void => {
        printed = `${printed}${chunk.toString()}`.slice(-10_000);
        if (ready.test(printed)) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`${program} ended before it was ready:\n${printed}`)));
    });
    return server;
  }

  /** Sends a signal, and resolves once the process has ended. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.ended;
    process.removeListener('exit', this.endWithTest);
  }
}
