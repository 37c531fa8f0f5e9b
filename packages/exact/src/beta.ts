/** Throws a RangeError where β is not in [0, 1). */
export function assertBeta(beta: number): void {
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`β lies from 0 up to, but not at, 1; ${beta} does not.`);
}
