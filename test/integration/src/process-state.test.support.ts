import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What the system says of a process; that it is a zombie only on Linux, where a file says so. */
export function stateOf(pid: number): 'running' | 'zombie' | 'gone' {
  try {
    process.kill(pid, 0);
  } catch {
    return 'gone';
  }
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\) Z /.test(readFileSync(file, 'utf8')) ? 'zombie' : 'running';
}

/** Waits until a condition holds; throws after a minute and a half, which is more than a busy machine takes. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 1800; tries++) {
    if (condition()) return;
    await pause(50);
  }
  throw new Error(`It takes more than a minute and a half until ${what}.`);
}
