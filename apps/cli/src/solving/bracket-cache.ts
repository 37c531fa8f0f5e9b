import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FiniteModel } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { Bracket, Criterion } from './found-bracket.js';
import { version } from '../version.js';
import { modelHash } from './model-hash.js';

/** All that a bracket depends on, the version of this program apart. */
export interface BracketKey {
  readonly model: FiniteModel;
  readonly criterion: Criterion;
  readonly backups: number;
}

/** Where brackets are kept that have been found. */
export interface BracketCache {
  read(key: BracketKey): Bracket | undefined;
  keep(key: BracketKey, bracket: Bracket): void;
}

/** Forgets everything. */
export const noCache: BracketCache = { read: () => undefined, keep: () => undefined };

/** Beside the results of studies, so that whoever clears these clears it too, and nothing is kept out of sight. */
export const BRACKETS_FOLDER = join('results', 'brackets');

const stored = z.strictObject({
  criterion: z.enum(['discounted', 'average']),
  lower: z.number(),
  upper: z.number(),
  basis: z.string(),
});

/** Keeps brackets in a folder: one file a key, named by the key's content, so that it is never out of date. */
export function bracketFolder(path: string = BRACKETS_FOLDER): BracketCache {
  const fileOf = (key: BracketKey) => join(path, `${key.criterion}-${digest(key)}.json`);
  return {
    // A file that cannot be read is as good as none: the bracket is found anew.
    read(key) {
      try {
        return stored.parse(JSON.parse(readFileSync(fileOf(key), 'utf8')));
      } catch {
        return undefined;
      }
    },
    keep(key, bracket) {
      const file = fileOf(key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(bracket)}\n`);
      renameSync(`${file}.${process.pid}`, file);
    },
  };
}

function digest({ model, backups }: BracketKey): string {
  return createHash('sha256')
    .update(`${version()};${backups};${modelHash(model)}`)
    .digest('hex');
}
