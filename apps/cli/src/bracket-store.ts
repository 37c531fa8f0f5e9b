import { join } from 'node:path';
import type { BracketStore } from '@pomdp-gym/solving';
import { bracketFolder } from '@pomdp-gym/solving/node';
import { buildDigest } from './files/provenance.js';
import { note } from './terminal/terminal.js';

/** Beside the results of studies, so that whoever clears these clears it too, and nothing is kept out of sight. */
const BRACKETS_FOLDER = join('results', 'brackets');

/** Keeps brackets that were found, for the next command. */
export function bracketStore(): BracketStore {
  return bracketFolder(BRACKETS_FOLDER, buildDigest(), note);
}
