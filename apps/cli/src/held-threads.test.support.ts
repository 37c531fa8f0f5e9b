import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.js', import.meta.url));
const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** Runs after which no other begins, while there is a file `hold`. */
const FREE = 3;

/**
 * The source of a plugin with an environment `Held-v0`, a copy of `ThreeState-v0`. While a file `hold` is beside it, an episode waits before it
 * begins once the folder `begun` beside it has three runs.
 */
export const heldPlugin = `import { existsSync, readFileSync } from 'node:fs';
  import { threeState } from '${three}';
  const [hold, runs] = ['hold', 'begun/runs.jsonl'].map((path) => new URL(path, import.meta.url));
  const isHeld = () => existsSync(hold) && existsSync(runs) && readFileSync(runs, 'utf8').split('\\n').length > ${FREE};
  const wait = () => { while (isHeld()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); };
  const create = (options) => {
    const made = threeState.create(options);
    const { observationSpace, actionSpace, task } = made;
    return { observationSpace, actionSpace, task, step: (action) => made.step(action),
      reset: (random) => { wait(); return made.reset(random); } };
  };
  const spec = { ...threeState, id: 'Held-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

/**
 * Begins a study of `Held-v0` by the command line, in two threads, and stops it by a signal when three of its runs are in the folder `begun`.
 *
 * @param home the folder of the study and the plugin.
 * @returns the exit code of the command, and how many runs the folder has.
 */
export async function beginInThreads(home: string, study: string): Promise<{ code: unknown; runs: number }> {
  const [hold, file] = [join(home, 'hold'), join(home, 'begun', 'runs.jsonl')];
  const runs = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);
  writeFileSync(hold, '');
  const threads = ['--out', 'begun', '--executor', 'threads:count=2', '--bracket', '0'];
  const command = spawn(process.execPath, [main, 'compare', study, ...threads], {
    cwd: home,
    stdio: 'ignore',
  });
  const closed = once(command, 'close');
  while (runs() < FREE && command.exitCode === null) await pause(20);
  command.kill('SIGINT');
  const [code]: unknown[] = await closed;
  rmSync(hold);
  return { code, runs: runs() };
}
