import type { ErrorAfterSteps } from '@pomdp-gym/exact';
import type { Moment, Opening, RunRecord, StudyProgress, Turn } from '@pomdp-gym/experiment';
import type { FrameRole, Kind, PartKind, Reference, RunEvent } from '@pomdp-gym/contracts';
import type { OptionField } from '@pomdp-gym/registry';
import type { EstimatesSoFar, Sampling } from './estimate-calls.js';
import type { KnownBracket, OptimumQuestion } from './known-optima.js';
import type { LearnerValues } from './learner-value-calls.js';

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
  /** θ_0, K numbers, where the run begins at a point of another; null where it begins as the agent does. */
  readonly start: readonly number[] | null;
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
  /** How a form takes it in. */
  readonly field: OptionField;
}

/** The environment and the agent of a recipe, taken apart. */
export interface RecipeParts {
  readonly environment: Reference;
  /** The innermost first. */
  readonly wrappers: readonly Reference[];
  readonly agent: { readonly [part in PartKind]?: Reference };
}

/** What is wrong with a part: one sentence. */
export interface PartProblem {
  /** Which part: `environment`, `wrapper 0` or a kind of part of an agent. */
  readonly place: string;
  /** Where among its options; empty where it is about the part itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A recipe taken apart; null where a text cannot be read. */
export interface ReadParts {
  readonly parts: RecipeParts | null;
  readonly problems: readonly PartProblem[];
}

/** An environment and an agent as a person writes them. */
export type RecipeTexts = Pick<RunRecipe, 'environment' | 'agent'>;

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
  /** About how many steps the chain takes to forget its start; null where that is not known. */
  readonly mixing: number | null;
  /** Whether episodes end for ever: some recurrent node may be left by an ending. */
  readonly ends: boolean;
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

/** An episode in which a person acts. */
export interface PlayQuestion {
  readonly environment: string;
  readonly episodeSeed: number;
  /** The actions so far, one number each; over a box, as many numbers as it has dimensions. */
  readonly actions: readonly number[];
}

/** A belief, and the environment whose states it is over. */
export interface BeliefQuestion {
  readonly environment: string;
  /** P(s), S numbers. */
  readonly belief: readonly number[];
}

/** Something that stands in a square of a map with some probability. */
export interface MapMark {
  readonly row: number;
  readonly column: number;
  readonly role: FrameRole;
  readonly character: string;
  readonly probability: number;
}

/** The pictures of all states that are possible, in one. */
export interface BeliefMap {
  readonly rows: number;
  readonly columns: number;
  /** Squares that are wall in each of these states. */
  readonly walls: readonly (readonly [row: number, column: number])[];
  readonly marks: readonly MapMark[];
}

/** η at points of a ray: of θ + s d for each s. */
export interface RayQuestion extends PolicyOfRun {
  /** d, K numbers. */
  readonly direction: readonly number[];
  readonly lengths: readonly number[];
}

/** η at θ + a d₁ + b d₂, for each b a row of the values of all a. */
export interface SurfaceQuestion extends PolicyOfRun {
  readonly directions: readonly [readonly number[], readonly number[]];
  readonly across: readonly number[];
  readonly down: readonly number[];
}

/** A row of a surface, once it is computed; null where η is not defined. */
export interface SurfaceRow {
  readonly row: number;
  readonly values: readonly (number | null)[];
}

/** What a policy does in a memory node on an observation. */
export interface NodeResponse {
  readonly node: number;
  readonly observation: number;
  /** P(y | m) in the long run; null where the node is not visited in the long run. */
  readonly share: number | null;
  /** P(u | m, y), A numbers. */
  readonly actions: readonly number[];
  /** P(m' | m, y), M numbers. */
  readonly moves: readonly number[];
}

/** A policy as a finite-state controller, with how often each node acts. */
export interface ControllerGraph {
  readonly nodes: number;
  readonly observations: readonly string[];
  readonly actions: readonly string[];
  /** P(first node), M numbers. */
  readonly start: readonly number[];
  /** The share of all steps that each node takes in the long run, over episodes that begin anew after each ending; M numbers. */
  readonly occupancy: readonly number[];
  /** P(u | m), by what is observed in that node in the long run; M rows of A numbers, of zeros where the node is not visited. */
  readonly actionShares: readonly (readonly number[])[];
  /**
   * P(m' takes the next step of the episode | m) in the long run, M rows of M numbers, of zeros where the node is not visited. With
   * `endings` a row sums to one, and occupancy(m') = Σ_m occupancy(m) (moves(m, m') + endings(m) start(m')).
   */
  readonly moves: readonly (readonly number[])[];
  /** P(the step ends its episode | m) in the long run, M numbers; the next episode begins by `start`. */
  readonly endings: readonly number[];
  /** By node and observation: those that occur in the long run, and all those of nodes that are not visited. */
  readonly responses: readonly NodeResponse[];
}

/** Where GPOMDP's errors after T steps are asked for. */
export interface FiniteErrorQuestion {
  /** By each of these β after this T. */
  readonly betas: readonly number[];
  readonly steps: number;
  /** By T, whole and rising, with one β. */
  readonly at: { readonly beta: number; readonly lengths: readonly number[] };
  /** Whether all are computed, however long that takes. */
  readonly isUnlimited?: boolean;
}

/** Exact bias² and variance after T steps of a path that begins with an episode; null where they take too long. */
export interface FiniteErrors {
  readonly byBeta: readonly (ErrorAfterSteps | null)[];
  readonly byLength: readonly (ErrorAfterSteps | null)[];
  /** About how many seconds the error after `steps` takes with one β. */
  readonly seconds: number;
}

/** Bias and asymptotic variance of GPOMDP. */
export interface ErrorMap {
  readonly betas: readonly number[];
  /** |E Δ − ∇η|², by β. */
  readonly squaredBias: readonly number[];
  /** lim T · tr Cov(Δ_T), by β. */
  readonly variance: readonly number[];
  /** |∇η|². */
  readonly squaredGradient: number;
  /** As of `ExactGradients`. */
  readonly mixing: number | null;
  /** Whether episodes end for ever: some recurrent node may be left by an ending. */
  readonly ends: boolean;
  /** The eigenvalues of the chain; null where it has too many nodes. */
  readonly eigenvalues: readonly { readonly real: number; readonly imaginary: number }[] | null;
}

/** A problem to solve, and with what. */
export interface SolveQuestion {
  readonly environment: string;
  /** A solver with its options. */
  readonly solver: string;
}

/** Bounds on the value of the start. */
export interface SolveProgress {
  readonly lower: number;
  readonly upper: number;
  readonly work: number;
}

/** What a solver has found. */
export interface Solution {
  readonly states: readonly string[];
  readonly actions: readonly string[];
  /** γ that it planned with, where it is known. */
  readonly discount: number | null;
  /** The α-vectors of its policy, a number a state; null where it has another kind of policy. */
  readonly vectors: readonly { readonly action: string; readonly values: readonly number[] }[] | null;
  /** Over three states, the corners of the part of the simplex where each α-vector is greatest; null elsewhere, and for too many vectors. */
  readonly regions: readonly (readonly (readonly number[])[])[] | null;
  /** Vectors of the fast informed bound, a number a state: their greatest product with a belief is an upper bound on its value. Empty without a γ below 1. */
  readonly upperVectors: readonly (readonly number[])[];
}

/** The best average reward of an environment lies in [lower, upper]; null, and why, where there is no bracket. */
export interface AverageOptimum {
  readonly bracket: { readonly lower: number; readonly upper: number; readonly basis: string } | null;
  readonly absent: string | null;
}

/** The files of a folder of results. */
export interface ResultsFiles {
  /** study.yaml */
  readonly study: Blob;
  /** runs.jsonl */
  readonly runs: Blob;
}

/** A study that `pomdp-gym studio` serves. */
export interface FollowQuestion {
  /** Where its events come from. */
  readonly url: string;
  /** Runs that are shown of it: until it is read whole it is emitted with as many at least. */
  readonly shown: number;
}

/** A folder of results that is served. */
export interface FolderEntry {
  readonly name: string;
  /** When a run was last written, ISO 8601. */
  readonly when: string;
}

/** A recipe over consecutive seeds, from its own on. */
export interface SeedsQuestion {
  readonly recipe: RunRecipe;
  readonly count: number;
}

/** Which rows of a study are shown, each an agent in an environment. */
export interface RowsQuestion {
  /** The environment that the study is narrowed to, counted from 0; −1 for all. */
  readonly environment: number;
  /** The agent that it is narrowed to, counted from 0; −1 for all. */
  readonly agent: number;
  /** The column that rows are sorted by, `-` before it for the greatest first; empty for the order of the study. */
  readonly order: string;
  /** Counted from 0; −1 for the page that holds the row that is looked at. */
  readonly page: number;
  /** The row that is looked at. */
  readonly cell: number;
}

/** An agent in an environment, over the seeds, beside the bracket of the optimum. */
export interface CellRow {
  /** Its number in the study. */
  readonly cell: number;
  readonly environmentIndex: number;
  readonly agentIndex: number;
  readonly environment: string;
  readonly agent: string;
  readonly runs: number;
  /** Whether every η is exact, rather than simulated. */
  readonly exact: boolean;
  readonly failures: number;
  readonly firstFailure: string | null;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The kind of the 95 % interval; null where there is no interval. */
  readonly interval: string | null;
  /** The worst coverage that was measured for so many seeds; null where none was. */
  readonly coverage: number | null;
  /** The certified bracket of η*; null where it is not known. */
  readonly optimumLower: number | null;
  readonly optimumUpper: number | null;
  /** What the bracket rests on. */
  readonly optimumBasis: string | null;
  /** Why there is no bracket. */
  readonly optimumAbsent: string | null;
  /** η*, where the environment states it, or the bracket is closed; null elsewhere. */
  readonly optimum: number | null;
  /** Why the optimum that the environment states is not used. */
  readonly optimumDoubt: string | null;
  readonly fractionOfOptimum: number | null;
  /** Mean steps used to learn. */
  readonly steps: number | null;
}

/** A page of rows, counted from 0, and how many rows there are. */
export interface StudyRowsPage {
  readonly page: number;
  readonly total: number;
  readonly rows: readonly CellRow[];
}

/** Which runs of a row are shown. */
export interface RunsQuestion {
  readonly cell: number;
  /** As of rows: `seed`, `status`, `averageReward` or `steps`. */
  readonly order: string;
  /** Counted from 0; −1 for the page that holds the seed. */
  readonly page: number;
  /** The seed that is looked at; −1 for none. */
  readonly seed: number;
}

/** A run of a cell. */
export interface ListedRun {
  readonly seed: number;
  readonly status: string;
  readonly averageReward: number | null;
  readonly exact: boolean;
  /** Half the width of the 95 % interval of a simulated η; null where it is not known. */
  readonly halfWidth: number | null;
  /** Steps used to learn. */
  readonly steps: number;
  readonly error: string | null;
}

/** A page of the runs of a row that are done. */
export interface RunsPage {
  readonly cell: number;
  readonly page: number;
  readonly total: number;
  readonly rows: readonly ListedRun[];
}

/** A cell, and the seed that is looked at; −1 for none. */
export interface CellQuestion {
  readonly cell: number;
  readonly seed: number;
}

/** What is shown of a cell that is looked at. */
export interface CellDetails {
  readonly row: CellRow;
  /** The learning curve over the runs: at each number of steps the mean, and the quartiles; NaN where no run has a value. */
  readonly curve: {
    readonly steps: Float64Array;
    readonly mean: Float64Array;
    readonly lower: Float64Array;
    readonly upper: Float64Array;
  };
  /** The run of the seed, with its own curve; null where it is not done. */
  readonly run:
    | (ListedRun & {
        /** The last η that it had learnt by each number of steps of the curve; NaN before its first. */
        readonly values: Float64Array;
      })
    | null;
  /** The recipe of its runs, but for the seed; null where they have settings that no recipe holds. */
  readonly recipe: RunRecipe | null;
}

/** A study over its seeds. */
export interface StudyOverview {
  /** Its number among those that this thread has opened. */
  readonly id: number;
  /** Whether all runs that were there when it was opened have been read. */
  readonly isWhole: boolean;
  readonly name: string;
  readonly budget: number;
  /** How many environments and agents it has. */
  readonly environments: number;
  readonly agents: number;
  readonly done: number;
  readonly planned: number;
  /** Lines that hold no run of this study and this version. */
  readonly damaged: number;
}

/** What is known of an optimum, or the sentence of why nothing is; by the JSON of its question. */
export interface FoundOptimum {
  readonly question: string;
  readonly known: KnownBracket | string;
}

/** What comes of a study that is read or run. */
export type StudyNews =
  /** The study as it stands, and the status of the study that may be run where that came with it. */
  | { readonly kind: 'study'; readonly study: StudyOverview; readonly status?: StudyProgress }
  | { readonly kind: 'status'; readonly status: StudyProgress }
  /** The folders that are served, whenever one comes or goes. */
  | { readonly kind: 'folders'; readonly folders: readonly FolderEntry[] }
  /** A run of a study over seeds that is done. */
  | { readonly kind: 'run'; readonly record: RunRecord }
  /** Why the study or the server cannot be read; null once it is read again. */
  | { readonly kind: 'problem'; readonly sentence: string | null };

/** What the page asks of the engine: by name, what is sent, what comes on the way and at the end. */
export interface Calls {
  /** Returns once the engine comes to it. */
  free: { argument: null; event: never; value: null };
  catalogue: { argument: null; event: never; value: readonly CatalogueEntry[] };
  /** What is wrong with a recipe, one sentence each. */
  problems: { argument: RunRecipe; event: never; value: readonly string[] };
  parts: { argument: RecipeTexts; event: never; value: ReadParts };
  write: { argument: RecipeParts; event: never; value: RecipeTexts };
  /** The study of the one run, as JSON, which is YAML too. */
  study: { argument: RunRecipe; event: never; value: string };
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
  play: { argument: PlayQuestion; event: never; value: WatchedEpisode };
  /** Null where the states have no pictures of their own, or too many are possible. */
  beliefMap: { argument: BeliefQuestion; event: never; value: BeliefMap | null };
  /** Emits the study as it stands while it is read. */
  results: { argument: ResultsFiles; event: StudyNews; value: null };
  /** Runs what is not known yet; emits each run, and the study as it stands after it. */
  seeds: {
    argument: SeedsQuestion & {
      readonly known: readonly RunRecord[];
      /** Whether it shows the runs that are known, and runs no other. */
      readonly isStopped: boolean;
    };
    event: StudyNews;
    value: null;
  };
  /** Emits what is served as it stands, whenever it changes: folders, the status of the study that may be run, and the study of a folder. */
  follow: { argument: FollowQuestion; event: StudyNews; value: never };
  /** Rows of the study that was emitted last. */
  rows: { argument: RowsQuestion; event: never; value: StudyRowsPage };
  /** All of them, with all digits. */
  allRows: { argument: RowsQuestion; event: never; value: readonly CellRow[] };
  runs: { argument: RunsQuestion; event: never; value: RunsPage };
  cell: { argument: CellQuestion; event: never; value: CellDetails };
  /** What the bracket of each environment of the study that was emitted last depends on. */
  optimumQuestions: { argument: null; event: never; value: readonly OptimumQuestion[] };
  optimum: { argument: OptimumQuestion; event: never; value: KnownBracket };
  /** Puts brackets beside the rows of that study, and of each study with these environments that is opened later. */
  takeOptima: { argument: readonly FoundOptimum[]; event: never; value: null };
  ray: { argument: RayQuestion; event: never; value: readonly (number | null)[] };
  surface: { argument: SurfaceQuestion; event: SurfaceRow; value: null };
  controller: { argument: PolicyOfRun; event: never; value: ControllerGraph };
  errors: { argument: PolicyOfRun & { readonly betas: readonly number[] }; event: never; value: ErrorMap };
  finiteErrors: { argument: PolicyOfRun & FiniteErrorQuestion; event: never; value: FiniteErrors };
  /** Emits what the paths so far estimate after each path. */
  estimates: { argument: PolicyOfRun & Sampling; event: EstimatesSoFar; value: null };
  /** The discount of the solver, with its options, goes before that of the environment; it is empty for none. */
  learnerValues: { argument: PolicyOfRun & { readonly solver: string }; event: never; value: LearnerValues };
  /** The argument is an environment with its options. */
  averageOptimum: { argument: string; event: never; value: AverageOptimum };
  solve: { argument: SolveQuestion; event: SolveProgress; value: Solution };
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
