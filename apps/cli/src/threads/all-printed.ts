import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that the main thread is given to take what was printed. */
const PATIENCE = 1000;

/**
 * Resolves once the main thread has taken all that this thread has printed, or after a second: what it has not taken is lost
 * when the thread ends.
 */
export async function allPrinted(): Promise<void> {
  await Promise.all([taken(process.stdout), taken(process.stderr)]);
}

async function taken(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0) return;
  const patience = new AbortController();
  const all = new Promise<void>((resolve) => stream.write('', () => resolve()));
  await Promise.race([all, pause(PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}
