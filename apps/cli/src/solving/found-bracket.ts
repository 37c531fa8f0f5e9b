/** What is bracketed: the discounted sum of rewards from the start, or the average reward per step. */
export type Criterion = 'discounted' | 'average';

/** What the best policy earns, certified to lie in [lower, upper]. */
export interface Bracket {
  readonly criterion: Criterion;
  readonly lower: number;
  readonly upper: number;
  /** What the two ends rest on. */
  readonly basis: string;
}

/** What may be spent on a bracket. */
export interface Effort {
  /** The backups a solver may make: a count, unlike a time, gives the same bracket on every machine. */
  readonly backups: number;
  /** Told about fifty times a second how many CPU seconds a solver has taken. */
  readonly heard?: ((seconds: number) => void) | undefined;
}

/** The two ends of a bracket, and whether Ctrl-C cut it short. */
export interface FoundBracket {
  readonly lower: number;
  readonly upper: number;
  readonly basis: string;
  readonly cut: boolean;
}
