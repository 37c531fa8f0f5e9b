import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports below those that systems give to connections that go out (from 32,768 on in Linux, from 49,152 on elsewhere): while a server restarts, its
 * port stays free then, and a client that tries to reach it is not connected to itself.
 */
const [LOWEST, ABOVE] = [15_000, 32_000];

/** A port of 127.0.0.1 that nothing listens on now. Throws where this process may not listen on ports. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, ABOVE);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  try {
    await listening;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
