import type { Moment, Opening, Turn } from '@pomdp-gym/experiment';
import type { Kind, RunEvent } from '@pomdp-gym/contracts';

/** What a run is made of, as a person writes it. Plain data; it stands in the address of the page. */
export interface RunRecipe {
  /** An environment with its options and wrappers: `Tiger-v0:accuracy=.9+TimeLimit:steps=20`. */
  readonly environment: string;
  /** An agent, its parts joined by +: `softmax+gpomdp:beta=.9+conjpomdp`. */
  readonly agent: string;
  readonly seed: number;
  /** The steps it may take to learn. */
  readonly budget: number;
  /** T. */
  readonly steps: number;
}

/** A policy of a run. */
export interface PolicyOfRun {
  readonly recipe: RunRecipe;
  /** θ, K numbers. */
  readonly theta: readonly number[];
}

/** Something that is registered. */
export interface CatalogueEntry {
  readonly kind: Kind;
  readonly id: string;
  readonly summary: string;
  readonly options: readonly CatalogueOption[];
}

export interface CatalogueOption {
  readonly name: string;
  readonly description: string;
  /** What it may be, in words: `a number from 0 to 1`. */
  readonly accepts: string;
  readonly default: unknown;
}

/** One β of the gradient view. */
export interface GradientAtBeta {
  readonly beta: number;
  /** ∇_βη, K numbers. */
  readonly gradient: readonly number[];
  /** The angle between ∇_βη and ∇η, in degrees; null where one of them is zero. */
  readonly degrees: number | null;
  readonly squaredBias: number;
  /** lim T · tr Cov(Δ_T). */
  readonly variance: number;
}

/** The exact gradients at a θ. */
export interface ExactGradients {
  readonly averageReward: number;
  /** ∇η, K numbers. */
  readonly gradient: readonly number[];
  readonly atBeta: readonly GradientAtBeta[];
}

/** An episode of a policy, with all that may be known along the way. */
export interface WatchedEpisode {
  readonly opening: Opening;
  readonly turns: readonly Turn[];
  readonly actionLabels: readonly string[] | null;
  readonly observationLabels: readonly string[] | null;
  /** The moment before each turn, and after the last. */
  readonly moments: readonly Moment[];
}

/** What the page asks of the engine: by name, what is sent, what comes on the way and at the end. */
export interface Calls {
  catalogue: { argument: null; event: never; value: readonly CatalogueEntry[] };
  /** What is wrong with a recipe, one sentence each. */
  problems: { argument: RunRecipe; event: never; value: readonly string[] };
  run: { argument: RunRecipe; event: RunEvent; value: null };
  gradients: {
    argument: PolicyOfRun & { readonly betas: readonly number[] };
    event: never;
    value: ExactGradients;
  };
  episode: {
    argument: PolicyOfRun & { readonly episodeSeed: number; readonly steps: number };
    event: never;
    value: WatchedEpisode;
  };
}

export type CallName = keyof Calls;

/** What the page sends. */
export type Request =
  | { readonly id: number; readonly call: CallName; readonly argument: unknown }
  | { readonly id: number; readonly cancel: true };

/** What the engine sends. */
export type Reply =
  | { readonly id: number; readonly event: unknown }
  | { readonly id: number; readonly value: unknown }
  /** `isInput`: the sentence is for the person who gave the input. */
  | { readonly id: number; readonly error: string; readonly stack?: string; readonly isInput: boolean };
