import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError, nearest } from '@pomdp-gym/contracts';
import { isLicenseName, type LicenseName, licenseNames } from './licenses.js';
import { nameProblem } from './plugin-names.js';
import { isTemplateName, type TemplateName, templateNames } from './templates.js';

/** What a person has chosen so far. */
export interface Choices {
  readonly help: boolean;
  /** Where the package goes: an absolute path. */
  readonly folder?: string;
  readonly template?: TemplateName;
  readonly license?: LicenseName;
  /** Who has the copyright. */
  readonly author?: string;
}

const options = {
  kind: { type: 'string', short: 'k' },
  license: { type: 'string', short: 'l' },
  author: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the words of the command line.
 *
 * @param from the folder that paths are relative to.
 * @throws InputError, one sentence, where a word is not known or a name cannot be one.
 */
export function readChoices(words: readonly string[], from: string): Choices {
  const { values, positionals } = parsed(words);
  const [path, ...more] = positionals;
  if (more.length > 0)
    throw new InputError(`Name one folder, not ${positionals.length}: ${positionals.join(', ')}.`);
  const folder = path === undefined ? undefined : folderOf(path, from);
  return {
    help: values.help ?? false,
    ...(folder !== undefined && { folder }),
    ...(values.kind !== undefined && { template: templateOf(values.kind) }),
    ...(values.license !== undefined && { license: licenseOf(values.license) }),
    ...(values.author !== undefined && { author: values.author }),
  };
}

/** The folder at a path, whose last word names the package. */
export function folderOf(path: string, from: string): string {
  const folder = resolve(from, path);
  const problem = nameProblem(basename(folder));
  if (problem !== undefined) throw new InputError(problem);
  return folder;
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence = ''] = error.message.split(/\. |\n/, 1);
    throw new InputError(`${sentence.replace(/\.$/, '')}. See create-pomdp-gym-plugin --help.`);
  }
}

function templateOf(kind: string): TemplateName {
  if (isTemplateName(kind)) return kind;
  throw new InputError(unknown('kind', kind, templateNames));
}

function licenseOf(license: string): LicenseName {
  if (isLicenseName(license)) return license;
  throw new InputError(unknown('license', license, licenseNames));
}

function unknown(what: string, written: string, known: readonly string[]): string {
  const near = nearest(written, known);
  const advice =
    near.length > 0
      ? `Did you mean ${near.join(', ').replace(/, ([^,]*)$/, ' or $1')}?`
      : `The ${what}s are ${known.join(', ')}.`;
  return `There is no ${what} ${written}. ${advice}`;
}
