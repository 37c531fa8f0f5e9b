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
  /**
   * Where an element is a tuple (i_1, …, i_n), one entry an agent or a part: the spaces of the entries, of n_1, n_2, …
   * elements. The tuple has the index i = (i_1 · n_2 + i_2) · n_3 + …, so the product of the sizes is `size`. Where the last
   * of the observations is `nothing yet`, which comes before the first action, the product is `size` − 1, and each entry of
   * that observation is one behind its own: i_k = n_k.
   */
  readonly factors?: readonly DiscreteSpace[];
}

/** Vectors of `low.length` real numbers between `low` and `high` (which may be infinite). */
export interface BoxSpace {
  readonly kind: 'box';
  readonly low: readonly number[];
  readonly high: readonly number[];
  /**
   * Of an action space: what the environment does with an action outside. `clipped`: it acts as if the nearest point of the
   * box had been drawn. A batch keeps the action that was drawn, and its score is that of the drawn one. `refused`, and where
   * it is not said: `step` throws, so a policy must not draw it.
   */
  readonly outside?: 'clipped' | 'refused';
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
