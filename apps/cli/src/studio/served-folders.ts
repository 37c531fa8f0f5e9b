import { realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { foldersWithRuns } from '@pomdp-gym/experiment/node';

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

  /** The newest first. */
  list(): ServedFolder[] {
    return this.paths()
      .map((path) => ({ name: this.nameOf(path), when: lastWritten(path) }))
      .sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0));
  }

  /** The path of a folder that is served by this name; undefined for every other name, and where it leads out of the root. */
  pathOf(name: string): string | undefined {
    const path = this.paths().find((each) => this.nameOf(each) === name);
    return path !== undefined && ['study.yaml', 'runs.jsonl'].every((file) => this.isInside(join(path, file)))
      ? path
      : undefined;
  }

  private nameOf(path: string): string {
    return relative(this.root, path).split(sep).join('/') || basename(resolve(this.root));
  }

  /** Whether what is at a path, where there is something, is a file and stands where its path states: a link may lead elsewhere. */
  private isInside(path: string): boolean {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return true;
    return found.isFile() && realpathSync(path).startsWith(`${realpathSync(this.root)}${sep}`);
  }
}

function lastWritten(path: string): string {
  const [first] = ['runs.jsonl', 'study.yaml'].flatMap(
    (name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtime ?? [],
  );
  return (first ?? new Date(0)).toISOString();
}
