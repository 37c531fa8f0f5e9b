/** Names of as many things as there are: those that are given, else their numbers. */
export function names(given: readonly string[] | undefined, count: number): string[] {
  return Array.from({ length: count }, (_, i) => given?.[i] ?? String(i));
}
