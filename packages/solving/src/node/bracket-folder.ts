import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, replaceFile } from '@pomdp-gym/contracts/node';
import { z } from 'zod';
import type { Bracket } from '../bracket-ends.js';
import type { BracketKey, BracketStore } from '../bracket-store.js';
import { modelHash } from './model-hash.js';

const stored = z.strictObject({
  criterion: z.enum(['discounted', 'average']),
  lower: z.number(),
  upper: z.number(),
  by: z.strictObject({ lower: z.string(), upper: z.string() }),
  basis: z.string(),
  check: z.string(),
});

/**
 * Keeps brackets in a folder: one file a key, named by the key's content, so that it is never out of date. A folder that
 * cannot be written or read is as good as none, and so is a file in which anything was changed.
 *
 * @param build a digest of the program's modules: what another build found is not read.
 * @param onUnkept called with a sentence, once, where a bracket cannot be kept.
 */
export function bracketFolder(
  path: string,
  build: string,
  onUnkept: (sentence: string) => void = () => undefined,
): BracketStore {
  const fileOf = (key: BracketKey) => join(path, `${key.criterion}-${digest(key, build)}.json`);
  let failed = false;
  return {
    read(key) {
      try {
        const { check, ...bracket } = stored.parse(JSON.parse(readFileSync(fileOf(key), 'utf8')));
        return check === checkOf(bracket) ? bracket : undefined;
      } catch {
        return undefined;
      }
    },
    keep(key, bracket) {
      try {
        write(fileOf(key), `${JSON.stringify({ ...bracket, check: checkOf(bracket) })}\n`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (!failed) onUnkept(`Brackets are not kept in ${path} for another time: ${reason}.`);
        failed = true;
      }
    },
  };
}

/** What a changed digit does not leave as it is. */
function checkOf({ criterion, lower, upper, by, basis }: Bracket): string {
  const text = JSON.stringify([criterion, lower, upper, by.lower, by.upper, basis]);
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Several processes may find the same bracket at once. */
function write(file: string, text: string): void {
  makeFolder(dirname(file));
  replaceFile(file, (beside) => writeFileSync(beside, text), `${file}.${process.pid}`);
}

function digest({ model, backups }: BracketKey, build: string): string {
  return createHash('sha256')
    .update(`${build};${backups};${modelHash(model)}`)
    .digest('hex');
}
