import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { unreadable } from '@pomdp-gym/contracts';

const PIECE = 1 << 20;

/** The text of a file (UTF-8), in one string. Throws an InputError if it cannot be read; `what` as in `piecesOfFile`. */
export function textOfFile(path: string, what: string): string {
  return [...piecesOfFile(path, what)].join('');
}

/**
 * The text of a file (UTF-8), piece by piece; one piece is in memory at a time.
 *
 * @param what what the file is, for a message: `policy file`.
 * @throws InputError where it cannot be read.
 */
export function* piecesOfFile(path: string, what: string): Generator<string> {
  const file = attempt(path, what, () => openSync(path, 'r'));
  try {
    const decoder = new StringDecoder('utf8');
    const bytes = Buffer.alloc(PIECE);
    for (;;) {
      const count = attempt(path, what, () => readSync(file, bytes));
      if (count === 0) break;
      yield decoder.write(bytes.subarray(0, count));
    }
    yield decoder.end();
  } finally {
    closeSync(file);
  }
}

function attempt<T>(path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(what, path, error);
  }
}
