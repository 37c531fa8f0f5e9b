/** Numbers of steps T at which estimates and errors are shown: half powers of ten from 100 to 100,000. */
const LENGTHS = [100, 316, 1000, 3162, 10_000, 31_623, 100_000] as const;

/** These and the T that is looked at, rising. */
export function pathLengths(looked: number): readonly number[] {
  return [...new Set([...LENGTHS, looked])].sort((a, b) => a - b);
}
