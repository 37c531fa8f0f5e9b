import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import ts from 'typescript';
import { type Answer, answer } from '../answer.test.support.js';
import { wordsOf } from './document-commands.test.support.js';
import { repository } from './markdown-blocks.test.support.js';

/** Where a reader of a document is, who follows its commands. */
export interface Place {
  folder: string;
}

type Runner = (words: readonly string[], place: Place) => Answer | Promise<Answer>;

/** What runs a command, by its first words, without `npx`. */
const runners: readonly (readonly [prefix: string, run: Runner])[] = [
  ['cd', ([, folder = ''], place) => enter(place, folder)],
  ['pomdp-gym', (words, place) => inFolder(place.folder, () => answerAt(words.slice(1)))],
  ['npm create pomdp-gym-plugin', (words, place) => createPackage(words.slice(3), place.folder)],
  ['tsc', (words) => runNode(repository, ['node_modules/typescript/bin/tsc', ...words.slice(1)])],
  ['mocha', (words) => runNode(repository, ['node_modules/mocha/bin/mocha.js', ...words.slice(1)])],
];

/** Runs a command of a document; undefined where nothing here runs such a one. */
export function runCommand(command: string, place: Place): Promise<Answer> | undefined {
  const words = wordsOf(command).filter((word) => word !== 'npx');
  const found = runners.find(([prefix]) => `${words.join(' ')} `.startsWith(`${prefix} `));
  return found && Promise.resolve(found[1](words, place));
}

function enter(place: Place, folder: string): Answer {
  const entered = join(place.folder, folder);
  readdirSync(entered);
  place.folder = entered;
  return { code: 0, out: '', err: '' };
}

/** Does something with a folder as the working directory of this process. */
export async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}

/** What somebody types who is asked: the list of actions, and then to stop. */
const TYPED = '?\nq\n';

async function answerAt(args: readonly string[]): Promise<Answer> {
  const { stdin } = process;
  Object.defineProperty(process, 'stdin', { value: Readable.from([TYPED]), configurable: true });
  try {
    return await answer(...args);
  } finally {
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
  }
}

/** Writes a package as `npm create` does, and builds it as its `npm test` does, but for the types. */
export function createPackage(words: readonly string[], folder: string): Answer {
  const program = join(repository, 'packages/create-pomdp-gym-plugin/bin/create-pomdp-gym-plugin.js');
  const args = words.filter((word) => word !== '--');
  const outcome = runNode(folder, [program, ...args, '--license', 'MIT']);
  if (outcome.code === 0) buildSources(join(folder, args[0] ?? ''));
  return outcome;
}

function buildSources(folder: string): void {
  mkdirSync(join(folder, 'dist'), { recursive: true });
  for (const name of readdirSync(join(folder, 'src')))
    writeFileSync(
      join(folder, 'dist', `${basename(name, '.ts')}.js`),
      transpiled(readFileSync(join(folder, 'src', name), 'utf8')),
    );
}

/** TypeScript as JavaScript, without a look at its types. */
export function transpiled(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

/** Runs a program of Node.js in a process of its own. */
function runNode(folder: string, args: readonly string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  });
  return { code: status ?? 1, out: stdout, err: stderr };
}

/** A folder for files of a document, below the workspace, so that what runs there finds its packages. */
export function folderFor(home: string, document: string): string {
  const folder = join(home, dirname(document), basename(document, '.md'));
  mkdirSync(folder, { recursive: true });
  return folder;
}
