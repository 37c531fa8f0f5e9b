import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The packages whose exports are written down, by their folders. */
export const reported = [
  'packages/contracts',
  'packages/numerics',
  'packages/models',
  'packages/conformance',
];

/** The file in the folder of such a package. */
export const REPORT = 'api.md';

const printer = ts.createPrinter({ removeComments: true });

/**
 * The reports of packages that are built: each name that a package exports, in the order of the alphabet, with its declaration. Comments
 * and private members are left out: they may change without a word.
 */
export function apiReports(root: string, folders: readonly string[] = reported): ReadonlyMap<string, string> {
  const entries = folders.map((folder) => join(root, folder, 'dist', 'index.d.ts'));
  const missing = entries.find((entry) => !existsSync(entry));
  if (missing !== undefined) throw new Error(`${missing} is not there: run npm run build first.`);
  const program = ts.createProgram(entries, {
    noLib: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  return new Map(
    folders.map((folder, i) => [folder, reportOf(folder, program.getSourceFile(entries[i]!), checker)]),
  );
}

function reportOf(folder: string, source: ts.SourceFile | undefined, checker: ts.TypeChecker): string {
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${folder} exports nothing.`);
  const declared = checker
    .getExportsOfModule(module)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((symbol) => declarationsOf(symbol, checker));
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return [
    `# What @pomdp-gym/${name} exports`,
    'Written by `npm run api`. A change here is a change of the interface: see docs/versions.md.',
    '<!-- not run: it is made of what the compiler writes, and a test holds it to that -->\n' +
      `\`\`\`ts\n${declared.join('\n\n')}\n\`\`\`\n`,
  ].join('\n\n');
}

function declarationsOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const texts = (target.declarations ?? []).map(textOf);
  return target.name === symbol.name ? texts.join('\n') : [`// ${symbol.name} is`, ...texts].join('\n');
}

function textOf(declaration: ts.Declaration): string {
  const node = statementOf(declaration);
  return printer.printNode(ts.EmitHint.Unspecified, withoutPrivate(node), declaration.getSourceFile());
}

/** The whole statement of a variable. */
function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

function withoutPrivate(node: ts.Node): ts.Node {
  if (!ts.isClassDeclaration(node)) return node;
  const isPrivate = (member: ts.ClassElement) =>
    (ts.canHaveModifiers(member) &&
      ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)) ||
    (member.name !== undefined && ts.isPrivateIdentifier(member.name));
  const { modifiers, name, typeParameters, heritageClauses, members } = node;
  const shown = members.filter((member) => !isPrivate(member));
  return ts.factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, shown);
}
