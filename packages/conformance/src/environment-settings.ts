import type { Driver } from './driver.js';

export interface EnvironmentSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /**
   * How to reach its rare places: a list of actions, repeated, or a function of the observation. Every rule that plays with
   * uniformly random actions plays as long with these.
   */
  readonly driver?: Driver;
  /** Set where its id says no version: it stands for no problem of its own. */
  readonly unversioned?: boolean;
  /** The most steps spent on comparing a simulator that draws in its own way with its model; by the model's size by default. */
  readonly agreementSteps?: number;
  /** Set where nothing is left to chance: it must then draw nothing, and all seeds give the same path. */
  readonly deterministic?: true;
  /** Other values of its options, by name, for the rule that each has an effect, where its schema does not show them. */
  readonly alternatives?: Readonly<Record<string, readonly unknown[]>>;
  /** Seed of the rules that draw samples and count; 1 by default. */
  readonly seed?: number;
}
