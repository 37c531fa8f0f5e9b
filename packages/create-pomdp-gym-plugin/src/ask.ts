import type { Readable, Writable } from 'node:stream';
import { CANCEL_SYMBOL, intro, select, text } from '@clack/prompts';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { type Choices, folderOf } from './choices.js';
import { licenseNames } from './licenses.js';
import { templateNames, templates } from './templates.js';

/** Where questions are asked. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Choices with all that a package needs. */
export type CompleteChoices = Choices & Required<Pick<Choices, 'folder' | 'template' | 'license'>>;

/**
 * Asks for what was not given. Where nobody can be asked, the license is MIT, and a folder or a kind that is missing is refused.
 *
 * @param terminal to ask on; undefined where there is none.
 * @throws InputError where a question is cancelled.
 */
export async function complete(
  choices: Choices,
  from: string,
  terminal: Terminal | undefined,
): Promise<CompleteChoices> {
  if (!terminal) return { ...choices, license: choices.license ?? 'MIT', ...required(choices) };
  if (choices.folder === undefined || choices.template === undefined)
    intro('A new plugin of pomdp-gym', terminal);
  const folder = choices.folder ?? folderOf(await answered(askFolder(from, terminal)), from);
  const template = choices.template ?? (await answered(askTemplate(terminal)));
  const license = choices.license ?? (await answered(askLicense(terminal)));
  return { ...choices, folder, template, license };
}

function required({ folder, template }: Choices) {
  if (folder === undefined)
    throw new InputError('Name the folder of the new plugin: npm create pomdp-gym-plugin my-maze.');
  if (template === undefined)
    throw new InputError(`Name the kind of the new plugin: --kind ${templateNames.join(', ')}.`);
  return { folder, template };
}

function askFolder(from: string, terminal: Terminal) {
  const validate = (value: string | undefined) => {
    try {
      folderOf(value ?? '', from);
      return undefined;
    } catch (error) {
      if (!isInputError(error)) throw error;
      return error.message;
    }
  };
  return text({ ...terminal, message: 'What is it called?', placeholder: 'my-maze', validate });
}

function askTemplate(terminal: Terminal) {
  return select({
    ...terminal,
    message: 'Which kind of plugin is it?',
    options: templateNames.map((value) => ({ value, hint: templates[value].summary })),
  });
}

function askLicense(terminal: Terminal) {
  return select({
    ...terminal,
    message: 'Which license?',
    options: licenseNames.map((value) => ({ value })),
  });
}

async function answered<T>(question: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
  const value = await question;
  if (value === CANCEL_SYMBOL) throw new InputError('Nothing was written.');
  return value;
}
