import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EnvironmentSpec, type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { readModel, writePomdpx } from '@pomdp-gym/model-files';
import { hallway2, rockSample, tag } from './measured-plugins.js';

const rocks = (n: number, k: number) => () => modelOf(rockSample, { n, k, ending: 'absorbing' });

/** Problems that the project ships, as they are at these options. */
const builtIn: Readonly<Record<string, () => FiniteModel>> = {
  'RockSample-v0:n=4,k=4': () => modelOf(rockSample, { n: 4, k: 4 }),
  'RockSample-v0:n=5,k=5': () => modelOf(rockSample, { n: 5, k: 5 }),
  'RockSample-v0:n=7,k=8': () => modelOf(rockSample, { n: 7, k: 8 }),
  'Tag-v0': () => modelOf(tag, {}),
  'Tag-v0:ending=absorbing': () => modelOf(tag, { ending: 'absorbing' }),
};

/** The names of the problems that the project ships. */
export const BUILT_IN = Object.keys(builtIn);

/** The end of the name of a built-in problem that is written in this format and read back. */
export const REREAD = '.pomdpx';

/** Problems whose files are not in the corpus: the project generates them as their public files have them. */
const generated: Readonly<Record<string, () => FiniteModel>> = {
  hallway2: () => modelOf(hallway2, {}),
  'rock-sample-4-4': rocks(4, 4),
  'rock-sample-5-5': rocks(5, 5),
  'rock-sample-5-7': rocks(5, 7),
  'rock-sample-7-8': rocks(7, 8),
  tag: () => modelOf(tag, { ending: 'absorbing' }),
  'tag-placed': () => placed(modelOf(tag, { ending: 'absorbing' })),
};

/**
 * Tag whose robot knows its own cell before it acts, as in a factored file, whose observed variables are known from the
 * start; the flat file tells it only after the first action.
 */
function placed(model: FiniteModel): FiniteModel {
  const cells = model.observations - 1;
  const rivals = model.states / cells;
  const offsets = Int32Array.from({ length: model.states + 1 }, (_, state) => state);
  const indices = Int32Array.from({ length: model.states }, (_, state) => Math.floor(state / rivals));
  const values = new Float64Array(model.states).fill(1);
  const initialObservationTable = {
    rows: model.states,
    columns: model.observations,
    offsets,
    indices,
    values,
  };
  return { ...model, initialObservationTable };
}

/** The model of a built-in or generated problem, or of a file of the folder POMDP_CORPUS. */
export function solverProblem(name: string): FiniteModel {
  const make = makerOf(name);
  return make ? make() : readModel(readFileSync(corpusPath(name)), name).model;
}

/** Throws an InputError where there is no problem of this name. */
export function requireProblem(name: string): void {
  if (!makerOf(name)) corpusPath(name);
}

function makerOf(name: string): (() => FiniteModel) | undefined {
  const written = name.endsWith(REREAD) ? builtIn[name.slice(0, -REREAD.length)] : undefined;
  const reread = written && (() => readModel(writePomdpx(written()), name).model);
  return generated[name] ?? builtIn[name] ?? reread;
}

/** The path of a file of the corpus; throws an InputError where it is not there. */
function corpusPath(name: string): string {
  const folder = process.env['POMDP_CORPUS'];
  if (!folder) throw new InputError(`${name} is a file of the folder POMDP_CORPUS, which is not set.`);
  if (existsSync(join(folder, name))) return join(folder, name);
  throw new InputError(`The folder POMDP_CORPUS has no file ${name}, and no built-in problem has that name.`);
}

function modelOf(spec: EnvironmentSpec, options: Readonly<Record<string, unknown>>): FiniteModel {
  const environment = spec.create(spec.options.parse(options));
  if (!environment.model) throw new Error(`${spec.id} writes no model down.`);
  return environment.model();
}
