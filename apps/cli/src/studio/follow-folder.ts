import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { statsAt } from '@pomdp-gym/contracts/node';

/** What is read from a folder of results, in this order: the study, its runs, and each run that is added. */
export type FolderNews =
  /** The text of study.yaml. It replaces what was read before. */
  | { readonly kind: 'study'; readonly text: string }
  /** Whole lines of runs.jsonl, without the last newline. */
  | { readonly kind: 'lines'; readonly text: string }
  /** All that is there has been read. */
  | { readonly kind: 'whole' };

/** Milliseconds between two looks at a file. A look is two short calls of the system, so that it costs a study next to nothing. */
const PACE = 50;
/**
 * Milliseconds from news to the next look: what comes meanwhile is read, sent and drawn at once. A longer rest saves the page
 * frames, and shows a run that comes in it later.
 */
const REST = 80;
/** Bytes that are read at once, at most. */
const PIECE = 1 << 18;
/** Bytes of the longest line that is passed on: a file without a newline is no reason to keep it all. */
const LONGEST = 1 << 25;
const NEWLINE = 10;
/** What stands for a line that is too long. */
const TOO_LONG = Buffer.from('"too long"\n');

/** Opens a file to read it. Returns undefined where there is none, and throws where it must not be read. */
export type OpenFile = (path: string) => Promise<FileHandle | undefined>;

/**
 * Reads a folder of results, and follows what is added to it until the signal aborts. Begins anew where its files are replaced.
 *
 * @param open opens its files, each time anew where one is replaced. What it throws ends the reading.
 */
export async function* followFolder(
  folder: string,
  open: OpenFile,
  signal: AbortSignal,
): AsyncGenerator<FolderNews> {
  const [study, runs] = [join(folder, 'study.yaml'), join(folder, 'runs.jsonl')];
  while (!signal.aborted) {
    const written = versionOf(study);
    yield { kind: 'study', text: await wholeText(study, open) };
    yield* followRuns(runs, open, () => versionOf(study) === written, signal);
  }
}

/** Which file is at a path, and when it was written: two files may have been written in the same tick of the clock. */
function versionOf(path: string): string {
  const stats = statsAt(path);
  return `${stats?.ino} ${stats?.mtimeMs}`;
}

async function wholeText(path: string, open: OpenFile): Promise<string> {
  const file = await open(path);
  try {
    return (await file?.readFile('utf8')) ?? '';
  } finally {
    await file?.close();
  }
}

/** The lines of a file until it is replaced or shortened, or its study is another. */
async function* followRuns(
  path: string,
  open: OpenFile,
  isSameStudy: () => boolean,
  signal: AbortSignal,
): AsyncGenerator<FolderNews> {
  const node = statsAt(path)?.ino;
  const file = await open(path);
  try {
    const lines = new WholeLines();
    for (let isNews = true; !signal.aborted;) {
      const now = statsAt(path);
      if (now?.ino !== node || (now?.size ?? 0) < lines.taken || !isSameStudy()) return;
      if (file && now && now.size > lines.taken) {
        isNews = true;
        const text = await read(file, lines, Math.min(PIECE, now.size - lines.taken));
        if (text !== '') yield { kind: 'lines', text };
        continue;
      }
      if (isNews) yield { kind: 'whole' };
      await pause(isNews ? REST : PACE);
      isNews = false;
    }
  } finally {
    await file?.close();
  }
}

/** The lines in the next bytes of a file. */
async function read(file: FileHandle, lines: WholeLines, length: number): Promise<string> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, lines.taken);
  return lines.take(bytes.subarray(0, bytesRead));
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
