import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateName } from 'create-pomdp-gym-plugin';
import type { NpmProcess, Outcome } from './npm-process.js';

/** What somebody does who writes a plugin for the first time, in this order. */
export const newcomerSteps = ['create', 'install', 'test', 'trial'] as const;

export type NewcomerStep = (typeof newcomerSteps)[number];

/** What came of the steps with one template; those after a step that failed are not done. */
export interface NewcomerHour {
  readonly template: TemplateName;
  /** The new package. */
  readonly folder: string;
  readonly outcomes: ReadonlyMap<NewcomerStep, Outcome>;
}

/** The words after `npm` of each step, in the folder above the package for the first and in the package for the others. */
const words: Readonly<Record<NewcomerStep, (template: TemplateName) => readonly string[]>> = {
  create: (template) => ['create', '--yes', 'pomdp-gym-plugin', nameOf(template), '--', '--kind', template],
  install: () => ['install'],
  test: () => ['test'],
  trial: () => ['run', 'trial'],
};

/** Creates, installs, tests and tries a plugin from an empty folder below `home`; no file is edited. */
export async function spendHour(
  template: TemplateName,
  home: string,
  npm: NpmProcess,
): Promise<NewcomerHour> {
  mkdirSync(home, { recursive: true });
  const folder = join(home, nameOf(template));
  const outcomes = new Map<NewcomerStep, Outcome>();
  for (const step of newcomerSteps) {
    const outcome = await npm.run(step === 'create' ? home : folder, ...words[step](template));
    outcomes.set(step, outcome);
    if (outcome.code !== 0) break;
  }
  return { template, folder, outcomes };
}

/** A name that no template or shipped plugin has. */
function nameOf(template: TemplateName): string {
  return `first-${template}`;
}

/** The tarballs that the lockfile of a package names: where all that it installed came from. */
export function sourcesOf(folder: string): readonly string[] {
  const path = join(folder, 'package-lock.json');
  if (!existsSync(path)) return [];
  const { packages } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
  };
  return Object.values(packages).flatMap(({ resolved }) => resolved ?? []);
}
