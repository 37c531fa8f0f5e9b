import { InputError } from '@pomdp-gym/contracts';
import type { CallContext } from './call-context.js';
import type { OpenedStudy } from './opened-study.js';

/** The study that was emitted last. Throws an InputError where none was. */
export function requireStudy({ opened }: CallContext): OpenedStudy {
  if (!opened.study) throw new InputError('No study is open.');
  return opened.study;
}
