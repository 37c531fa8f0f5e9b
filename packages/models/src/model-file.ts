import { readFileSync } from 'node:fs';
import { InputError } from '@pomdp-gym/contracts';
import type { ModelReading } from './model-reading.js';
import type { PomdpxOptions } from './pomdpx-format/parse-pomdpx.js';
import { parseModel, readModel, type ReadModel } from './read-model.js';

/** Reads the model in a file; throws an InputError where there is no such file, or no model in it. */
export function readModelFile(path: string, options: PomdpxOptions = {}): ReadModel {
  return readModel(bytesOf(path), path, options);
}

/** As `readModelFile`, but answers what is wrong with the text instead of throwing. */
export function parseModelFile(path: string, options: PomdpxOptions = {}): ModelReading {
  return parseModel(bytesOf(path), options);
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`The model file ${path} cannot be read: ${reason}.`, { cause: error });
  }
}
