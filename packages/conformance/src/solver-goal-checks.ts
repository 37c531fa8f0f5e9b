import type { SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import { type Check, demand, NotDecided } from './check.js';

type Solve = () => Promise<{ readonly progress: readonly SolverProgress[] }>;

/** The rule of a solver that names an option for its precision: it ends at that, or says what it missed. */
export function goalChecks(
  spec: SolverSpec,
  options: Readonly<Record<string, unknown>> | undefined,
  solve: Solve,
  reports: number,
): Check[] {
  if (spec.precision === undefined && spec.relativePrecision === undefined) return [];
  return [
    {
      name: 'It ends by itself at its precision, or says in its last report what it missed.',
      run: async () => {
        const { progress } = await solve();
        if (progress.length >= reports)
          throw new NotDecided(`it did not end by itself within ${reports} reports: give more \`reports\`.`);
        endsAtGoal(progress.at(-1), allowedGap(spec, options));
      },
    },
  ];
}

type Allowed = (largest: number) => number;

/** The gap at which it is done, given the size of the larger bound. */
function allowedGap(
  { options: schema, precision, relativePrecision }: SolverSpec,
  options: Readonly<Record<string, unknown>> | undefined,
): Allowed {
  const parsed = schema.parse(options ?? {});
  const numberOf = (name: string | undefined) => {
    const value: unknown =
      typeof parsed === 'object' && parsed && name ? Reflect.get(parsed, name) : undefined;
    return typeof value === 'number' ? value : undefined;
  };
  const [absolute, relative] = [numberOf(precision), numberOf(relativePrecision)];
  if (absolute === undefined && relative === undefined)
    throw new NotDecided('its precision has no number among its options: give `options` with one.');
  return (largest) => Math.max(absolute ?? 0, (relative ?? 0) * largest);
}

function endsAtGoal(last: SolverProgress | undefined, allowed: Allowed): void {
  if (!last || last.missed !== undefined) return;
  const { lower, upper } = last;
  const gap = allowed(Math.max(Math.abs(lower), Math.abs(upper)));
  demand(
    upper - lower <= gap * (1 + 1e-9) + 1e-12,
    () =>
      `It ended by itself with the bounds ${lower} and ${upper}, where it is to be done at a gap of ${gap}, and names nothing missed.`,
  );
}
