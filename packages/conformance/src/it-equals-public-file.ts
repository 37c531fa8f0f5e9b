import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@pomdp-gym/contracts';
import { formatDiagnostic, parseNamedModel } from '@pomdp-gym/model-files';
import { compareModels, type ModelDifferences } from '@pomdp-gym/models';
import { demand } from './check.js';

/** The most that a number of the file may be off; what is not named must be the same to the bit. */
export type FileRounding = Partial<ModelDifferences>;

/**
 * A test that an environment's model equals a public model file to the file's rounding. The file is looked for in the folder that
 * the environment variable POMDP_CORPUS names; where it names none the test says so and is skipped.
 */
export function itEqualsPublicFile(
  create: () => Environment,
  file: string,
  rounding: FileRounding = {},
): void {
  const folder = process.env['POMDP_CORPUS'];
  if (!folder) it.skip(`equals ${file}: not compared, as POMDP_CORPUS names no folder of model files`);
  else it(`equals ${file} to its rounding`, () => equalsFile(create(), join(folder, file), rounding));
}

/** Throws a sentence where the model of an environment is not that of the file. */
export function equalsFile(environment: Environment, path: string, rounding: FileRounding): void {
  const model = environment.model?.();
  if (!model) throw new Error('An environment without a model cannot be compared with a file.');
  const { model: read, diagnostics } = parseNamedModel(readFileSync(path), path);
  if (!read) throw new Error(diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, path)).join('\n'));
  const differences = compareModels(model, read);
  for (const table of ['start', 'transitions', 'observationTables', 'rewards'] as const) {
    const allowed = rounding[table] ?? 0;
    demand(
      differences[table] <= allowed,
      () => `${table} differ by up to ${differences[table]}, where ${allowed} is allowed.`,
    );
  }
  demand(
    model.discount === read.discount,
    () => `The discount is ${model.discount}, in the file ${read.discount}.`,
  );
}
