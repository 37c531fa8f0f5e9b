import { execFileSync } from 'node:child_process';
import { readText, repository } from './repository.js';

/** The page of planted bugs, as `npm run gallery` prints its table; undefined where there is no such command. */
export function plantedBugsPage(): string | undefined {
  const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(readText('package.json')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const command = scripts['gallery'];
  if (command === undefined) return undefined;
  const [program = '', ...args] = command.split(' ');
  const run = program === 'node' ? process.execPath : program;
  const table = execFileSync(run, args, { cwd: repository, encoding: 'utf8' });
  return [
    '# Planted bugs',
    'Each row is a plugin with one mistake, and the rule of `pomdp-gym check` that finds it. A test plants them all and holds ' +
      'that each is found by its rule.',
    table,
  ].join('\n\n');
}
