import { formatDiagnostic, lintModel, parseModel } from '@pomdp-gym/models';
import { exitCodes } from './command-line.js';
import { bytesOfFile } from './model-file.js';
import { colors, print, printJson } from './terminal.js';

/**
 * Prints everything that a reader has to say about a model file. The exit code is 1 where that is anything at all: what
 * is read with a warning here may be refused elsewhere. What is only odd in a sound model does not count.
 */
export function checkModelFile(path: string, json: boolean): void {
  const { model, diagnostics } = parseModel(bytesOfFile(path));
  const passed = diagnostics.length === 0;
  const lint = model ? lintModel(model).map(({ kind, message }) => ({ kind, message })) : [];
  if (json) printJson({ file: path, passed, reads: model !== undefined, diagnostics, lint });
  else {
    for (const diagnostic of diagnostics) {
      const color = diagnostic.severity === 'error' ? colors.red : colors.yellow;
      print(formatDiagnostic(diagnostic, path).replace(diagnostic.severity, color(diagnostic.severity)));
    }
    for (const { message } of lint) print(`${path}: ${colors.dim('odd')}: ${message}`);
    print(passed ? 'Nothing is wrong with it.' : verdict(diagnostics.length, model !== undefined));
  }
  if (!passed) process.exitCode = exitCodes.failed;
}

function verdict(count: number, reads: boolean): string {
  const found = `${count} ${count === 1 ? 'finding' : 'findings'}`;
  return reads ? `${found}; it is read all the same.` : `${found}; it cannot be used.`;
}
