import { extname } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { readAgent, type SavedAgent } from '@pomdp-gym/experiment';
import { textOfFile } from './pieces-of-file.js';
import { requireWritable } from './writable-path.js';

/** Whether the name of a file is that of a trained agent. */
export function isAgentFile(path: string): boolean {
  return extname(path).toLowerCase() === '.json';
}

/** Throws an InputError where no trained agent can be written there. */
export function requireAgentPath(path: string): void {
  if (!isAgentFile(path))
    throw new InputError(`A trained agent cannot be written to ${path}: end the name in .json.`);
  requireWritable(path);
}

/** Reads a trained agent; throws an InputError with line and column where the file is no such agent. */
export function readAgentFile(path: string): SavedAgent {
  return readAgent(textOfFile(path, 'agent file'), path);
}
