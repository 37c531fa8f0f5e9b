import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram, isCommand } from '../program.js';
import { commandsOf, leftOut, wordsOf } from './document-commands.test.support.js';
import { type Block, detailsOf, repository } from './markdown-blocks.test.support.js';

/** What is done with the blocks of each language. */
const byLanguage: Readonly<Record<string, string>> = {
  ts: 'compiled and run',
  js: 'run',
  sh: 'run',
  console: 'run',
  json: 'parsed',
  yaml: 'parsed',
  text: 'shown',
};

/** What is done with a block, in words: `run`, `parsed`, `not run: it installs …`. Undefined where nothing is. */
export function treatmentOf(block: Block): string | undefined {
  const [[reason], [file], [compiled]] = [
    detailsOf(block, 'not run'),
    detailsOf(block, 'run by'),
    detailsOf(block, 'compiled only'),
  ];
  if (reason !== undefined) return `not run: ${reason}`;
  if (file !== undefined) return `run by ${file}`;
  if (compiled !== undefined) return `compiled only: ${compiled}`;
  return byLanguage[block.language];
}

/** What is wrong with the treatment of a block, a sentence each. */
export function treatmentProblems(block: Block): string[] {
  const where = `${block.document}:${block.line}`;
  if (treatmentOf(block) === undefined)
    return [
      `${where}: a block of language “${block.language}” is neither compiled, run nor parsed; write one of ` +
        `${Object.keys(byLanguage).join(', ')} after its fence, or <!-- not run: REASON --> before it.`,
    ];
  return [...directiveProblems(block), ...textProblems(block)].map((problem) => `${where}: ${problem}`);
}

function directiveProblems(block: Block): string[] {
  const commands = isShell(block) ? commandsOf(block).map(({ command }) => command) : [];
  return block.directives.flatMap(({ action, prefix, detail }) => {
    if (detail === '') return [`the directive “${action}” says nothing after its colon.`];
    if (prefix !== '' && !commands.some((command) => command.startsWith(prefix)))
      return [`no command of the block begins with “${prefix}”, which a directive names.`];
    return action === 'run by' ? runnerProblems(block, detail) : [];
  });
}

function runnerProblems({ document }: Block, file: string): string[] {
  const path = join(repository, file);
  if (!existsSync(path)) return [`there is no ${file}.`];
  return readFileSync(path, 'utf8').includes(document) ? [] : [`${file} does not read ${document}.`];
}

/** A block that is shown only holds no command, and no code. */
function textProblems({ language, text }: Block): string[] {
  const line = text.split('\n').find((each) => /^(\$ |npx |npm |pomdp-gym |import |export )/.test(each));
  return language === 'text' && line !== undefined
    ? [`“${line}” is a command or code in a block of text; write sh, js or ts after the fence.`]
    : [];
}

export function isShell({ language }: Block): boolean {
  return language === 'sh' || language === 'console';
}

/** Why a command of a block is not run; undefined where it is. */
export function whyNotRun(block: Block, command: string): string | undefined {
  return (
    [...detailsOf(block, 'not run', command), ...detailsOf(block, 'not run')][0] ?? generalReason(command)
  );
}

function generalReason(command: string): string | undefined {
  return leftOut.find(([form]) => form.test(command))?.[1];
}

/** What a command that is not run names and is not there: a script of npm, a command, a flag. */
export async function missingNames(command: string): Promise<string[]> {
  if (generalReason(command) !== undefined) return [];
  const words = wordsOf(command).filter((word) => word !== 'npx');
  if (words[0] === 'pomdp-gym') return missingFlags(words.slice(1));
  const script =
    words[0] === 'npm' && words[1] === 'run'
      ? words.find((word, i) => i > 1 && !word.startsWith('-'))
      : undefined;
  const manifest: unknown = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const scripts =
    manifest !== null && typeof manifest === 'object' && 'scripts' in manifest ? manifest.scripts : {};
  return script === undefined || Object.hasOwn(Object(scripts) as object, script)
    ? []
    : [`npm run ${script}`];
}

async function missingFlags([name = '', ...words]: readonly string[]): Promise<string[]> {
  if (!isCommand(name)) return [`pomdp-gym ${name}`];
  const program = await createProgram([name]);
  const options = program.commands.find((command) => command.name() === name)?.options ?? [];
  return words
    .filter((word) => word.startsWith('--'))
    .filter((word) => !options.some(({ long }) => long === word));
}
