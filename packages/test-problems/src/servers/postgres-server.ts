import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.js';
import { freePort } from './free-port.js';
import { ServerProcess } from './server-process.js';
import { type SystemUser, systemUser } from './system-user.js';

/** Where Debian puts the programs of each version of PostgreSQL. */
const VERSIONS = '/usr/lib/postgresql';
const PASSWORD = 'owner-of-all';

/** The path of the program `postgres`; undefined where PostgreSQL is not installed. Tests then skip, and say so. */
export function findPostgres(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  return findProgram(
    'postgres',
    versions.map((version) => join(VERSIONS, version, 'bin')),
  );
}

/** A PostgreSQL server in a folder of its own, on a free port of 127.0.0.1, which asks for passwords. */
export class PostgresServer {
  private process: ServerProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly user: SystemUser | undefined,
    private readonly port: number,
  ) {}

  /** Makes an empty server and starts it. As root, it runs as the user postgres or nobody. */
  static async start(program: string): Promise<PostgresServer> {
    const user = systemUser(['postgres', 'nobody']);
    const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    writeFileSync(join(folder, 'password'), PASSWORD);
    if (user) for (const path of [folder, join(folder, 'password')]) chownSync(path, user.uid, user.gid);
    await initialize(program, folder, user);
    // The port is taken as late as possible: nobody else should have it by then.
    const server = new PostgresServer(program, folder, user, await freePort());
    await server.resume();
    return server;
  }

  /** The address of a database, for a user of the server: by default for the one who may do everything. */
  url(user = 'postgres', password = PASSWORD, database = 'postgres'): string {
    return `postgres://${user}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /** The rows that a statement returns, by psql: a text for each value, '' for null. */
  async query(statement: string): Promise<string[][]> {
    const parameters = ['--no-psqlrc', '--quiet', '--csv', '--tuples-only', '--command', statement];
    const { stdout } = await promisify(execFile)(join(dirname(this.program), 'psql'), [
      ...parameters,
      this.url(),
    ]);
    return stdout.split('\n').flatMap((row) => (row === '' ? [] : [row.split(',')]));
  }

  /** Ends every connection at once, as a crash does. */
  async crash(): Promise<void> {
    await this.process?.end('SIGQUIT');
  }

  /** Starts the server on its data and port. */
  async resume(): Promise<void> {
    const settings = {
      ...{ listen_addresses: '127.0.0.1', port: this.port, unix_socket_directories: this.folder },
      // The data outlives a crash of the server; that of the machine is not tested.
      ...{ fsync: 'off', shared_buffers: '32MB', max_connections: 60 },
    };
    this.process = await ServerProcess.start({
      program: this.program,
      parameters: [
        ...['-D', join(this.folder, 'data')],
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      ready: /database system is ready to accept connections/,
      user: this.user,
    });
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    await this.crash();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Makes the data of an empty server in a folder that has the file of its password. */
async function initialize(program: string, folder: string, user: SystemUser | undefined): Promise<void> {
  const rights = ['--username=postgres', '--auth-local=trust', '--auth-host=scram-sha-256', '--no-sync'];
  const places = [`--pwfile=${join(folder, 'password')}`, `--pgdata=${join(folder, 'data')}`];
  const parameters = [...rights, '--encoding=UTF8', '--locale=C', ...places];
  await promisify(execFile)(join(dirname(program), 'initdb'), parameters, { ...user, cwd: '/' });
}
