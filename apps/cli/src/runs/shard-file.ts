import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import { z } from 'zod';
import type { Shard } from '../flags/shard.js';

const FILE = 'shard.json';

const schema = z.object({ runs: z.array(z.int().min(0)) });

/** Writes into the folder of a shard which runs of the study are its own. */
export function writeShard(folder: ResultsFolder, { index, count }: Shard, runs: ReadonlySet<number>): void {
  const own = [...runs].sort((a, b) => a - b);
  folder.write(FILE, `${JSON.stringify({ index, count, runs: own })}\n`);
}

/** The runs that the folder of a shard is to have; undefined where a folder is to have all runs of its study. */
export function shardRuns(folder: string): ReadonlySet<number> | undefined {
  const file = join(folder, FILE);
  if (!existsSync(file)) return undefined;
  try {
    return new Set(schema.parse(JSON.parse(readFileSync(file, 'utf8'))).runs);
  } catch {
    return undefined;
  }
}

/** Makes the folder of a shard one that is to have all runs of its study. */
export function forgetShard(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}
