import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PackedPackage } from './packed-packages.js';

/** The part of a source map that names what it maps to. */
interface SourceMap {
  readonly sourceRoot?: string;
  readonly sources: readonly string[];
}

/**
 * Sources that maps of a package lead to and that are not packed, one sentence each.
 *
 * @param folder of the package, with the files as they are packed.
 */
export function unpackedSources({ name, files }: PackedPackage, folder: string): readonly string[] {
  const packed = new Set(files);
  return files
    .filter((path) => path.endsWith('.map'))
    .flatMap((path) =>
      sourcesOf(path, folder)
        .filter((source) => !packed.has(source))
        .map((source) => `${name}: ${path} leads to ${source}, which is not packed.`),
    );
}

function sourcesOf(path: string, folder: string): readonly string[] {
  const { sources, sourceRoot = '' } = JSON.parse(readFileSync(join(folder, path), 'utf8')) as SourceMap;
  return sources.map((source) => posix.join(posix.dirname(path), sourceRoot, source));
}
