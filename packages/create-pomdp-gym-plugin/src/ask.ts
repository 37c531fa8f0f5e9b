import { CANCEL_SYMBOL, intro, select, text } from '@clack/prompts';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { type Choices, folderOf } from './choices.js';
import { licenseNames } from './licenses.js';
import { templateNames, templates } from './templates.js';

/** Choices with all that a package needs. */
export type CompleteChoices = Choices & Required<Pick<Choices, 'folder' | 'template' | 'license'>>;

/**
 * Asks for what was not given. Where nobody can be asked, the license is MIT, and a folder or a kind that is missing is refused.
 *
 * @param interactive whether there is a terminal to ask on.
 * @throws InputError where a question is cancelled.
 */
export async function complete(
  choices: Choices,
  from: string,
  interactive: boolean,
): Promise<CompleteChoices> {
  if (!interactive) return { ...choices, license: choices.license ?? 'MIT', ...required(choices) };
  if (choices.folder === undefined || choices.template === undefined) intro('A new plugin of pomdp-gym');
  const folder = choices.folder ?? folderOf(await answered(askFolder(from)), from);
  const template = choices.template ?? (await answered(askTemplate()));
  const license = choices.license ?? (await answered(askLicense()));
  return { ...choices, folder, template, license };
}

function required({ folder, template }: Choices) {
  if (folder === undefined)
    throw new InputError('Name the folder of the new plugin: npm create pomdp-gym-plugin my-maze.');
  if (template === undefined)
    throw new InputError(`Name the kind of the new plugin: --kind ${templateNames.join(', ')}.`);
  return { folder, template };
}

function askFolder(from: string) {
  const validate = (value: string | undefined) => {
    try {
      folderOf(value ?? '', from);
      return undefined;
    } catch (error) {
      if (!isInputError(error)) throw error;
      return error.message;
    }
  };
  return text({ message: 'What is it called?', placeholder: 'my-maze', validate });
}

function askTemplate() {
  return select({
    message: 'Which kind of plugin is it?',
    options: templateNames.map((value) => ({ value, hint: templates[value].summary })),
  });
}

function askLicense() {
  return select({ message: 'Which license?', options: licenseNames.map((value) => ({ value })) });
}

async function answered<T>(question: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
  const value = await question;
  if (value === CANCEL_SYMBOL) throw new InputError('Nothing was written.');
  return value;
}
