import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The package that a file belongs to. */
export interface OwningPackage {
  /** Empty where no folder above the file has a named package.json. */
  readonly name: string;
  readonly version: string;
  /** Its folder. */
  readonly root: string;
}

/** Finds the packages of files, and reads each package.json once. */
export class Packages {
  private readonly found = new Map<string, OwningPackage>();

  /** @param home the folder of files that belong to no package. */
  constructor(private readonly home: string) {}

  /** The package of a file, by its absolute path. */
  of(path: string): OwningPackage {
    const folder = dirname(path);
    const known = this.found.get(folder);
    if (known) return known;
    const here =
      manifestIn(folder) ??
      (dirname(folder) === folder ? { name: '', version: '', root: this.home } : this.of(folder));
    this.found.set(folder, here);
    return here;
  }

  /** A name of a file that is the same wherever its package is installed. */
  nameOf(path: string): string {
    const { name, version, root } = this.of(path);
    return `${name}@${version}/${relative(root, path).split(sep).join('/')}`;
  }
}

/** The name of the package that a file belongs to, by its path; undefined where none has a name. */
export function packageNameOf(path: string): string | undefined {
  return new Packages(dirname(path)).of(path).name || undefined;
}

function manifestIn(folder: string): OwningPackage | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    const { name, version = '' } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return typeof name === 'string' ? { name, version: String(version), root: folder } : undefined;
  } catch {
    return undefined;
  }
}
