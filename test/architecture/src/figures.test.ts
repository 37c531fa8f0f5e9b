import { expect } from 'chai';
import ts from 'typescript';
import { exportedNames } from './exported-names.js';
import { functionLengths } from './function-lengths.js';
import { specCasts } from './spec-casts.js';
import type { Workspace } from './workspace.js';

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
}

describe('The figures of the house', () => {
  it('count the lines between the braces of each function, inner ones too', () => {
    const source = parsed(
      'function outer() {\n  const inner = () => {\n    return 1;\n  };\n  return inner;\n}\nconst one = () => 1;',
    );
    expect(functionLengths(source)).to.deep.equal([
      { name: 'outer', line: 1, lines: 4 },
      { name: 'inner', line: 2, lines: 1 },
    ]);
  });

  it('find casts of a spec and of what its create is given, and no other cast', () => {
    const source = parsed(
      'spec.create({} as never);\nconst s = x as EstimatorSpec;\nother({} as never);\nconst t = x as Specification;',
    );
    expect(specCasts(source)).to.deep.equal([1, 2]);
  });

  it('find exported names that no file imports, through entries and renaming', () => {
    const files: Readonly<Record<string, string>> = {
      'packages/a/src/index.ts': `export * from './one.js'; export { three as four } from './three.js';`,
      'packages/a/src/one.ts': `export const one = 1; export type Two = 2;`,
      'packages/a/src/three.ts': `export function three() {}`,
      'packages/b/src/index.ts': `import { one } from '@x/a'; export default one;`,
      'packages/b/src/b.test.ts': `import type { Two } from '@x/a';`,
    };
    const names = exportedNames(workspaceOf(files), (path) => parsed(files[path] ?? ''));
    expect(names.exported).to.have.length(3);
    expect(names.unimported).to.deep.equal([{ path: 'packages/a/src/three.ts', name: 'three' }]);
    expect(names.importedByTestsOnly).to.deep.equal([{ path: 'packages/a/src/one.ts', name: 'Two' }]);
  });
});

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const member = (name: string) => ({
    folder: `packages/${name}`,
    manifest: { name: `@x/${name}` },
    references: [],
    entries: [],
    sources: Object.keys(files)
      .filter((path) => path.startsWith(`packages/${name}/`))
      .map((path) => ({ path, isTest: path.includes('.test.'), imports: [] })),
  });
  return { root: '', manifest: { name: 'root' }, members: [member('a'), member('b')] };
}
