/** What is wrong with the text of a whole number within a range; undefined where nothing is. */
export function wholeNumberProblem(
  label: string,
  text: string,
  [least, most]: readonly [least: number, most: number],
): string | undefined {
  const number = text.trim() === '' ? NaN : Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return undefined;
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return `The field "${label}" holds "${text}"; it must be a whole number ${range}.`;
}
