import { lstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { statsAt } from '@pomdp-gym/contracts/node';
import { foldersWithRuns } from '@pomdp-gym/experiment/node';
import { openInside, placeInside } from './file-inside.js';

/** The files of a folder of results that are read. */
const FILES = ['study.yaml', 'runs.jsonl'];

/** A folder of results that the page may open. Plain JSON. */
export interface ServedFolder {
  readonly name: string;
  /** When a run was last written, ISO 8601. */
  readonly when: string;
}

/** The folders of results that are served: one of a study, or those in a folder. No other path can be read. */
export class ServedFolders {
  /**
   * @param root the folder that holds them all, or is the only one.
   * @param paths their paths; by default those that hold runs.
   */
  constructor(
    private readonly root: string,
    private readonly paths: () => readonly string[] = () => foldersWithRuns(root),
  ) {}

  /** Those that can be opened, the newest first. */
  list(): ServedFolder[] {
    return this.paths()
      .filter((path) => this.isReadable(path))
      .map((path) => ({ name: this.nameOf(path), when: lastWritten(path) }))
      .sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0));
  }

  /** The path of a folder that is served by this name; undefined for every other name, and where a file of it leads out of the root. */
  pathOf(name: string): string | undefined {
    return this.paths().find((path) => this.nameOf(path) === name && this.isReadable(path));
  }

  /**
   * Opens a file of a folder to read it. Returns undefined where nothing is at the path, or where another file takes its place meanwhile.
   *
   * @throws InputError where the path leads out of the root.
   */
  async open(path: string): Promise<FileHandle | undefined> {
    return statsAt(path) && openInside(this.root, path);
  }

  private nameOf(path: string): string {
    return relative(this.root, path).split(sep).join('/') || basename(resolve(this.root));
  }

  /** Whether each file that the folder holds can be read, and lies in the root: a link may lead elsewhere. */
  private isReadable(folder: string): boolean {
    try {
      for (const file of FILES.map((name) => join(folder, name)))
        if (lstatSync(file, { throwIfNoEntry: false })) placeInside(this.root, file);
      return true;
    } catch {
      return false;
    }
  }
}

function lastWritten(path: string): string {
  const [first] = ['runs.jsonl', 'study.yaml'].flatMap((name) => statsAt(join(path, name))?.mtime ?? []);
  return (first ?? new Date(0)).toISOString();
}
