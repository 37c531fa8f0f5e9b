import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { specCasts } from './spec-casts.js';
import type { Workspace } from './workspace.js';

/** Casts of specs and of what their `create` is given. */
export function castViolations({ root, members }: Workspace): string[] {
  return members.flatMap(({ sources }) =>
    sources.flatMap(({ path }) => {
      const text = readFileSync(join(root, path), 'utf8');
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      return specCasts(source).map((line) => `${path}:${line} casts a spec or what its create is given.`);
    }),
  );
}
