import type { RunRecipe } from '../engine/calls.js';

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
export interface ViewState extends RunRecipe {
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
  readonly beta: number;
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
  /** The state, counted from 0, along whose probability values over three states are drawn. */
  readonly section: number;
  /** A policy that is looked at in place of a point of the run: θ, K numbers. */
  readonly theta: readonly number[] | null;
  /** The solver of the value view, with its options; empty until one is started. */
  readonly solver: string;
  /** The guided example that is shown; empty where none is. */
  readonly example: string;
  /** The folder of results that is looked at, of those that are served. */
  readonly folder: string;
  /** The row of the study that is looked at, counted from 0. */
  readonly cell: number;
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
  beta: 0.8,
  length: 0,
  sampleSeed: 1,
  paths: 8,
  arrows: 'span',
  plane: 'path',
  axes: [1, 2],
  belief: null,
  section: 0,
  solver: '',
  example: '',
  folder: '',
  cell: 0,
};

/** The longest paths that are sampled, and the most of them. */
export const [MOST_STEPS, MOST_PATHS] = [10_000_000, 100];

/** What stands behind the # of the address: what differs from the initial state, by name. */
export function hashOf(state: ViewState): string {
  const changed = Object.entries(state).filter(
    ([name, value]) => String(value) !== String(initialState[name as keyof ViewState]),
  );
  return new URLSearchParams(changed.map(([name, value]) => [name, String(value)])).toString();
}

/** The state that an address stands for. What it does not say, or says wrongly, is as in the initial state. */
export function stateOf(hash: string): ViewState {
  const written = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: 'environment' | 'agent' | 'solver' | 'example' | 'folder') =>
    written.get(name) ?? initialState[name];
  const number = (name: keyof ViewState, isAllowed: (value: number) => boolean): number => {
    const value = Number(written.get(name) ?? NaN);
    return isAllowed(value) ? value : Number(initialState[name]);
  };
  const whole = (least: number) => (value: number) => Number.isSafeInteger(value) && value >= least;
  const numbers = (name: 'start' | 'theta' | 'belief') => vectorOf(written.get(name) ?? '');
  const axes = vectorOf(written.get('axes') ?? '');
  return {
    environment: text('environment'),
    agent: text('agent'),
    seed: number('seed', whole(0)),
    budget: number('budget', whole(1)),
    steps: number('steps', whole(1)),
    start: numbers('start'),
    theta: numbers('theta'),
    view: views.find((view) => view === written.get('view')) ?? initialState.view,
    point: number('point', whole(-1)),
    step: number('step', whole(0)),
    episodeSeed: number('episodeSeed', whole(0)),
    played: vectorOf(written.get('played') ?? '') ?? [],
    reveal: written.get('reveal') === 'true',
    solver: text('solver'),
    example: text('example'),
    beta: number('beta', (value) => value >= 0 && value < 1),
    length: number('length', (value) => whole(0)(value) && value <= MOST_STEPS),
    sampleSeed: number('sampleSeed', whole(0)),
    paths: number('paths', (value) => whole(1)(value) && value <= MOST_PATHS),
    arrows: arrowPlanes.find((name) => name === written.get('arrows')) ?? initialState.arrows,
    plane: planes.find((name) => name === written.get('plane')) ?? initialState.plane,
    axes: axes?.length === 2 && axes.every(whole(1)) ? axes : initialState.axes,
    belief: numbers('belief'),
    section: number('section', whole(0)),
    folder: text('folder'),
    cell: number('cell', whole(0)),
  };
}

/** Numbers with commas between them; null where that is not what is written. */
export function vectorOf(text: string): readonly number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  const values = parts.map(Number);
  return parts.includes('') || !values.every(Number.isFinite) ? null : values;
}

/** The command that repeats the run of a recipe; where it begins at a point, by its study, which the page saves. */
export function commandOf({ environment, agent, seed, budget, steps, start }: RunRecipe): string {
  if (start) return 'pomdp-gym compare studio.yaml';
  const words = [environment, agent].map(quoted);
  return `pomdp-gym run ${words.join(' ')} --seed ${seed} --budget ${budget} --steps ${steps}`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w.:,=+/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
