import type { SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import { type Check, NotDecided } from './check.js';

type Options = Readonly<Record<string, unknown>>;
/** Solves with these options besides those of the settings. */
type Solve = (options: Options) => Promise<{ readonly progress: readonly SolverProgress[] }>;

/** The gap that a solver is asked for, absolute or relative to the larger bound. */
const GAP = 0.01;

/**
 * The rule of a solver that names an option for its precision: it ends at that, or says what it missed. An end short of it without a
 * word is not decided: a limit that the caller set, of trials say, is no goal that was missed.
 */
export function goalChecks(spec: SolverSpec, solve: Solve, reports: number): Check[] {
  const { precision, relativePrecision, options } = spec;
  const name = precision ?? relativePrecision;
  if (name === undefined) return [];
  return [
    {
      name: 'It ends by itself at its precision, or says in its last report what it missed.',
      run: async () => {
        if (!options.safeParse({ [name]: GAP }).success)
          throw new NotDecided(
            `its option ${name} refuses ${GAP}, so that it cannot be asked for a precision.`,
          );
        const { progress } = await solve({ [name]: GAP });
        if (progress.length >= reports)
          throw new NotDecided(`it did not end by itself within ${reports} reports: give more \`reports\`.`);
        endsAtGoal(progress.at(-1), precision === undefined);
      },
    },
  ];
}

function endsAtGoal(last: SolverProgress | undefined, isRelative: boolean): void {
  if (!last || last.missed !== undefined) return;
  const { lower, upper } = last;
  const gap = GAP * (isRelative ? Math.max(Math.abs(lower), Math.abs(upper)) : 1);
  if (upper - lower <= gap * (1 + 1e-9)) return;
  throw new NotDecided(
    `it ended by itself with the bounds ${lower} and ${upper}, short of the gap ${gap}, and names nothing \`missed\`: right only where ` +
      'a limit among its options ended it.',
  );
}
