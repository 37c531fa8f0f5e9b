import {
  formatDiagnostic,
  lintModel,
  parseNamedModel,
  type UnattainableReward,
} from '@pomdp-gym/model-files';
import { bytesOfModelFile } from '@pomdp-gym/model-files/node';
import { exitCodes } from './exit-codes.js';
import { colors, print, printJson } from './terminal/terminal.js';
import { finishUnread } from './unread-output.js';

/** How many of the rewards that can never be collected are printed; JSON has all that the reader lists. */
const PRINTED = 5;

/**
 * Prints everything that a reader has to say about a model file. The exit code is 1 where that is anything at all: what
 * is read with a warning here may be refused elsewhere. What is only odd in a sound model does not count.
 */
export function checkModelFile(path: string, json: boolean): void {
  finishUnread();
  const { model, diagnostics, unattainable } = parseNamedModel(bytesOfModelFile(path), path);
  const passed = diagnostics.length === 0;
  const lint = model ? lintModel(model).map(({ kind, message }) => ({ kind, message })) : [];
  const lost = unattainable.map((finding) => ({ kind: 'unattainable-reward', ...finding }));
  if (json) {
    printJson({ file: path, passed, reads: model !== undefined, diagnostics, lint: [...lint, ...lost] });
  } else {
    for (const diagnostic of diagnostics) {
      const color = diagnostic.severity === 'error' ? colors.red : colors.yellow;
      print(formatDiagnostic(diagnostic, path).replace(diagnostic.severity, color(diagnostic.severity)));
    }
    for (const { message } of lint) print(`${path}: ${colors.dim('odd')}: ${message}`);
    printUnattainable(unattainable, path);
    print(passed ? 'Nothing is wrong with it.' : verdict(diagnostics.length, model !== undefined));
  }
  if (!passed) process.exitCode = exitCodes.failed;
}

function printUnattainable(rewards: readonly UnattainableReward[], path: string): void {
  const odd = colors.dim('odd');
  for (const { line, column, message } of rewards.slice(0, PRINTED)) {
    print(`${path}:${line}:${column}: ${odd}: ${message}`);
  }
  const more = rewards.length - PRINTED;
  if (more > 0) print(`${path}: ${odd}: ${more} more like this; --json lists them.`);
}

function verdict(count: number, reads: boolean): string {
  const found = `${count} ${count === 1 ? 'finding' : 'findings'}`;
  return reads ? `${found}; it is read all the same.` : `${found}; it cannot be used.`;
}
