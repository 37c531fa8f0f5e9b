import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What is read from a folder of results, in this order: the study, its runs, and each run that is added. */
export type FolderNews =
  /** The text of study.yaml. What was read before is of no account any more. */
  | { readonly kind: 'study'; readonly text: string }
  /** Whole lines of runs.jsonl, without the last newline. */
  | { readonly kind: 'lines'; readonly text: string }
  /** All that is there has been read. */
  | { readonly kind: 'whole' };

/** Milliseconds between two looks at a file. */
const PACE = 50;
/** Bytes that are read at once. */
const PIECE = 1 << 18;
/** Bytes of the longest line that is passed on: a file without a newline is no reason to keep it all. */
const LONGEST = 1 << 25;
const NEWLINE = 10;
/** What stands for a line that is too long. */
const TOO_LONG = Buffer.from('"too long"\n');

/** Reads a folder of results, and follows what is added to it until the signal aborts. Begins anew where its files are replaced. */
export async function* followFolder(folder: string, signal: AbortSignal): AsyncGenerator<FolderNews> {
  while (!signal.aborted) {
    const study = join(folder, 'study.yaml');
    const written = await writtenAt(study);
    yield { kind: 'study', text: await readFile(study, 'utf8').catch(() => '') };
    yield* followRuns(join(folder, 'runs.jsonl'), async () => (await writtenAt(study)) === written, signal);
  }
}

/** The lines of a file until it is replaced or shortened, or its study is another. */
async function* followRuns(
  path: string,
  isSameStudy: () => Promise<boolean>,
  signal: AbortSignal,
): AsyncGenerator<FolderNews> {
  const file = await open(path).catch(() => undefined);
  try {
    const lines = new WholeLines();
    for (let isNews = true; !signal.aborted;) {
      const text = file && (await read(file, lines));
      if (text !== undefined) {
        isNews = true;
        if (text !== '') yield { kind: 'lines', text };
        continue;
      }
      if (isNews) yield { kind: 'whole' };
      isNews = false;
      await pause(PACE);
      if (!(await isSameStudy()) || !(await isSameFile(path, file, lines.taken))) return;
    }
  } finally {
    await file?.close();
  }
}

/** The next lines of a file; undefined at its end. */
async function read(file: FileHandle, lines: WholeLines): Promise<string | undefined> {
  const bytes = Buffer.alloc(PIECE);
  const { bytesRead } = await file.read(bytes, 0, PIECE, lines.taken);
  return bytesRead === 0 ? undefined : lines.take(bytes.subarray(0, bytesRead));
}

/** Cuts a file that is read in pieces into whole lines. */
class WholeLines {
  /** Bytes that were taken. */
  taken = 0;
  private rest: Buffer[] = [];
  private waiting = 0;

  /** The lines that end in this piece. */
  take(piece: Buffer): string {
    this.taken += piece.length;
    const end = piece.lastIndexOf(NEWLINE);
    const whole = end < 0 ? [] : [...this.rest, piece.subarray(0, end)];
    if (end >= 0) [this.rest, this.waiting] = [[], 0];
    this.keep(piece.subarray(end + 1));
    return Buffer.concat(whole).toString('utf8');
  }

  private keep(part: Buffer): void {
    this.waiting += part.length;
    if (this.waiting > LONGEST) this.rest = [TOO_LONG];
    else this.rest.push(part);
  }
}

async function isSameFile(path: string, file: FileHandle | undefined, taken: number): Promise<boolean> {
  const now = await stat(path).catch(() => undefined);
  if (!file || !now) return !file && !now;
  return now.ino === (await file.stat()).ino && now.size >= taken;
}

async function writtenAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
