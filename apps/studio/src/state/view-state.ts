import type { RunRecipe, SeedsQuestion } from '../engine/calls.js';
import { initialStudyState, type StudyState } from './study-state.js';

/** The views of a run. */
export const views = [
  'world',
  'play',
  'gradient',
  'search',
  'surface',
  'controller',
  'value',
  'error',
] as const;

export type ViewName = (typeof views)[number];

/** The planes that the surface can lie in. */
export const planes = ['path', 'gradient', 'parameters'] as const;

/** How gradients are drawn as arrows: in the plane of the exact ones and the estimate, or by two components. */
export const arrowPlanes = ['span', 'components'] as const;

/** All that the page shows: it stands in the address, so that a link shows the same. */
export interface ViewState extends RunRecipe, StudyState {
  readonly view: ViewName;
  /** The point of the run, counted from 0; −1 for the last. */
  readonly point: number;
  /** The step of the episode. */
  readonly step: number;
  readonly episodeSeed: number;
  /** What the person at the page has done in the episode that they play; over a box, several numbers an action. */
  readonly played: readonly number[];
  /** Whether the hidden state is shown while a person plays. */
  readonly reveal: boolean;
  /** β of the gradients that are looked at; null for that of the agent. */
  readonly beta: number | null;
  /** T of the estimates that are looked at; 0 for that of the run. */
  readonly length: number;
  /** The seed of the sampled estimates, and along how many paths they are taken. */
  readonly sampleSeed: number;
  readonly paths: number;
  readonly arrows: (typeof arrowPlanes)[number];
  readonly plane: (typeof planes)[number];
  /** Two parameters, counted from 1: those of the arrows by components, and of the plane of two parameters. */
  readonly axes: readonly number[];
  /** The belief at which values are read, a number a state; null for that of the start. */
  readonly belief: readonly number[] | null;
  /** The state, counted from 0, along whose probability values over three states and more are drawn; −1 for that of the page's choice. */
  readonly section: number;
  /** A policy that is looked at in place of a point of the run: θ, K numbers. */
  readonly theta: readonly number[] | null;
  /** The solver of the value view, with its options; empty until one is started. */
  readonly solver: string;
  /** The guided example that is shown; empty where none is. */
  readonly example: string;
  /** The folder of results that is looked at, of those that are served. */
  readonly folder: string;
  /** The study over seeds that is shown; null where none is. */
  readonly seeds: SeedsQuestion | null;
}

export const initialState: ViewState = {
  environment: 'ThreeState-v0',
  agent: 'softmax+gpomdp:beta=.8+conjpomdp',
  seed: 1,
  budget: 20_000,
  steps: 1024,
  start: null,
  theta: null,
  view: 'gradient',
  point: -1,
  step: 0,
  episodeSeed: 1,
  played: [],
  reveal: false,
  beta: null,
  length: 0,
  sampleSeed: 1,
  paths: 8,
  arrows: 'span',
  plane: 'path',
  axes: [1, 2],
  belief: null,
  section: -1,
  solver: '',
  example: '',
  folder: '',
  seeds: null,
  ...initialStudyState,
};

/** The longest paths that are sampled, and the most of them. */
export const [MOST_STEPS, MOST_PATHS] = [10_000_000, 100];

/** What stands behind the # of the address: what differs from the initial state, by name. */
export function hashOf(state: ViewState): string {
  const { seeds, ...rest } = state;
  const written = changedParameters(rest);
  if (seeds) written.set('seeds', textOfSeeds(seeds));
  return written.toString();
}

function changedParameters(state: Partial<ViewState>): URLSearchParams {
  const changed = Object.entries(state).filter(
    ([name, value]) => String(value) !== String(initialState[name as keyof ViewState]),
  );
  return new URLSearchParams(changed.map(([name, value]) => [name, String(value)]));
}

/** A study over seeds as the parameters of its recipe and their number: `count=20&environment=Tiger-v0`. */
function textOfSeeds({ recipe, count }: SeedsQuestion): string {
  return `count=${count}&${changedParameters(recipe).toString()}`;
}

/** Seeds of a study that an address may ask for. */
const MOST_SEEDS = 1000;

