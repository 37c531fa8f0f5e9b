import { renameSync, rmSync } from 'node:fs';
import { statsAt } from './stats-at.js';

/**
 * Replaces a file, so that it is there whole, old or new, at every moment. Where that fails, as on a full disk, nothing is left beside it.
 *
 * @param write writes the new file at the path that it receives, which is beside the old one.
 * @param beside that path; a name of its own for each process where several may replace the file at once.
 * @throws what the system throws.
 */
export function replaceFile(
  file: string,
  write: (beside: string) => void,
  beside: string = `${file}.new`,
): void {
  try {
    write(beside);
    renameSync(beside, file);
  } catch (error) {
    if (statsAt(beside)?.isFile()) rmSync(beside, { force: true });
    throw error;
  }
}
