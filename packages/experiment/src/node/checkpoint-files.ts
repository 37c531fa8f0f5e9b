import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, replaceFile } from '@pomdp-gym/contracts/node';
import { z } from 'zod';
import { type RunCheckpoint, runCheckpoint } from '../executors/run-checkpoint.js';
import { readJson, writeJson } from '../saved/json-text.js';

/** The folder of checkpoints, beside the lines of a study. */
const CHECKPOINTS = 'checkpoints';

const file = z.strictObject({ cell: z.string(), checkpoint: runCheckpoint });

/**
 * The checkpoints of the runs under way in a folder of results, a file each. It holds the id of the run's cell, so that a run which
 * other code or other data would do begins anew; so does one whose file cannot be read.
 */
export class CheckpointFiles {
  private readonly folder: string;

  constructor(results: string) {
    this.folder = join(results, CHECKPOINTS);
  }

  read(run: number, cell: string): RunCheckpoint | undefined {
    const path = this.pathOf(run);
    if (!existsSync(path)) return undefined;
    try {
      const { data } = file.safeParse(readJson(readFileSync(path, 'utf8'), path).value);
      return data?.cell === cell ? data.checkpoint : undefined;
    } catch {
      return undefined;
    }
  }

  /** Replaces the file of a run, which is there whole or not at all. */
  write(run: number, cell: string, checkpoint: RunCheckpoint): void {
    makeFolder(this.folder);
    replaceFile(this.pathOf(run), (beside) => writeFileSync(beside, writeJson({ cell, checkpoint })));
  }

  /** Removes what is kept of a run that is done, and the folder with the last. */
  remove(run: number): void {
    if (!existsSync(this.folder)) return;
    rmSync(this.pathOf(run), { force: true });
    rmSync(`${this.pathOf(run)}.new`, { force: true });
    if (readdirSync(this.folder).length === 0) rmdirSync(this.folder);
  }

  private pathOf(run: number): string {
    return join(this.folder, `${run}.json`);
  }
}
