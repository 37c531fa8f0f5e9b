import { type Node, parse } from 'acorn';
import { parse as lex } from 'es-module-lexer/minimal/js';

/** What the text of a module refers to by a literal. */
export interface Imports {
  /** Specifiers of `import`, `export … from`, `import(…)` and `require(…)`. */
  readonly modules: readonly string[];
  /** Files beside it, as in `new URL('model.POMDP', import.meta.url)`. */
  readonly files: readonly string[];
}

const none: Imports = { modules: [], files: [] };

/** Reads what a JavaScript module refers to. Text that does not parse refers to nothing. */
export function importsOf(text: string): Imports {
  return (NEEDS_SYNTAX.test(text) ? undefined : lexedImports(text)) ?? parsedImports(text);
}

/**
 * What begins a call of `require` or `new URL`, and so may refer to a module or a file: `(`, `?.`, the end of a parenthesis around the
 * name, or a remark: `//`, `/*`, `<!--`, or `-->` at the beginning of a line.
 */
const NEEDS_SYNTAX = /\b(require|URL)\s*([(?)/]|<!--|-->)/;

/** Imports alone, in a twentieth of the time; undefined where the text is no module, or a call of `import` has no plain literal. */
function lexedImports(text: string): Imports | undefined {
  try {
    const [imports] = lex(text);
    if (imports.some(({ d, n }) => d >= 0 && n === undefined)) return undefined;
    return { modules: [...new Set(imports.flatMap(({ n }) => n ?? []))], files: [] };
  } catch {
    return undefined;
  }
}

function parsedImports(text: string): Imports {
  const tree = treeOf(text, 'module') ?? treeOf(text, 'script');
  if (!tree) return none;
  const modules = new Set<string>();
  const files = new Set<string>();
  const waiting: object[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const module = importedBy(node);
    if (module !== undefined) modules.add(module);
    const file = besideFile(node);
    if (file !== undefined) files.add(file);
    waiting.push(...Object.values(node).filter(isObject));
  }
  return { modules: [...modules], files: [...files] };
}

function treeOf(text: string, sourceType: 'module' | 'script'): Node | undefined {
  const lenient = {
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
  } as const;
  try {
    return parse(text, { ecmaVersion: 'latest', sourceType, ...lenient });
  } catch {
    return undefined;
  }
}

function importedBy(node: object): string | undefined {
  switch (typeOf(node)) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return literal(part(node, 'source'));
    case 'CallExpression':
      return part(part(node, 'callee'), 'name') === 'require' ? literal(first(node)) : undefined;
    default:
      return undefined;
  }
}

function besideFile(node: object): string | undefined {
  if (typeOf(node) !== 'NewExpression' || part(part(node, 'callee'), 'name') !== 'URL') return undefined;
  const base = part(part(node, 'arguments'), '1');
  return typeOf(part(base, 'object')) === 'MetaProperty' ? literal(first(node)) : undefined;
}

function first(call: object): unknown {
  return part(part(call, 'arguments'), '0');
}

/** The text of a literal in quotes, or in backquotes with nothing to fill in. */
function literal(node: unknown): string | undefined {
  const value = typeOf(node) === 'TemplateLiteral' ? filled(part(node, 'quasis')) : part(node, 'value');
  return typeof value === 'string' ? value : undefined;
}

/** The text of a template of one piece. */
function filled(pieces: unknown): unknown {
  return part(pieces, '1') === undefined ? part(part(part(pieces, '0'), 'value'), 'cooked') : undefined;
}

function typeOf(node: unknown): unknown {
  return part(node, 'type');
}

function part(node: unknown, name: string): unknown {
  return isObject(node) ? Reflect.get(node, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
