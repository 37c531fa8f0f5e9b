import { closeSync, existsSync, openSync, readSync, truncateSync, writeSync } from 'node:fs';
import { InputError, unreadable } from '@pomdp-gym/contracts';
import { replaceFile } from '@pomdp-gym/contracts/node';
import { isFolder } from './is-folder.js';

const NEWLINE = 10;

/**
 * The lines of a file that end with a newline, one after another, so that the file may be larger than a string can be. None
 * where there is no file.
 *
 * @param chunk bytes that are read at once.
 * @throws InputError where a folder is there, or the file cannot be read.
 * @returns the number of bytes in these lines; what follows them was cut short.
 */
export function* fileLines(file: string, chunk = 2 ** 20): Generator<string, number, undefined> {
  if (!existsSync(file)) return 0;
  if (isFolder(file)) throw new InputError(`${file} is a folder, where a file of lines is expected.`);
  const descriptor = opened(file);
  const buffer = Buffer.alloc(chunk);
  let [rest, whole] = [Buffer.alloc(0), 0];
  try {
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      rest = Buffer.concat([rest, buffer.subarray(0, read)]);
      let begin = 0;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, begin)) {
        yield rest.toString('utf8', begin, end);
        whole += end + 1 - begin;
        begin = end + 1;
      }
      rest = rest.subarray(begin);
    }
  } finally {
    closeSync(descriptor);
  }
  return whole;
}

function opened(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw unreadable('file', file, error);
  }
}

/** Drops what a kill cut short at the end of a file. */
export function dropCutLine(file: string, wholeBytes: number): void {
  if (existsSync(file)) truncateSync(file, wholeBytes);
}

/** Replaces a file by these lines; the file is there whole, old or new, at every moment. */
export function writeLines(file: string, lines: Iterable<string>): void {
  replaceFile(file, (beside) => {
    const descriptor = openSync(beside, 'w');
    try {
      for (const line of lines) writeSync(descriptor, `${line}\n`);
    } finally {
      closeSync(descriptor);
    }
  });
}
