import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { repository } from './markdown-blocks.test.support.js';

/** What the compiler says of files that are compiled in one program, strictly, a sentence for each problem, by file. */
export function compilerProblems(files: readonly string[], folder: string): Map<string, string[]> {
  const program = ts.createProgram(files, { ...strictOptions(), rootDir: repository, noEmit: true });
  const problems = new Map<string, string[]>();
  for (const { file, start = 0, messageText } of ts.getPreEmitDiagnostics(program)) {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const path = file ? relative(folder, file.fileName) : '';
    const text = `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    problems.set(path, [...(problems.get(path) ?? []), text]);
  }
  return problems;
}

/** Those of the workspace, but for what concerns its own build, and for names that an example declares and does not use. */
function strictOptions(): ts.CompilerOptions {
  const path = join(repository, 'tsconfig.base.json');
  const { config }: { config?: unknown } = ts.readConfigFile(path, (name) => readFileSync(name, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent(
    config,
    { ...ts.sys, readDirectory: () => [] },
    repository,
  );
  return { ...options, composite: false, incremental: false, declarationMap: false, noUnusedLocals: false };
}