/** The state that an address stands for. What it does not say, or says wrongly, is as in the initial state. */
export function stateOf(hash: string): ViewState {
  const written = new WrittenState(new URLSearchParams(hash.replace(/^#/, '')));
  const axes = written.numbers('axes');
  return {
    ...recipeOf(written),
    theta: written.numbers('theta'),
    view: views.find((view) => view === written.text('view')) ?? initialState.view,
    point: written.number('point', whole(-1)),
    step: written.number('step', whole(0)),
    episodeSeed: written.number('episodeSeed', whole(0)),
    played: written.numbers('played') ?? [],
    reveal: written.text('reveal') === 'true',
    solver: written.text('solver'),
    example: written.text('example'),
    beta: written.optional('beta', (value) => value >= 0 && value < 1),
    length: written.number('length', whole(0, MOST_STEPS)),
    sampleSeed: written.number('sampleSeed', whole(0)),
    paths: written.number('paths', whole(1, MOST_PATHS)),
    arrows: arrowPlanes.find((name) => name === written.text('arrows')) ?? initialState.arrows,
    plane: planes.find((name) => name === written.text('plane')) ?? initialState.plane,
    axes: axes?.length === 2 && axes.every((axis) => whole(1)(axis)) ? axes : initialState.axes,
    belief: written.numbers('belief'),
    section: written.number('section', whole(-1)),
    folder: written.text('folder'),
    cell: written.number('cell', whole(0)),
    seeds: written.seeds(),
    ofEnvironment: written.number('ofEnvironment', whole(-1)),
    ofAgent: written.number('ofAgent', whole(-1)),
    ofSeed: written.number('ofSeed', whole(-1)),
    order: written.text('order'),
    rowPage: written.number('rowPage', whole(-1)),
    runOrder: written.text('runOrder'),
    runPage: written.number('runPage', whole(-1)),
    zoom: written.interval('zoom'),
  };
}

/** The recipe of a state, without the rest of it. */
export function recipeIn({ environment, agent, seed, budget, steps, start }: RunRecipe): RunRecipe {
  return { environment, agent, seed, budget, steps, start };
}

function recipeOf(written: WrittenState): RunRecipe {
  return {
    environment: written.text('environment'),
    agent: written.text('agent'),
    seed: written.number('seed', whole(0)),
    budget: written.number('budget', whole(1)),
    steps: written.number('steps', whole(1)),
    start: written.numbers('start'),
  };
}

function whole(least: number, most = Number.MAX_SAFE_INTEGER): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= least && value <= most;
}

/** The parameters of an address. */
class WrittenState {
  constructor(private readonly parameters: URLSearchParams) {}

  text(name: keyof ViewState): string {
    return this.parameters.get(name) ?? String(initialState[name]);
  }

  number(name: keyof ViewState, isAllowed: (value: number) => boolean): number {
    const value = Number(this.parameters.get(name) ?? NaN);
    return isAllowed(value) ? value : Number(initialState[name]);
  }

  optional(name: keyof ViewState, isAllowed: (value: number) => boolean): number | null {
    const value = Number(this.parameters.get(name) ?? NaN);
    return isAllowed(value) ? value : null;
  }

  numbers(name: keyof ViewState): readonly number[] | null {
    return vectorOf(this.parameters.get(name) ?? '');
  }

  /** Two numbers, the first at least 0 and below the second. */
  interval(name: keyof ViewState): readonly number[] | null {
    const [least = -1, most = -1, ...more] = this.numbers(name) ?? [];
    return least >= 0 && least < most && more.length === 0 ? [least, most] : null;
  }

  seeds(): SeedsQuestion | null {
    const inner = new URLSearchParams(this.parameters.get('seeds') ?? '');
    const count = Number(inner.get('count') ?? NaN);
    return whole(1, MOST_SEEDS)(count) ? { recipe: recipeOf(new WrittenState(inner)), count } : null;
  }
}

/** Numbers with commas between them; null where that is not what is written. */
export function vectorOf(text: string): readonly number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  const values = parts.map(Number);
  return parts.includes('') || !values.every(Number.isFinite) ? null : values;
}

/** Numbers of θ that stand in a command; with more, its study repeats a run. */
const MOST_NUMBERS = 100;

/** The command that repeats the run of a recipe; where it begins at a θ of very many numbers, by its study, which the page saves. */
export function commandOf({ environment, agent, seed, budget, steps, start }: RunRecipe): string {
  if (start && start.length > MOST_NUMBERS) return 'pomdp-gym compare studio.yaml';
  const words = [environment, agent].map(quoted);
  const beginning = start ? ` --start=${start.join(',')}` : '';
  return `pomdp-gym run ${words.join(' ')} --seed ${seed} --budget ${budget} --steps ${steps}${beginning}`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w.:,=+/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
