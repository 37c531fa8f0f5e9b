/** What was thrown, in words: those for the system's code where there are some, else its message. */
export function inWords(thrown: unknown, words: Readonly<Record<string, string>>): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return Object.hasOwn(words, code) ? words[code]! : thrown.message;
}
