import type { Member, Workspace } from './workspace.js';

/** Files that import one another in a circle, by types or by values: one sentence a circle. */
export function circleViolations({ members }: Workspace): string[] {
  return members
    .flatMap(fileCircles)
    .map((circle) => `These files import one another in a circle: ${circle.join(', ')}.`);
}

/** The circles of a package's files: strongly connected components of more than one file, each with its files in order. */
export function fileCircles({ sources }: Member): string[][] {
  const files = new Set(sources.map(({ path }) => path));
  const imports = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ specifier }) => sourceOf(path, specifier)).filter((target) => files.has(target)),
    ]),
  );
  const reachable = new Map([...files].map((file) => [file, reachableFrom(file, imports)]));
  const placed = new Set<string>();
  const circles: string[][] = [];
  for (const file of files) {
    if (placed.has(file)) continue;
    const reached = [...(reachable.get(file) ?? [])];
    const circle = reached.filter((other) => reachable.get(other)?.has(file));
    for (const member of circle) placed.add(member);
    if (circle.length > 1) circles.push(circle.sort());
  }
  return circles;
}

/** All files that a chain of imports leads to; the file itself only if it imports itself through others. */
function reachableFrom(file: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of imports.get(next) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}

/** The source files that a relative import of `./name.js` may mean. */
export function sourceOf(importer: string, specifier: string): string[] {
  if (!specifier.startsWith('.')) return [];
  const path = new URL(specifier, `file:///${importer}`).pathname.slice(1);
  return [path.replace(/\.(c|m)?js$/, '.$1ts'), path.replace(/\.(c|m)?js$/, '.$1tsx')];
}
