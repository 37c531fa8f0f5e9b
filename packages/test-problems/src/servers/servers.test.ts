import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { findPostgres, PostgresServer } from './postgres-server.js';
import { findRedis, RedisServer } from './redis-server.js';

const kinds = [
  ['PostgreSQL', findPostgres(), (program: string) => PostgresServer.start(program)],
  ['Redis', findRedis(), (program: string) => RedisServer.start(program)],
] as const;

/** Whether something listens at the port of a URL. */
async function listens(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const connected = once(socket, 'connect').then(
    () => true,
    () => false,
  );
  const result = await connected;
  socket.destroy();
  return result;
}

for (const [name, program, start] of kinds) {
  const title =
    program === undefined ? `is skipped: ${name} is not installed` : 'is started, restarted and stopped';
  describe(`A ${name} server of a test`, function () {
    this.timeout(240_000);
    (program === undefined ? it.skip : it)(title, async () => {
      const server = await start(program!);
      expect(await listens(server.url())).to.equal(true);
      if (server instanceof PostgresServer)
        expect(await server.query(`SELECT 1 + 1, NULL, 'ä' UNION SELECT 3, 'a', 'b'`)).to.deep.equal([
          ['2', '', 'ä'],
          ['3', 'a', 'b'],
        ]);
      await server.crash();
      expect(await listens(server.url())).to.equal(false);
      await server.resume();
      expect(await listens(server.url())).to.equal(true);
      await server.stop();
      expect(await listens(server.url())).to.equal(false);
    });
  });
}
