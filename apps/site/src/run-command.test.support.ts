import { spawnSync } from 'node:child_process';

/** What a program printed. */
export interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of Node.js in a folder. */
export function runNode(folder: string, ...args: readonly string[]): Printed {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}
