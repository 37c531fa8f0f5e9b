import { createReadStream, readdirSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { create } from 'tar';
import { installedPackages, type PackageManifest, readManifest } from './installed-packages.js';
import type { PackedPackage } from './packed-packages.js';

/** One version of a package, as the registry serves it. */
interface Served {
  readonly manifest: PackageManifest;
  readonly integrity?: string;
  /** The tarball. */
  open(): Readable;
}

/**
 * A registry on this machine: the packed packages of the workspace, and what they depend on as it is installed here. It serves
 * packuments and tarballs as registries of npm do, and knows no other registry.
 */
export class LocalRegistry {
  private constructor(
    private readonly server: Server,
    /** `http://127.0.0.1:PORT/` */
    readonly address: string,
    /** The names of packages that were asked for and are not there. */
    readonly missing: ReadonlySet<string>,
  ) {}

  static async start(root: string, packed: readonly PackedPackage[]): Promise<LocalRegistry> {
    const packages = byName([...packed.map((each) => ofPacked(root, each)), ...ofInstalled(root)]);
    const missing = new Set<string>();
    const server = createServer(({ url = '/' }, response) => {
      serve(packages, decodeURIComponent(url.slice(1)), addressOf(server), missing, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LocalRegistry(server, addressOf(server), missing);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

type Packages = ReadonlyMap<string, ReadonlyMap<string, Served>>;

/** What follows the name and the version in the address of a tarball; no name has it. */
const TARBALL = /^(.+)\/-\/(.+)\.tgz$/;

function serve(
  packages: Packages,
  path: string,
  address: string,
  missing: Set<string>,
  response: ServerResponse,
): void {
  const [, owner = path, version] = TARBALL.exec(path) ?? [];
  const versions = packages.get(owner);
  const served = version === undefined ? undefined : versions?.get(version);
  if (served) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    // Whoever asked may go away early; what is left of the tarball is then given up.
    pipeline(served.open(), response).catch(() => response.destroy());
  } else if (versions && version === undefined) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(packument(owner, versions, address)));
  } else {
    missing.add(path);
    response.writeHead(404).end('{}');
  }
}

function packument(name: string, versions: ReadonlyMap<string, Served>, address: string): object {
  const entries = [...versions].map(([version, { manifest, integrity }]) => {
    const tarball = `${address}${name}/-/${version}.tgz`;
    return [version, { ...manifest, dist: { tarball, ...(integrity !== undefined && { integrity }) } }];
  });
  const [first] = versions.keys();
  return { name, 'dist-tags': { latest: first }, versions: Object.fromEntries(entries) as object };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The registry has no port.');
  return `http://127.0.0.1:${address.port}/`;
}

function ofPacked(root: string, { name, tarball, integrity }: PackedPackage): Served {
  const manifest = readManifest(join(root, 'node_modules', name));
  return { manifest, integrity, open: () => createReadStream(tarball) };
}

function ofInstalled(root: string): readonly Served[] {
  return installedPackages(root).map(({ folder, manifest }) => ({ manifest, open: () => tarballOf(folder) }));
}

/** A tarball of an installed package, without the packages in its own node_modules. */
function tarballOf(folder: string): Readable {
  const entries = readdirSync(folder).filter((name) => name !== 'node_modules');
  const packed = Readable.from(create({ cwd: folder, prefix: 'package', portable: true }, entries));
  return packed.pipe(createGzip({ level: 1 }));
}

/** The version at the top of node_modules comes first, and is the latest. */
function byName(all: readonly Served[]): Packages {
  const packages = new Map<string, Map<string, Served>>();
  for (const served of all) {
    const { name, version } = served.manifest;
    const versions = packages.get(name) ?? new Map<string, Served>();
    if (!versions.has(version)) versions.set(version, served);
    packages.set(name, versions);
  }
  return packages;
}
