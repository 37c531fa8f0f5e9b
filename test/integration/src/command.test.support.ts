import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The root of the workspace. */
export const workspace = fileURLToPath(new URL('../../..', import.meta.url));

/** What a command left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command, `pomdp-gym`, in a process of its own. */
export function pomdpGym(cwd: string, ...args: readonly string[]): Outcome {
  return runNode(cwd, `${workspace}/apps/cli/bin/pomdp-gym.js`, ...args);
}

/** Runs a program in a Node process of its own, without the mocha that is running this one. */
export function runNode(cwd: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  });
  return { code: status, out: stdout, err: stderr };
}
