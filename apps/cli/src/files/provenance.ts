import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { partKinds } from '@pomdp-gym/contracts';
import type { PluginIdentity, Provenance, Study } from '@pomdp-gym/experiment';
import { optionTexts, runModule } from '@pomdp-gym/experiment/node';
import { fileDigest, locatePlugin, moduleDigest, packageNameOf } from '@pomdp-gym/registry/node';
import { version } from '../version.js';

/** A digest of the modules that results come from: those of studies and runs, and every shipped plugin. */
export function buildDigest(): string {
  return (known ??= moduleDigest(
    new URL('../shipped-plugins.js', import.meta.url).href,
    import.meta.resolve('@pomdp-gym/experiment'),
  ));
}

let known: string | undefined;

/** A digest of the modules that do runs, without plugins: `cellsOf` takes those that take part apart. */
export function programDigest(): string {
  return digestOf(runModule);
}

const digests = new Map<string, string>();

/** The digest of a module of the program and all that it loads, which does not change while it runs. */
export function digestOf(address: string): string {
  const digest = digests.get(address) ?? moduleDigest(address);
  digests.set(address, digest);
  return digest;
}

/** Where results come from that rest on the program alone. */
export function ownProvenance(): Provenance {
  return {
    versions: versions(),
    build: buildDigest(),
    plugins: [],
    files: {},
  };
}

function versions(): Provenance['versions'] {
  return { 'pomdp-gym': version(), node: process.versions.node };
}

/** Where the results of a study come from: the program, the plugins, and the files that options of the study name. */
export function provenanceOf(study: Study, plugins: readonly string[], from: string): Provenance {
  const references = [
    ...study.environments.flatMap(({ wrappers = [], ...environment }) => [environment, ...wrappers]),
    ...study.agents.flatMap((agent) => partKinds.flatMap((kind) => agent[kind] ?? [])),
  ];
  const files = [...new Set(references.flatMap(optionTexts))].filter(isFile).sort();
  return {
    versions: versions(),
    build: programDigest(),
    plugins: plugins.map((name) => pluginIdentity(name, from)),
    files: Object.fromEntries(files.map((path) => [path, fileDigest(path)])),
  };
}

/** The same for every way to name a plugin: by a path, its absolute form, or its package. */
export function pluginIdentity(name: string, from: string): PluginIdentity {
  const address = locatePlugin(name, from);
  const path = fileURLToPath(address);
  return { name: packageNameOf(path) ?? basename(path), digest: moduleDigest(address) };
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
