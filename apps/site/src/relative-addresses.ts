import { posix } from 'node:path';

/** Addresses of the site's own files in HTML: `href="/guide.html"`. */
const OWN = /\b(href|src)="\/(?!\/)([^"#]*)/g;

/**
 * A page whose links lead to files beside it, so that it can be read from a disk, without a server and without scripts.
 *
 * @param page the path of the page in the site: `solvers/sarsop.html`.
 */
export function withRelativeAddresses(html: string, page: string): string {
  const up = posix.relative(posix.dirname(page), '.') || '.';
  return html.replace(OWN, (_whole, name: string, path: string) => `${name}="${up}/${fileAt(path)}`);
}

/** A folder stands for its first page. */
function fileAt(path: string): string {
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}
