import { InputError } from './input-error.js';
import { inWords } from './in-words.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not allowed',
  EPERM: 'reading it is not allowed',
  EMFILE: 'too many files are open',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file could not be read, to end a sentence with: the words for the system's code, else what was thrown. */
export function whyUnreadable(thrown: unknown): string {
  return inWords(thrown, REASONS);
}

/** The refusal of a file that could not be read: `The policy file a.alpha cannot be read: there is no such file.` */
export function unreadable(what: string, path: string, thrown: unknown): InputError {
  return new InputError(`The ${what} ${path} cannot be read: ${whyUnreadable(thrown)}.`, { cause: thrown });
}
