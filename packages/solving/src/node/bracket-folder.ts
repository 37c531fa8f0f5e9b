import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { BracketKey, BracketStore } from '../bracket-store.js';
import { modelHash } from './model-hash.js';

const stored = z.strictObject({
  criterion: z.enum(['discounted', 'average']),
  lower: z.number(),
  upper: z.number(),
  basis: z.string(),
});

/**
 * Keeps brackets in a folder: one file a key, named by the key's content, so that it is never out of date.
 *
 * @param version the version of the program: what another version found is not read.
 */
export function bracketFolder(path: string, version: string): BracketStore {
  const fileOf = (key: BracketKey) => join(path, `${key.criterion}-${digest(key, version)}.json`);
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

function digest({ model, backups }: BracketKey, version: string): string {
  return createHash('sha256')
    .update(`${version};${backups};${modelHash(model)}`)
    .digest('hex');
}
