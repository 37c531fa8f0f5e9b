import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { htmlPages } from './html-pages.js';
import { studioFile } from './site-paths.js';

/** What links of a site lead to. */
export interface Links {
  /** Links to files or anchors that are not there: `page → address`. */
  readonly dead: readonly string[];
  /** Addresses on other sites, once each. */
  readonly external: readonly string[];
  /** What pages load from other sites by themselves. */
  readonly loaded: readonly string[];
}

const ADDRESS = /<(\w+)\b[^>]*?\b(?:href|src)="([^"]*)"/g;

/** Follows every link of every page. */
export function linksOf(folder: string): Links {
  const anchors = new Map(htmlPages(folder).map((page) => [page, anchorsOf(join(folder, page))]));
  const found = [...anchors.keys()].flatMap((page) =>
    [...readFileSync(join(folder, page), 'utf8').matchAll(ADDRESS)].map(([, tag = '', address = '']) => ({
      page,
      tag,
      address: address.replaceAll('&amp;', '&'),
    })),
  );
  const isExternal = ({ address }: { address: string }) => /^(\w+:)?\/\//.test(address);
  const local = found.filter((each) => !isExternal(each) && !/^(data|mailto):/.test(each.address));
  return {
    dead: local
      .filter(({ page, address }) => !leads(page, address, folder, anchors))
      .map(({ page, address }) => `${page} → ${address}`),
    external: [...new Set(found.filter(isExternal).map(({ address }) => address))].sort(),
    loaded: found
      .filter((each) => isExternal(each) && each.tag !== 'a')
      .map(({ page, address }) => `${page} → ${address}`),
  };
}

function leads(
  page: string,
  address: string,
  folder: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const [path = '', anchor = ''] = address.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), decodeURI(path));
  // What stands behind the # of the studio is its state, which it reads itself.
  if (anchor === '' || target === studioFile.inSite) return existsSync(join(folder, target));
  return anchors.get(target)?.has(decodeURIComponent(anchor)) ?? false;
}

function anchorsOf(path: string): ReadonlySet<string> {
  return new Set(
    [...readFileSync(path, 'utf8').matchAll(/\bid="([^"]*)"/g)].map(([, id = '']) =>
      id.replaceAll('&amp;', '&'),
    ),
  );
}
