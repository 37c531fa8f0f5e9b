import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.js';
import { freePort } from './free-port.js';
import { ServerProcess } from './server-process.js';

const PASSWORD = 'owner-of-keys';

/** The path of the program `redis-server`, with `redis-cli` beside it; undefined where there are no such two. Tests then skip, and say so. */
export function findRedis(): string | undefined {
  const server = findProgram('redis-server');
  return server !== undefined && existsSync(join(dirname(server), 'redis-cli')) ? server : undefined;
}

/** A Redis server in a folder of its own, on a free port of 127.0.0.1, which asks for a password and logs every write. */
export class RedisServer {
  private process: ServerProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(program: string): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'redis-'));
    const server = new RedisServer(program, folder, await freePort());
    await server.resume();
    return server;
  }

  /** The address, for a user of the server: by default for the one who may do everything. */
  url(password = PASSWORD, user = ''): string {
    return `redis://${user}:${password}@127.0.0.1:${this.port}`;
  }

  /** What a script returns, by redis-cli: a line for each value. */
  async evaluate(script: string, ...values: readonly string[]): Promise<string[]> {
    const parameters = [
      '-p',
      String(this.port),
      '-a',
      PASSWORD,
      '--no-auth-warning',
      'EVAL',
      script,
      '0',
      ...values,
    ];
    const { stdout } = await promisify(execFile)(join(dirname(this.program), 'redis-cli'), parameters);
    return stdout.trimEnd().split('\n');
  }

  /** Kills the server. */
  async crash(): Promise<void> {
    await this.process?.end('SIGKILL');
  }

  /** Starts the server on its data and port. */
  async resume(): Promise<void> {
    const settings = {
      ...{ port: this.port, bind: '127.0.0.1', dir: this.folder, requirepass: PASSWORD },
      ...{ save: '', appendonly: 'yes', appendfsync: 'no', 'maxmemory-policy': 'noeviction' },
    };
    this.process = await ServerProcess.start({
      program: this.program,
      parameters: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ready: /Ready to accept connections/,
    });
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    await this.crash();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
