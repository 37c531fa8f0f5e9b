import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.js';

/**
 * What a script may hold that every shell of npm understands: words, words in double quotes, and `&&`. Refused are single quotes,
 * variables, pipes, redirections, patterns, and commands that Windows has not.
 */
const foreign: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['single quotes', /'/],
  ['a variable or a command in place of a word', /[$`]/],
  ['a pipe, a redirection or a background task', /\|(?!\|)|(?<!\|)\|(?!\|)|[<>]|(?<!&)&(?!&)/],
  ['a semicolon', /;/],
  ['a pattern that the shell spells out', /[*?[\]{}]/],
  ['a setting before a command', /(^|&&)\s*\w+=/],
  ['a command that Windows has not', /(^|&&|\s)(rm|cp|mv|mkdir|cat|sed|grep|export|true|test|chmod|touch)\s/],
];

/** Scripts that need one shell. */
export function scriptViolations({ root, members }: Workspace): string[] {
  return ['.', ...members.map(({ folder }) => folder)].flatMap((folder) => {
    const { scripts = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      scripts?: Readonly<Record<string, string>>;
    };
    return Object.entries(scripts).flatMap(([name, script]) => {
      const bare = script.replaceAll(/"(\\.|[^"\\])*"/g, (quoted) => (/[$`%]/.test(quoted) ? '$' : '""'));
      const [what] = foreign.find(([, pattern]) => pattern.test(bare)) ?? [];
      return what === undefined ? [] : [`${join(folder, 'package.json')}: the script ${name} holds ${what}.`];
    });
  });
}

/** Sources that take the path of a URL for the path of a file: on Windows it begins with a slash, and has codes in place of blanks. */
export function pathnameViolations({ root, members }: Workspace): string[] {
  return members
    .flatMap(({ sources }) => sources)
    .filter(({ path }) =>
      /import\.meta\.(url|resolve\([^)]*\))[^;\n]*\.pathname/.test(readFileSync(join(root, path), 'utf8')),
    )
    .map(({ path }) => `${path} takes the pathname of a URL for a path: take fileURLToPath of node:url.`);
}
