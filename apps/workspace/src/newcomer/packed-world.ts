import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalRegistry } from './local-registry.js';
import { NpmProcess } from './npm-process.js';
import { type PackedPackage, packWorkspace } from './packed-packages.js';

/** The packed packages, a registry that serves them, and an npm that knows that registry alone. */
export class PackedWorld {
  private constructor(
    /** A temporary folder, for whatever is tried. */
    readonly folder: string,
    readonly packed: readonly PackedPackage[],
    readonly registry: LocalRegistry,
    readonly npm: NpmProcess,
  ) {}

  /** @param root of the workspace, which is built. */
  static async begin(root: string): Promise<PackedWorld> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-newcomer-')));
    const packed = await packWorkspace(root, join(folder, 'tarballs'));
    const registry = await LocalRegistry.start(root, packed);
    return new PackedWorld(folder, packed, registry, new NpmProcess(join(folder, 'npm'), registry.address));
  }

  async end(): Promise<void> {
    await this.registry.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
