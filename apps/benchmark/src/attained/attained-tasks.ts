import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseModel } from '@pomdp-gym/model-files';
import { BUILT_IN, REREAD } from '../solver-problem.js';

/** The problems to measure, and the entries of the folder that were left out, each with the reason. */
export interface AttainedProblems {
  readonly problems: readonly string[];
  readonly leftOut: readonly string[];
}

/** Larger files are left out. */
const MOST_BYTES = 300_000;

/** The files of the folder with a discount below 1, and the built-in problems, as they are and written as `.pomdpx`. */
export function attainedProblems(folder: string): AttainedProblems {
  const problems: string[] = [];
  const leftOut: string[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const reason = reasonToLeaveOut(join(folder, name));
    if (reason) leftOut.push(`${name}: ${reason}`);
    else problems.push(name);
  }
  const reread = BUILT_IN.map((name) => name + REREAD);
  return { problems: [...problems, ...BUILT_IN, ...reread], leftOut };
}

/** Why a file is no problem to measure; undefined where it is one. */
function reasonToLeaveOut(path: string): string | undefined {
  if (!statSync(path).isFile()) return 'a folder';
  if (!/\.pomdpx?$/i.test(path)) return 'no .POMDP or .pomdpx file';
  const { size } = statSync(path);
  if (size >= MOST_BYTES) return `${size} bytes`;
  const { model, diagnostics } = parseModel(readFileSync(path));
  if (!model) return `it does not read: ${diagnostics[0]?.message ?? ''}`;
  if (model.discount === undefined) return 'it states no discount';
  return model.discount < 1 ? undefined : `its discount is ${model.discount}`;
}
