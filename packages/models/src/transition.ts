/** What a step led to. */
export interface Transition {
  /** s' */
  state: number;
  /** y */
  observation: number;
  /** r */
  reward: number;
}
