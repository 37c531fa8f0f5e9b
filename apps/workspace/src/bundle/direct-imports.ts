import { readFileSync } from 'node:fs';
import { type Export, parse } from 'es-module-lexer/js';

/** The path of the module that a specifier names, as seen from the module at a path. */
export type Resolve = (specifier: string, from: string) => Promise<string>;

/** An export of the module at a path. */
interface Origin {
  readonly path: string;
  readonly name: string;
}

/**
 * A module whose imports of names from packages are imports from the modules that define these names. The index of a package imports
 * all of its modules, so that a command that imports one name from it would load the whole package.
 *
 * @param text the module, as tsc writes it; its lines keep their numbers.
 * @param path where it is.
 * @param packages the specifiers whose imports are changed.
 */
export async function directImports(
  text: string,
  path: string,
  packages: RegExp,
  resolve: Resolve,
): Promise<string> {
  const pieces: string[] = [];
  let end = 0;
  for (const found of parse(text)[0]) {
    if (found.type !== 'static' || !packages.test(found.specifier)) continue;
    const names = namesIn(text.slice(found.importStart, found.importEnd));
    if (names === undefined) continue;
    const index = await resolve(found.specifier, path);
    pieces.push(text.slice(end, found.importStart), await importsOf(names, index, resolve));
    end = found.importEnd;
  }
  return [...pieces, text.slice(end)].join('');
}

/** The parts in the braces of `import { name, name as other } from`; undefined for any other statement. */
function namesIn(statement: string): readonly string[] | undefined {
  const [, names] = /^import\s*\{([^}]*)\}\s*from/.exec(statement) ?? [];
  return names
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Imports of names from the modules that define them, in one line. */
async function importsOf(names: readonly string[], index: string, resolve: Resolve): Promise<string> {
  const imports: string[] = [];
  for (const each of names) {
    const [there = '', here = there] = each.split(/\s+as\s+/);
    const { path, name } = (await originOf(index, there, resolve)) ?? { path: index, name: there };
    imports.push(`import { ${name} as ${here} } from ${JSON.stringify(path)}`);
  }
  return imports.join('; ');
}

/** Where an export of a module is defined; undefined where the module does not have it. */
async function originOf(path: string, name: string, resolve: Resolve): Promise<Origin | undefined> {
  const [, exports] = parse(readFileSync(path, 'utf8'));
  const named = exports.find((each) => each.type !== 'reexport-all' && each.name === name);
  if (named)
    return passedOn(named)
      ? originOf(await resolve(named.from, path), named.importName, resolve)
      : { path, name };
  for (const each of exports) {
    if (each.type !== 'reexport-all') continue;
    const found = await originOf(await resolve(each.from, path), name, resolve);
    if (found) return found;
  }
  return undefined;
}

/** Whether an export is one name of another module. */
function passedOn(each: Export): each is Export & { readonly type: 'reexport'; readonly importName: string } {
  return each.type === 'reexport' && each.importName !== null;
}
