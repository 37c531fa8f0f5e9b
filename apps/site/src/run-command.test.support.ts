import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './repository.js';

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

/** Runs a line `pomdp-gym …`, with `npx` before it or not, in a folder. Words may be quoted. */
export function runPomdpGym(folder: string, line: string, ...more: readonly string[]): Printed {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
  const args = words.slice(words.indexOf('pomdp-gym') + 1);
  return runNode(folder, join(repository, 'apps/cli/bin/pomdp-gym.js'), ...args, ...more);
}
