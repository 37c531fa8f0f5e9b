import { basename, relative } from 'node:path';
import { complete, type Terminal } from './ask.js';
import { readChoices } from './choices.js';
import { helpText } from './help-text.js';
import { packageFiles } from './package-files.js';
import { pluginNames } from './plugin-names.js';
import { templates, trialOf } from './templates.js';
import { requireEmpty, writePackage } from './write-package.js';

/** Where the command runs. */
export interface Surroundings {
  readonly from: string;
  /** To ask on; left out where nobody can be asked. */
  readonly terminal?: Terminal;
}

/**
 * Writes a plugin as the words of the command line say; asks for what they leave out.
 *
 * @returns what to print.
 */
export async function createPlugin(
  words: readonly string[],
  { from, terminal }: Surroundings,
): Promise<string> {
  const given = readChoices(words, from);
  if (given.help) return helpText;
  if (given.folder !== undefined) requireEmpty(given.folder);
  const { folder, template, license, author } = await complete(given, from, terminal);
  const name = basename(folder);
  const files = packageFiles({ name, template, license, author });
  writePackage(folder, files);
  const names = pluginNames(templates[template].kind, name);
  const place = relative(from, folder);
  return [
    `${folder} is a package now: the ${templates[template].kind} ${names.id}. Next:`,
    '',
    ...(place === '' ? [] : [`  cd ${place}`]),
    '  npm install',
    '  npm test',
    `  npx pomdp-gym ${trialOf(template, names)}`,
    '',
    `Where pomdp-gym has a plugin ${names.id} already, npm run check says so: choose another id then.`,
  ].join('\n');
}
