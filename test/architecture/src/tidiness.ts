import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile, Workspace } from './workspace.js';

/** A thing without a name in the field is not understood yet. */
const namesOfNothing = /(^|[-.])(utils?|common|helpers?|core|managers?|base)([-.]|$)/;

/** Files and folders of code that are named after nothing. */
export function nameViolations({ members }: Workspace): string[] {
  return members.flatMap(({ folder, sources }) =>
    sources.flatMap(({ path }) => {
      const bad = path
        .slice(folder.length + 1)
        .split('/')
        .concat(folder.split('/').at(-1) ?? '')
        .find((name) => namesOfNothing.test(name.toLowerCase()));
      return bad === undefined ? [] : [`${path}: ${bad} names nothing of the field.`];
    }),
  );
}

/** Packages that do not say what they are. */
export function readmeViolations({ members }: Workspace): string[] {
  return members
    .filter(({ entries }) => !entries.includes('README.md'))
    .map(({ folder }) => `${folder} has no README.md.`);
}

/** Plugins without a test that holds them to the rules of their kind. */
export function conformanceViolations({ members }: Workspace): string[] {
  return members
    .filter(({ folder, sources }) => folder.startsWith('plugins/') && imports(sources, 'inversify'))
    .filter(
      ({ sources }) =>
        !imports(
          sources.filter(({ isTest }) => isTest),
          '@pomdp-gym/conformance',
        ),
    )
    .map(({ folder }) => `${folder} has no test that holds it to @pomdp-gym/conformance.`);
}

function imports(sources: readonly SourceFile[], name: string): boolean {
  return sources.some((source) => source.imports.some(({ specifier }) => specifier === name));
}

/** Decisions are numbered from 1 without a gap, and each says what it has to say. */
export function decisionViolations({ root }: Workspace): string[] {
  const folder = join(root, 'docs/decisions');
  if (!existsSync(folder)) return ['docs/decisions is missing.'];
  return readdirSync(folder)
    .filter((name) => name !== 'README.md')
    .sort()
    .flatMap((name, i) => {
      const number = String(i + 1).padStart(4, '0');
      if (!name.startsWith(`${number}-`))
        return [`docs/decisions/${name} stands where number ${number} should.`];
      const text = readFileSync(join(folder, name), 'utf8');
      return ['Context', 'Decision', 'Consequence', 'Status']
        .filter((heading) => !text.includes(`## ${heading}`))
        .map((heading) => `docs/decisions/${name} has no heading “${heading}”.`);
    });
}

/** The part of package-lock.json that the rules read: packages by the folder they are installed in. */
interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      { readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }
    >
  >;
}

/**
 * A lockfile that names hosts ties every installation to them. One that lacks a package for another platform, because it
 * could not be had when the lock was made, is refused by `npm ci` everywhere.
 */
export function lockfileViolations({ root }: Workspace): string[] {
  const path = join(root, 'package-lock.json');
  if (!existsSync(path)) return ['package-lock.json is missing.'];
  const { packages } = JSON.parse(readFileSync(path, 'utf8')) as Lockfile;
  const locked = new Set(Object.keys(packages).map((folder) => folder.replace(/^.*node_modules\//, '')));
  return Object.entries(packages).flatMap(([folder, { resolved = '', optionalDependencies = {} }]) => [
    ...(/^\w+:\/\//.test(resolved) ? [`package-lock.json names the host that ${folder} came from.`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `package-lock.json lacks ${name}, which ${folder} may install: npm ci will refuse it.`),
  ]);
}
