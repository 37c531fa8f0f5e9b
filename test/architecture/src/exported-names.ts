import ts from 'typescript';
import { sourceOf } from './file-circles.js';
import { packageName } from './import-table.js';
import type { Member, Workspace } from './workspace.js';

/** A name that a file exports. */
export interface ExportedName {
  /** The file that declares it. */
  readonly path: string;
  readonly name: string;
}

/** An import or a re-export of one name; `*` stands for every name. */
interface Use {
  readonly importer: string;
  readonly specifier: string;
  readonly name: string;
  readonly passesOn: boolean;
}

/** What is exported and what is used in the whole workspace. */
export interface ExportedNames {
  readonly exported: readonly ExportedName[];
  /** Those that no file imports, a re-export not counted as an import. */
  readonly unimported: readonly ExportedName[];
  /** Those that only tests and test support import. */
  readonly importedByTestsOnly: readonly ExportedName[];
}

/**
 * The names that files outside of tests export, and who imports them. An import from a package counts for the declaration
 * that its entry passes on. `export default` is left out: plugins are loaded by it.
 */
export function exportedNames(workspace: Workspace, parse: (path: string) => ts.SourceFile): ExportedNames {
  const index = new NameIndex(workspace, parse);
  const importers = importersByName(index);
  const exported = index.names().filter(({ path }) => !isTest(path));
  const importersOf = ({ path, name }: ExportedName): string[] => importers.get(keyOf(path, name)) ?? [];
  return {
    exported,
    unimported: exported.filter((each) => importersOf(each).length === 0),
    importedByTestsOnly: exported.filter(
      (each) => importersOf(each).length > 0 && importersOf(each).every(isTest),
    ),
  };
}

/** The files that import each declaration, by `keyOf`. */
function importersByName(index: NameIndex): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const use of index.uses.filter(({ passesOn }) => !passesOn)) {
    for (const key of index.declarations(index.target(use), use.name)) {
      importers.set(key, [...(importers.get(key) ?? []), use.importer]);
    }
  }
  return importers;
}

/** What every file of the workspace declares and imports. */
class NameIndex {
  readonly uses: readonly Use[];
  private readonly declared: ReadonlyMap<string, readonly string[]>;
  private readonly entries: ReadonlyMap<string, string>;

  constructor({ members }: Workspace, parse: (path: string) => ts.SourceFile) {
    const paths = members.flatMap(({ sources }) => sources.map(({ path }) => path));
    this.uses = paths.flatMap((path) => usesOf(path, parse(path)));
    this.declared = new Map(paths.map((path) => [path, declaredNames(parse(path))]));
    this.entries = new Map(members.map((member) => [member.manifest.name, entryOf(member)]));
  }

  names(): ExportedName[] {
    return [...this.declared].flatMap(([path, names]) => names.map((name) => ({ path, name })));
  }

  /** The file that is imported, if it is one of the workspace. */
  target({ importer, specifier }: Use): string | undefined {
    return (
      sourceOf(importer, specifier).find((path) => this.declared.has(path)) ??
      this.entries.get(packageName(specifier))
    );
  }

  /** The declarations that a name of a file leads to, through the names it passes on. */
  declarations(path: string | undefined, name: string): string[] {
    if (path === undefined) return [];
    const own = (this.declared.get(path) ?? []).filter((each) => name === '*' || each === name);
    const passed = this.uses.filter(
      (use) =>
        use.importer === path && use.passesOn && (use.name === '*' || name === '*' || use.name === name),
    );
    return [
      ...own.map((each) => keyOf(path, each)),
      ...passed.flatMap((use) => this.declarations(this.target(use), use.name === '*' ? name : use.name)),
    ];
  }
}

function keyOf(path: string, name: string): string {
  return `${path} ${name}`;
}

function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\./.test(path);
}

function entryOf({ folder }: Member): string {
  return `${folder}/src/index.ts`;
}

function declaredNames(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement)) return [];
    const modifiers = (ts.getModifiers(statement) ?? []).map(({ kind }) => kind);
    if (!modifiers.includes(ts.SyntaxKind.ExportKeyword)) return [];
    if (modifiers.includes(ts.SyntaxKind.DefaultKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(source));
    const { name } = statement as ts.DeclarationStatement;
    return name ? [name.getText(source)] : [];
  });
}

function usesOf(importer: string, source: ts.SourceFile): Use[] {
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    const use = (specifier: ts.Node | undefined, name: string, passesOn: boolean): void => {
      if (specifier && ts.isStringLiteral(specifier))
        uses.push({ importer, specifier: specifier.text, name, passesOn });
    };
    if (ts.isImportDeclaration(node))
      for (const name of importedNames(node)) use(node.moduleSpecifier, name, false);
    if (ts.isExportDeclaration(node))
      for (const name of passedNames(node)) use(node.moduleSpecifier, name, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      use(node.arguments[0], '*', false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      use(node.argument.literal, node.qualifier?.getText(source) ?? '*', false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  if (!bindings) return [];
  return ts.isNamespaceImport(bindings)
    ? ['*']
    : bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function passedNames({ exportClause }: ts.ExportDeclaration): string[] {
  return exportClause && ts.isNamedExports(exportClause)
    ? exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
    : ['*'];
}
