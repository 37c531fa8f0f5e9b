import { posix } from 'node:path';
import { studioFile } from './site-paths.js';

/** A link of Markdown, its text and its address; not in code. */
const LINK = /(?<!!)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;

/** Fenced blocks and inline code: what looks like a link there is none. */
const CODE = /(^ *(```+)[^\n]*\n[\s\S]*?^ *\2 *$|`[^`\n]*`)/gm;

/**
 * A text with links to files of the repository leading to their pages. What has no page, a source file say, is named without
 * a link.
 *
 * @param file where the text is from, relative to the root of the repository.
 * @param pages the page of each file that has one.
 */
export function withSiteLinks(text: string, file: string, pages: ReadonlyMap<string, string>): string {
  const linked = (part: string) =>
    part.replace(LINK, (_whole, name: string, address: string) => {
      const state = studioState(address, file);
      // The target keeps the scripts of the site from taking it for a page of theirs.
      if (state !== undefined) return `[${name}](/${studioFile.inSite}${state}){target="_self"}`;
      const leads = siteAddress(address, file, pages);
      return leads === undefined ? name : `[${name}](${leads})`;
    });
  return outsideCode(text, linked);
}

/** A paragraph that is a link to a source file. */
const SOURCE = /^\[[^\]]*\]\(([^()\s]+\.ts)\)$/gm;

/**
 * A text in which each paragraph that is a link to a source file is replaced by the file: code exists once, and stands in
 * the page.
 *
 * @param read the text of a file, by its path from the root of the repository.
 */
export function withSources(text: string, file: string, read: (path: string) => string): string {
  return text.replace(SOURCE, (_link, address: string) => {
    const source = read(posix.join(posix.dirname(file), address));
    return `\`\`\`ts\n${source.trimEnd()}\n\`\`\``;
  });
}

/** A character that no text has: it stands around the number of a piece of code. */
const MARK = '\uE000';

/** Changes what stands outside code. A link whose text is code is one piece, so pieces of code are put aside meanwhile. */
function outsideCode(text: string, change: (part: string) => string): string {
  const codes: string[] = [];
  const without = text.replace(CODE, (code) => `${MARK}${codes.push(code) - 1}${MARK}`);
  return change(without).replace(/\uE000(\d+)\uE000/g, (_whole, index: string) => codes[Number(index)] ?? '');
}

/** What stands behind the name of the page of the studio in a link that leads there; undefined in other links. */
function studioState(address: string, file: string): string | undefined {
  const [path = '', state] = address.split('#');
  if (posix.join(posix.dirname(file), path) !== studioFile.built) return undefined;
  return state === undefined ? '' : `#${state}`;
}

function siteAddress(address: string, file: string, pages: ReadonlyMap<string, string>): string | undefined {
  if (/^(\w+:|#|\/)/.test(address)) return address;
  const [path = '', anchor] = address.split('#');
  const target = posix.join(posix.dirname(file), path);
  const page = pages.get(target) ?? pages.get(posix.join(target, 'README.md'));
  return page === undefined ? undefined : `/${page}${anchor === undefined ? '' : `#${anchor}`}`;
}
