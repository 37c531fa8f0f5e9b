import type { Block } from './markdown-blocks.test.support.js';

/** A command of a block, and the lines that the block shows of its output. */
export interface ShownCommand {
  /** Without the words that install nothing new: `npx` stays, a remark after two blanks does not. */
  readonly command: string;
  readonly shown: readonly string[];
}

/** Commands that are run from no document, and why. */
export const leftOut: readonly (readonly [command: RegExp, reason: string])[] = [
  [/^npm ci$/, 'it installs from the registry; every run of CI begins with it'],
  [/^npm install\b/, 'it installs from the registry; npm run newcomer installs packed packages'],
  [/^pip install\b/, 'it installs from the registry'],
  [/^npm test$/, 'it runs the tests that this one is part of; in a made package npm run newcomer runs it'],
  [/^npm run check$/, 'npm run newcomer runs it in made packages'],
  [
    /^pomdp-gym play [^-]\S*$/,
    'a person plays; its environment is made, and the tests of apps/cli/src/play play games',
  ],
];

/**
 * The commands of a block of language `console`, whose lines begin with `$` where it shows output too, or of `sh`, a line each. A line
 * with `&&` holds several.
 */
export function commandsOf({ language, text }: Pick<Block, 'language' | 'text'>): ShownCommand[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (language === 'sh' || !lines.some((line) => line.startsWith('$ ')))
    return lines.flatMap((line) => commandsInLine(line, []));
  const begins = lines.flatMap((line, i) => (line.startsWith('$ ') ? [i] : []));
  return begins.flatMap((begin, i) =>
    commandsInLine(lines[begin]!.slice(2), lines.slice(begin + 1, begins[i + 1] ?? lines.length)),
  );
}

/** The commands of a line; what it shows belongs to the last of them. */
function commandsInLine(line: string, shown: readonly string[]): ShownCommand[] {
  const commands = withoutRemark(line).split(/\s+&&\s+/);
  return commands.map((command, i) => ({ command, shown: i === commands.length - 1 ? shown : [] }));
}

function withoutRemark(line: string): string {
  return line.replace(/\s{2,}# .*$/, '').trim();
}

/** The words of a command. They may be quoted. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"([^"]*)"/g,
      (_whole, single?: string, double?: string) => single ?? double ?? '',
    ),
  );
}
