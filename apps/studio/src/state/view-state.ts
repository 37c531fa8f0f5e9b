import type { RunRecipe } from '../engine/calls.js';
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
  readonly beta: number;
  /** A policy that is looked at in place of a point of the run: θ, K numbers. */
  readonly theta: readonly number[] | null;
  /** The solver of the value view, with its options; empty until one is started. */
  readonly solver: string;
  /** The guided example that is shown; empty where none is. */
  readonly example: string;
  /** The folder of results that is looked at, of those that are served. */
  readonly folder: string;
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
  solver: '',
  example: '',
  folder: '',
  ...initialStudyState,
};

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
  const text = (name: 'environment' | 'agent' | 'solver' | 'example' | 'folder' | 'order' | 'runOrder') =>
    written.get(name) ?? initialState[name];
  const number = (name: keyof ViewState, isAllowed: (value: number) => boolean): number => {
    const value = Number(written.get(name) ?? NaN);
    return isAllowed(value) ? value : Number(initialState[name]);
  };
  const whole = (least: number) => (value: number) => Number.isSafeInteger(value) && value >= least;
  const numbers = (name: 'start' | 'theta') => vectorOf(written.get(name) ?? '');
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
    folder: text('folder'),
    cell: number('cell', whole(0)),
    ofEnvironment: number('ofEnvironment', whole(-1)),
    ofAgent: number('ofAgent', whole(-1)),
    ofSeed: number('ofSeed', whole(-1)),
    order: text('order'),
    rowPage: number('rowPage', whole(-1)),
    runOrder: text('runOrder'),
    runPage: number('runPage', whole(-1)),
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
