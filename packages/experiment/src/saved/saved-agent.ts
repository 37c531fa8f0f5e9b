import type { EndReason } from '@pomdp-gym/contracts';
import type { Provenance } from '../results/provenance.js';
import type { Study } from '../study/study.js';

/** What marks the files of trained agents, and the version of their format that this program writes. */
export const AGENT_FORMAT = 'pomdp-gym agent';
export const AGENT_VERSION = 1;

/** θ of the policy that the recipe makes. */
export interface SavedParameters {
  readonly kind: 'parameters';
  readonly theta: readonly number[];
}

/** The law of the policy, as `FiniteStateController` of contracts lays it out. */
export interface SavedController {
  readonly kind: 'controller';
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  readonly start: readonly number[];
  readonly actionProbabilities: readonly number[];
  readonly successorProbabilities: readonly number[];
}

/** α-vectors over all states of the model that the solver planned on, each with its action. */
export interface SavedVectors {
  readonly kind: 'vectors';
  /** γ that was planned with. */
  readonly discount: number;
  readonly states: number;
  readonly actions: number;
  readonly vectors: readonly { readonly action: number; readonly values: readonly number[] }[];
}

/** The recipe says all: the policy has no parameters, or its solver plans while it acts. */
export interface SavedRecipe {
  readonly kind: 'recipe';
}

export type SavedPolicy = SavedParameters | SavedController | SavedVectors | SavedRecipe;

/** A trained agent as a file holds it: how it came to be, and what it does. Plain JSON. */
export interface SavedAgent {
  readonly format: typeof AGENT_FORMAT;
  readonly version: typeof AGENT_VERSION;
  /** The run that trained it, as a study of one environment, one agent and one seed with every option filled in. */
  readonly study: Study;
  /** Steps that it took to learn. */
  readonly steps: number;
  readonly ended: EndReason;
  /** The look at the clock at which a limit of seconds ended it: by it a recipe that is trained again ends there too. */
  readonly look?: number | undefined;
  readonly policy: SavedPolicy;
  /** A digest of the tables of the model that it was trained in; left out where that had none. */
  readonly model?: string | undefined;
  /** What made it. */
  readonly provenance: Provenance;
}
