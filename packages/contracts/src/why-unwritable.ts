import { inWords } from './in-words.js';

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'a folder is in the place of a file',
  ENOENT: 'no folder can be made there',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'no space is left there',
  EDQUOT: 'your share of the space there is spent',
  EMFILE: 'too many files are open',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file or a folder could not be written, to end a sentence with: the words for the system's code, else what was thrown. */
export function whyUnwritable(thrown: unknown): string {
  return inWords(thrown, REASONS).replace(/\.$/, '');
}
