import { existsSync } from 'node:fs';
import { InputError } from '@pomdp-gym/contracts';
import type { Study } from '../study/study.js';
import { studyIn } from './grow-folder.js';
import { isFolder } from './is-folder.js';

/**
 * The study of a folder of results.
 *
 * @throws InputError where there is no such folder, or it holds no study that can be read.
 */
export function studyAt(path: string): Study {
  const study = studyIn(path);
  if (!study) throw withoutStudy(path);
  return study;
}

/** The refusal of a path without a study: whether nothing, a file or another folder is there. */
export function withoutStudy(path: string): InputError {
  return new InputError(`${problemOf(path)}. Give a folder that compare, work or merge wrote.`);
}

function problemOf(path: string): string {
  if (!existsSync(path)) return `There is no folder ${path}`;
  return isFolder(path) ? `${path} holds no study.yaml` : `${path} is a file, where a folder is expected`;
}
