import { isFolder, namesIn, readText } from './repository.js';

/** A fenced block of a document. */
export interface Block {
  readonly document: string;
  readonly language: string;
  readonly text: string;
}

/** The documents that the site shows beside READMEs of packages and plugins. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  ...markdownIn('docs'),
];

function markdownIn(folder: string): string[] {
  return namesIn(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return isFolder(path) ? markdownIn(path) : name.endsWith('.md') ? [path] : [];
  });
}

/** The fenced blocks of a document, in order. */
export function blocksOf(document: string): Block[] {
  return [...readText(document).matchAll(/^```(\w*)[^\n]*\n(.*?)^```$/gms)].map(
    ([, language = '', text = '']) => ({ document, language, text }),
  );
}

/** A command of a block, and the lines that the block shows of its output. */
export interface ShownCommand {
  readonly command: string;
  readonly shown: readonly string[];
}

/** The commands of a block of language `console`, which begin with `$`, or of `sh`, a line each. */
export function commandsOf({ language, text }: Block): ShownCommand[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (language === 'sh') return lines.map((line) => ({ command: withoutRemark(line), shown: [] }));
  return lines.reduce<ShownCommand[]>((commands, line) => {
    if (line.startsWith('$ ')) return [...commands, { command: withoutRemark(line.slice(2)), shown: [] }];
    const last = commands.at(-1);
    return last ? [...commands.slice(0, -1), { ...last, shown: [...last.shown, line] }] : commands;
  }, []);
}

function withoutRemark(line: string): string {
  return line.replace(/\s{2,}# .*$/, '');
}
