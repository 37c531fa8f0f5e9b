import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { pythonFolder } from '@pomdp-gym/bridge/node';
import { standInFolder } from '@pomdp-gym/test-problems';
import { type Outcome, workspace } from './command.test.support.js';

/** Runs Python with the module pomdp_gym at hand, and a stand-in for gymnasium if that is asked for. */
export function runPython(gymnasium: 'with a stand-in' | 'without gymnasium', ...args: string[]): Outcome {
  const folders = gymnasium === 'with a stand-in' ? [pythonFolder, standInFolder] : [pythonFolder];
  const { status, stdout, stderr } = spawnSync(
    'python3',
    // No packages of the machine: neither gymnasium nor numpy.
    ['-S', ...args],
    {
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        PYTHONPATH: folders.join(delimiter),
        POMDP_GYM: `'${process.execPath}' '${join(workspace, 'apps/cli/bin/pomdp-gym.js')}'`,
      },
    },
  );
  return { code: status, out: stdout, err: stderr };
}
