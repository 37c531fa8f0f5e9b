import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import type { Decisions } from '@pomdp-gym/report';
import { z } from 'zod';
import { textOfFile } from '../files/pieces-of-file.js';

const FILE = 'decisions.json';

const decision = z.strictObject({
  first: z.string(),
  second: z.string(),
  outcome: z.enum(['better', 'worse', 'equal', 'open']),
  stage: z.int().min(1).nullable(),
});

const schema = z.record(z.string(), z.array(decision)).nullable();

/** Keeps what a sequential test decided beside the runs; a comparison that had none leaves null. */
export function writeDecisions(folder: ResultsFolder, decisions: Decisions | undefined): void {
  folder.write(FILE, `${JSON.stringify(decisions ? Object.fromEntries(decisions) : null, undefined, 2)}\n`);
}

/** What the sequential test of a folder decided; undefined where it had none. Throws an InputError where the file is damaged. */
export function readDecisions(path: string): Decisions | undefined {
  const file = join(path, FILE);
  const text = textOf(file);
  if (text === undefined) return undefined;
  const read = schema.safeParse(jsonOf(text));
  if (!read.success)
    throw new InputError(
      `${file} does not hold decisions on pairs as compare writes them: the same comparison writes it again.`,
    );
  return read.data ? new Map(Object.entries(read.data)) : undefined;
}

/** Folders of earlier versions have no such file. */
function textOf(file: string): string | undefined {
  return existsSync(file) ? textOfFile(file, 'file of decisions') : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
