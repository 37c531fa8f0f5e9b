/** How large a model a reader takes on before it refuses with a sentence: what bounds its memory and time. */
export interface ReadLimits {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  /** States times actions: the rows of the tables of transitions. */
  readonly rows: number;
  /** Stored numbers of each kind: transitions, observation probabilities, rewards (12 bytes each and less). */
  readonly entries: number;
}

/** Room for every public model by far; a reader at these limits takes about a gigabyte. */
export const DEFAULT_READ_LIMITS: ReadLimits = {
  states: 1_000_000,
  actions: 100_000,
  observations: 1_000_000,
  rows: 10_000_000,
  entries: 20_000_000,
};
