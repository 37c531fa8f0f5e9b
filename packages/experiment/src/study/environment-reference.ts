import type { Reference } from '@pomdp-gym/contracts';
import { parseReference } from './reference.js';

/** The id of the environment that reads model files. */
export const MODEL_FILE = 'File';

/** Whether it names a file in a format of models, compressed or not, and not an id with options. */
export function isModelFile(text: string): boolean {
  return /\.(d?pomdp|pomdpx|mdp)(\.gz)?$/i.test(text) && !/:[\w.-]+=/.test(text);
}

/**
 * Reads what a person names an environment by: an id, with options or without, or the path of a model file, which stands
 * wherever an id may, with options of `File` or without: `dectiger.dpomdp:discount=0.9`.
 */
export function parseEnvironment(text: string): Reference & { readonly name?: string } {
  if (isModelFile(text)) return { name: text, id: MODEL_FILE, options: { path: text } };
  const reference = parseReference(text);
  if (!isModelFile(reference.id)) return reference;
  return { name: text, id: MODEL_FILE, options: { path: reference.id, ...reference.options } };
}
