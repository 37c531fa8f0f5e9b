/** What bounds are compared at equal numbers of. */
export type BuildMark = 'backups' | 'seconds';

/** Where the bounds of a build stood. */
export interface BuildStanding {
  readonly backups: number;
  /** CPU seconds since it was given the model. */
  readonly seconds: number;
  /** Whether the gap was closed before the mark. */
  readonly done: boolean;
  readonly lower: number;
  readonly upper: number;
}
