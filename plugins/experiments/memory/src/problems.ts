import type { MemoryOptions } from './memory-options.js';
import type { SamplingName } from './sampling.js';
import { type ReportedRow, reportedRows, type ReportedSearch, reportedSearches } from './published.js';

/** A problem as its worth is discounted from the start. Plain JSON. */
export interface ProblemSettings {
  readonly environment: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  /** Whether an observation of the start state is shown before the first action. */
  readonly observeFirst: boolean;
  /** The state that it starts in; null leaves the start as it is. */
  readonly startState: number | null;
}

/** A problem of the table. */
export interface MemoryProblem {
  readonly name: string;
  readonly title: string;
  readonly settings: ProblemSettings;
  /** The controllers that are tried, by their numbers of nodes. */
  readonly nodes: readonly number[];
  /** Random starts at full size, where they are fewer than the option says: a gradient takes long here. */
  readonly seeds?: number;
  /** Seconds of a gradient at 4 nodes, roughly. */
  readonly seconds: number;
  /** How it is climbed from samples. */
  readonly sampling?: SamplingName;
  readonly reported?: ReportedRow;
  readonly search?: ReportedSearch;
}

type Written = Omit<MemoryProblem, 'settings' | 'reported' | 'search'> & {
  /** The id of an environment, or the name of a model file. */
  readonly environment: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** As `observeFirst` of the environment File: the action whose observation comes first, where it depends on it. */
  readonly observeFirst?: boolean | string;
  readonly startState?: number;
};

const all = [1, 2, 4, 8];

const builtIn: readonly Written[] = [
  { name: 'tiger', title: 'Tiger', environment: 'Tiger-v0', nodes: [1, 2, 4, 5, 8], seconds: 0.002 },
  { name: '4x3', title: '4x3', environment: 'FourByThree-v0', observeFirst: true, nodes: all, seconds: 0.03 },
  {
    name: 'cheese',
    title: 'Cheese maze',
    environment: 'CheeseMaze-v0',
    observeFirst: true,
    nodes: all,
    seconds: 0.005,
  },
  {
    name: 'shuttle',
    title: 'Shuttle',
    environment: 'Shuttle-v0',
    observeFirst: true,
    nodes: all,
    seconds: 0.01,
  },
  {
    name: 'hallway',
    title: 'Hallway, restarting at the goal',
    environment: 'Hallway-v0',
    options: { atGoal: 'restart' },
    nodes: all,
    seeds: 10,
    seconds: 0.15,
  },
];

const inFiles: readonly Written[] = [
  {
    name: 'network',
    title: 'Network, started in s000',
    environment: 'network.POMDP',
    observeFirst: true,
    startState: 0,
    nodes: all,
    seconds: 0.01,
  },
  {
    name: 'paint',
    title: 'Paint',
    environment: 'paint.95.POMDP',
    observeFirst: 'paint',
    nodes: all,
    seconds: 0.01,
  },
  {
    name: 'tiger-alt-start',
    title: 'Tiger with another start',
    environment: 'lambda/tiger-alt-start.POMDP',
    observeFirst: true,
    nodes: all,
    seconds: 0.01,
    sampling: 'even',
  },
  {
    name: 'tmaze5',
    title: 'T-maze of length 5',
    environment: 'lambda/tmaze5.POMDP',
    observeFirst: true,
    nodes: all,
    seconds: 0.01,
  },
  {
    name: 'network-uniform',
    title: 'Network',
    environment: 'network.POMDP',
    nodes: [...all, 12],
    seconds: 0.02,
  },
  {
    name: 'query.s3',
    title: 'Query of three servers',
    environment: 'query.s3.POMDP',
    nodes: all,
    seeds: 5,
    seconds: 0.3,
  },
  {
    name: 'milos-aaai97',
    title: 'Milos',
    environment: 'milos-aaai97.POMDP',
    nodes: [...all, 12],
    seeds: 10,
    seconds: 0.15,
  },
  {
    name: 'iff',
    title: 'Identify friend or foe',
    environment: 'iff.POMDP',
    nodes: [1, 2, 4],
    seeds: 3,
    seconds: 0.5,
  },
  {
    name: 'tiger-grid',
    title: 'Tiger-grid',
    environment: 'tiger-grid.POMDP',
    nodes: [1, 2, 4],
    seeds: 3,
    seconds: 1,
  },
];

/** The problems of the table, those of model files where there is a folder of them. */
export function problemsIn({ models }: Pick<MemoryOptions, 'models'>): readonly MemoryProblem[] {
  const written = [...builtIn, ...(models === '' ? [] : inFiles.map((each) => fromFile(each, models)))];
  return written.map(problemOf);
}

function fromFile(written: Written, models: string): Written {
  const { observeFirst = false } = written;
  const options = { path: `${models}/${written.environment}`, observeFirst };
  return { ...written, environment: 'File', options };
}

function problemOf({
  environment,
  options = {},
  observeFirst = false,
  startState,
  ...rest
}: Written): MemoryProblem {
  const reported = reportedRows[rest.name];
  const search = reportedSearches[rest.name];
  return {
    ...rest,
    settings: {
      environment: { id: environment, options },
      observeFirst: observeFirst === true,
      startState: startState ?? null,
    },
    ...(reported && { reported }),
    ...(search && { search }),
  };
}
