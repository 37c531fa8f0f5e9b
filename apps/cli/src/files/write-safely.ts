import { realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, whyUnwritable } from '@pomdp-gym/contracts';
import { requireWritable } from './writable-path.js';

/** Pieces are gathered up to about this many bytes before they are written. */
const BLOCK = 1 << 20;

/**
 * Writes a file piece by piece, beside the old one, and puts it in the old one's place at the end: whatever happens before,
 * a full disk or Ctrl-C, the old file stands. What is no plain file, such as a device, is written in place. It holds one
 * block of the file in memory.
 *
 * @returns the size in bytes.
 * @throws InputError where it cannot be written.
 */
export async function writeSafely(path: string, pieces: Iterable<string | Uint8Array>): Promise<number> {
  requireWritable(path);
  const old = statSync(path, { throwIfNoEntry: false });
  try {
    if (old && !old.isFile()) return await writeTo(path, pieces, 'w');
    return await writeBeside(old ? realpathSync(path) : path, pieces, old?.mode);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError(`${path} cannot be written: ${whyUnwritable(error)}.`, { cause: error });
  }
}

/** Writes under a name of its own in the same folder, which is removed where that fails, and renames. */
async function writeBeside(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  mode: number | undefined,
): Promise<number> {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  const remove = () => rmSync(beside, { force: true });
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const size = await writeTo(beside, pieces, 'w', mode);
    renameSync(beside, path);
    return size;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
    remove();
  }
}

/** What ends a process whose file is half written. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function writeTo(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  flags: string,
  mode?: number,
): Promise<number> {
  const file = await open(path, flags, mode);
  try {
    let size = 0;
    for (const block of blocksOf(pieces)) size += await writeBlock(file, block);
    if (mode !== undefined) await file.chmod(mode);
    if ((await file.stat()).isFile()) await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

/** The pieces, gathered. */
function* blocksOf(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    parts.push(bytes);
    length += bytes.length;
    if (length < BLOCK) continue;
    yield Buffer.concat(parts);
    [parts, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(parts);
}

async function writeBlock(file: FileHandle, block: Uint8Array): Promise<number> {
  for (let done = 0; done < block.length;) done += (await file.write(block, done)).bytesWritten;
  return block.length;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
