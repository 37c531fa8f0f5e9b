/** The finite set {0, …, size − 1}. */
export interface DiscreteSpace {
  readonly kind: 'discrete';
  readonly size: number;
  /** One name an element, for people. */
  readonly labels?: readonly string[];
  /**
   * One feature vector an element (size × m), where the problem's authors give one: the paper's φ(y).
   * A policy that is linear in features reads them here.
   */
  readonly features?: readonly (readonly number[])[];
}

/** Vectors of `low.length` real numbers between `low` and `high` (which may be infinite). */
export interface BoxSpace {
  readonly kind: 'box';
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export type Space = DiscreteSpace | BoxSpace;

/** What a policy sees and acts on. */
export interface Spaces {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
}

/** An element of a space: an index into a discrete space, or a row of numbers (lent: copy what you keep). */
export type Point = number | Float64Array;

/** y_t */
export type Observation = Point;

/** u_t */
export type Action = Point;
