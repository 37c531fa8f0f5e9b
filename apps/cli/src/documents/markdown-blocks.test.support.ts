import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** What a comment before a block says of it: `<!-- not run `npm ci`: it installs from the registry -->`. */
export interface Directive {
  readonly action: Action;
  /** The first words of the commands that it is for; empty where it is for the whole block. */
  readonly prefix: string;
  /** A reason, flags, code or a file: see `actions`. */
  readonly detail: string;
}

/** Every action of a directive, and what its detail is. */
export const actions = {
  'not run': 'the reason why the block, or the commands with the prefix, is not run',
  'compiled only': 'the reason why the code is compiled and not run',
  'run by': 'the test file that runs the block instead',
  'run with': 'flags that are appended to the command, for a smaller budget',
  given: 'code or commands that stand before the block and are not shown',
} as const;

export type Action = keyof typeof actions;

/** A fenced block of a document. */
export interface Block {
  /** Path from the root of the repository. */
  readonly document: string;
  /** Number of the line with the opening fence, from 1. */
  readonly line: number;
  /** The word after the opening fence; empty where there is none. */
  readonly language: string;
  readonly text: string;
  readonly directives: readonly Directive[];
}

const SKIPPED = new Set(['node_modules', 'dist', 'bundle', 'results']);

/** Every Markdown file of the repository, by its path from the root. */
export function markdownFiles(folder = ''): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !SKIPPED.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return markdownFiles(path);
      return entry.name.endsWith('.md') ? [path] : [];
    })
    .sort();
}

export function markdownOf(document: string): string {
  return readFileSync(join(repository, document), 'utf8');
}

const BLOCK = /((?:^<!--(?:(?!-->)[^])*-->\n\n?)*)^```([^\n]*)\n(.*?)^```$/gms;
const COMMENT = /<!--((?:(?!-->)[^])*)-->/g;
const DIRECTIVE = /^([a-z ]+?)(?: `([^`]+)`)?:\s(.*)$/s;

/** The fenced blocks of a text, in order. */
export function blocksOf(document: string, text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(
    ({ 0: whole, 1: comments = '', 2: language = '', 3: code = '', index }) => ({
      document,
      line: text.slice(0, index + whole.indexOf('```', comments.length)).split('\n').length,
      language: language.trim(),
      text: code,
      directives: [...comments.matchAll(COMMENT)].map(([, comment = '']) => directiveOf(comment, document)),
    }),
  );
}

function directiveOf(comment: string, document: string): Directive {
  const [, action = '', prefix = '', detail = ''] = DIRECTIVE.exec(comment.trim()) ?? [];
  if (isAction(action)) return { action, prefix, detail: detail.trim() };
  throw new Error(
    `${document}: the comment “${comment.trim()}” before a block is no directive; write <!-- ACTION: DETAIL --> or ` +
      `<!-- ACTION \`COMMAND\`: DETAIL -->, with the action ${Object.keys(actions).join(', ')}.`,
  );
}

function isAction(text: string): text is Action {
  return Object.hasOwn(actions, text);
}

/** The details of the directives of a block with an action, for a command, or for the whole block where none is given. */
export function detailsOf({ directives }: Block, action: Action, command?: string): string[] {
  return directives
    .filter((each) => each.action === action)
    .filter(({ prefix }) => (command === undefined ? prefix === '' : command.startsWith(prefix)))
    .map(({ detail }) => detail);
}
