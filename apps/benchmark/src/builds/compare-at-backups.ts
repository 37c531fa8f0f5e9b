import type { BuildStanding } from './build-standing.js';
import { runBuild } from './run-build.js';

/** Rounding, relative to the bound. */
const ROUNDING = 1e-9;

/** Prints the bounds of two checkouts after equal numbers of backups; whether ours are nowhere worse. */
export function compareAtBackups(
  own: string,
  other: string,
  problem: string,
  marks: readonly number[],
): boolean {
  const [ours, theirs] = [own, other].map((checkout) => runBuild(checkout, problem, 'backups', marks));
  const verdicts = marks.map((mark, i) => {
    const [here, there] = [ours![i]!, theirs![i]!];
    const fine = isNoWorse(here, there);
    console.log(
      `  ${problem}, ${mark} backups: ${told(here)}; other ${told(there)}: ${fine ? 'no worse' : 'WORSE'}`,
    );
    return fine;
  });
  return verdicts.every(Boolean);
}

/** Bounds whose gap is closed are equally good. */
function isNoWorse(here: BuildStanding, there: BuildStanding): boolean {
  if (here.done) return true;
  const below = (one: number, another: number) => one <= another + ROUNDING * Math.abs(another);
  return below(there.lower, here.lower) && below(here.upper, there.upper);
}

function told({ lower, upper, backups, done }: BuildStanding): string {
  return `[${lower.toPrecision(8)}, ${upper.toPrecision(8)}] at ${backups}${done ? ', done' : ''}`;
}
