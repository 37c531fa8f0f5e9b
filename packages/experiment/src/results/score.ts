/** The least and the greatest that the optimum can be. */
export interface OptimumRange {
  readonly lower: number;
  readonly upper: number;
}

/**
 * A result as a part of the way from a random agent (0) to the optimum (1), between the ends that the bracket of the optimum leaves
 * open: they are the same where it is known.
 */
export interface Score {
  /** The agent whose score is 0. */
  readonly from: string;
  readonly least: number | null;
  /** Null where the optimum may be no better than the random agent. */
  readonly greatest: number | null;
}

/** (x − x₀) / (x* − x₀), x₀ of the random agent and x* within its range; null where x* is no better than x₀ for certain. */
export function scoreOf(value: number, from: string, random: number, optimum: OptimumRange): Score | null {
  const [shortest, longest] = [optimum.lower - random, optimum.upper - random];
  if (!(longest > 0)) return null;
  const gained = value - random;
  const far = Number.isFinite(longest) ? gained / longest : 0;
  const near = shortest > 0 ? gained / shortest : null;
  if (near === null)
    return gained < 0 ? { from, least: null, greatest: far } : { from, least: far, greatest: null };
  return { from, least: Math.min(far, near), greatest: Math.max(far, near) };
}
