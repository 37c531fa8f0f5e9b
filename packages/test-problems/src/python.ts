import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder to put on PYTHONPATH so that Python finds a stand-in for the package gymnasium. */
export const standInFolder = fileURLToPath(new URL('../python', import.meta.url));

/** Whether `python3` is here, and new enough for the module pomdp_gym: 3.8. A test without it is skipped, and says so. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;
}
