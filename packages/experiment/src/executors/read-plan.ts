import { InputError, isInputError } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { readJson, writeJson } from '../saved/json-text.js';
import { parseStudy } from '../study/read-study.js';
import type { StudyPlan } from './cell-queue.js';

const schema = z.strictObject({
  id: z.string().min(1),
  study: z.unknown(),
  handshake: z.strictObject({
    protocol: z.int(),
    program: z.string(),
    arithmetic: z.string(),
    modules: z.record(z.string(), z.string()),
  }),
});

/** A plan as text, for a store that keeps it. */
export function planText(plan: StudyPlan): string {
  return writeJson(plan);
}

/**
 * Reads a plan that a store kept, strictly: its study passes the schema of studies.
 *
 * @param store how messages name the text.
 * @throws InputError with line and column.
 */
export function readPlan(text: string, store: string): StudyPlan {
  const { value, place } = readJson(text, store);
  const { data, error } = schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (!data)
    throw new InputError(`${place(issue?.path ?? [])}: This is no plan of a study: ${issue?.message}.`);
  return { ...data, study: parseStudy(data.study, (path) => place(['study', ...path])) };
}

/**
 * Reads the plans that a store kept, each by itself: one of another version hides no other.
 *
 * @param onUnreadable is called for each that cannot be read, which is left out, with the sentence that says why.
 */
export function readPlans(
  texts: readonly string[],
  store: string,
  onUnreadable: (problem: string) => void = () => undefined,
): StudyPlan[] {
  return texts.flatMap((text) => {
    try {
      return [readPlan(text, store)];
    } catch (error) {
      if (!isInputError(error)) throw error;
      onUnreadable(error.message);
      return [];
    }
  });
}
