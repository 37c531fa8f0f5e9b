import ts from 'typescript';

/** A function with a body in braces. */
export interface FunctionLength {
  readonly name: string;
  /** The line it starts at, from 1. */
  readonly line: number;
  /** Lines between the braces of its body; 0 if the braces share a line. */
  readonly lines: number;
}

/** Every function, method, accessor and constructor of a file that has a body in braces; those within others too. */
export function functionLengths(source: ts.SourceFile): FunctionLength[] {
  const found: FunctionLength[] = [];
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && ts.isBlock(node.body)) {
      const { body } = node;
      const lines = Math.max(0, lineOf(body.end) - lineOf(body.getStart(source)) - 1);
      found.push({ name: nameOf(node), line: lineOf(node.getStart(source)) + 1, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named && ts.isIdentifier(named) ? named.text : '(unnamed)';
}
