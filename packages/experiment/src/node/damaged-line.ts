import { InputError } from '@pomdp-gym/contracts';

/** What can be wrong with a line of results. */
export type LineDamage = keyof typeof SENTENCES;

const SENTENCES = {
  unreadable: 'This line is no JSON object.',
  unchecked: 'This line has no check of its digits.',
  changed: 'This line was changed after it was written: its check does not fit.',
  version: 'This line is of another version of the program.',
  foreign: 'This line is of no run of the study.',
} as const;

/** The damage of a line in a sentence. */
export function damageText(damage: LineDamage): string {
  return SENTENCES[damage];
}

/** The refusal of a damaged line: where it stands (`FILE:LINE`), what is wrong with it and what to do. */
export function damagedLine(where: string, damage: LineDamage): InputError {
  return new InputError(
    `${where}: ${SENTENCES[damage]} Remove the line and repeat the command that wrote it: only what is missing is done again.`,
  );
}
