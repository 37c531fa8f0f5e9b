import type { RunRecord } from '../run/run-record.js';
import { CellsFile, idWith } from './cells-file.js';

/**
 * The digest of the model that a run of a folder was in, from its `cells.json`; undefined where there was no model, or where the file
 * is of another cell than the run.
 */
export function modelOfCell(
  folder: string,
  run: Pick<RunRecord, 'environment' | 'agent' | 'seed'>,
  cell: string,
): string | undefined {
  const found = CellsFile.read(folder)?.identityOf(run.environment, run.agent);
  return found && idWith(found, run.seed) === cell ? (found.environment.model ?? undefined) : undefined;
}
