import { quantile } from '@pomdp-gym/statistics';
import type { BuildStanding } from './build-standing.js';
import { runBuild } from './run-build.js';

/**
 * Prints the bounds of two checkouts after equal CPU times: the median of some runs each, with the least and the greatest.
 * The runs alternate, and so does which one is first. Returns whether each median of ours is no worse than the worst run of
 * the other.
 */
export function compareAtSeconds(
  own: string,
  other: string,
  problem: string,
  marks: readonly number[],
  runs: number,
): boolean {
  const [ours, theirs]: BuildStanding[][][] = [[], []];
  for (let run = 0; run < runs; run++) {
    const measureOurs = () => ours!.push(runBuild(own, problem, 'seconds', marks));
    if (run % 2 === 0) measureOurs();
    theirs!.push(runBuild(other, problem, 'seconds', marks));
    if (run % 2 !== 0) measureOurs();
  }
  const verdicts = marks.map((mark, i) => {
    const [here, there] = [ours!, theirs!].map((side) => spreads(side.map((standings) => standings[i]!)));
    const fine = here!.lower.median >= there!.lower.least && here!.upper.median <= there!.upper.greatest;
    console.log(
      `  ${problem}, ${mark} s: ${told(here!)}; other ${told(there!)}: ${fine ? 'within its spread' : 'WORSE'}`,
    );
    return fine;
  });
  return verdicts.every(Boolean);
}

interface Spread {
  readonly least: number;
  readonly median: number;
  readonly greatest: number;
}

interface Spreads {
  readonly lower: Spread;
  readonly upper: Spread;
  readonly backups: Spread;
}

function spreads(standings: readonly BuildStanding[]): Spreads {
  return {
    lower: spread(standings.map(({ lower }) => lower)),
    upper: spread(standings.map(({ upper }) => upper)),
    backups: spread(standings.map(({ backups }) => backups)),
  };
}

function spread(values: readonly number[]): Spread {
  return { least: Math.min(...values), median: quantile(values, 0.5), greatest: Math.max(...values) };
}

function told({ lower, upper, backups }: Spreads): string {
  const figure = ({ least, median, greatest }: Spread) =>
    `${median.toPrecision(6)} (${least.toPrecision(6)} to ${greatest.toPrecision(6)})`;
  return `lower ${figure(lower)}, upper ${figure(upper)}, ${backups.median} backups`;
}
