import { readText } from './repository.js';

/** A comment that begins a line, with the blank lines after it. */
const COMMENT = /^<!--(?:(?!-->)[^])*-->\n+/gm;

/** The text of a document as pages show it: comments, which say how tests run its code, are left out. */
export function documentText(path: string): string {
  return withoutComments(readText(path));
}

export function withoutComments(markdown: string): string {
  return markdown.replace(COMMENT, '');
}
