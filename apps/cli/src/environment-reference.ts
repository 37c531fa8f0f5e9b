import type { Reference } from '@pomdp-gym/registry';
import { parseReference } from '@pomdp-gym/experiment';

/** What a person names an environment by: an id with or without options, or a model's file, wherever an id will do. */
export function environmentReference(text: string): Reference {
  return isModelFile(text) ? { id: 'File', options: { path: text } } : parseReference(text);
}

/** Whether it names a file in a format of models. */
export function isModelFile(text: string): boolean {
  return /\.(pomdp|pomdpx)$/i.test(text);
}
