/**
 * The state along whose probability values are drawn: the chosen one; else the second of two, the first of three, and of more the
 * likeliest at the start of an episode, the first of equal ones.
 *
 * @param chosen counted from 0; −1 where none is chosen.
 * @param start the belief at the start, a number a state; undefined where it is not known.
 */
export function sectionState(chosen: number, states: number, start: readonly number[] | undefined): number {
  if (states === 2) return 1;
  if (chosen >= 0) return Math.min(chosen, states - 1);
  return states === 3 || !start ? 0 : start.indexOf(Math.max(...start));
}
