import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this app, in a checkout and where it is installed; this module lies in its `dist` or in a file of its `bundle`. */
const APP = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

/** Which files belong to this project itself, by where its app lies: in `apps/cli` of a checkout, or in a folder of its own. */
export class OwnFiles {
  private readonly root: string;
  private readonly code: RegExp;

  /** @param app the folder of the app, without links. */
  constructor(private readonly app = APP) {
    const isCheckout = basename(app) === 'cli' && basename(dirname(app)) === 'apps';
    this.root = isCheckout ? dirname(dirname(app)) : app;
    this.code = isCheckout ? OF_CHECKOUT : OF_PACKAGE;
  }

  /** Whether a file is code of this project: what it runs, or what that is compiled from. */
  has(file: string): boolean {
    return isBelow(this.root, file) && this.code.test(relative(this.root, file));
  }

  /** Whether a folder is that of a package inside this project, other than the app: a plugin whose entry lies there has its files. */
  hasPackage(folder: string): boolean {
    return isBelow(this.root, folder) && folder !== this.app;
  }
}

/** The code of this project, below the root of a checkout and below the folder of an installed package. */
const OF_CHECKOUT = /^(packages|plugins[\\/][^\\/]+|apps)[\\/][^\\/]+[\\/](dist|bundle|bin|src)[\\/]/;
const OF_PACKAGE = /^(dist|bundle|bin)[\\/]/;

/** Whether a path lies below a folder. */
export function isBelow(folder: string, path: string): boolean {
  return path.startsWith(join(folder, sep));
}
