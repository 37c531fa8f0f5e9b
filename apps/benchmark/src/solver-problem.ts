import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentSpec, FiniteModel } from '@pomdp-gym/contracts';
import { readModel } from '@pomdp-gym/model-files';
import { hallway2, rockSample, tag } from './measured-plugins.js';

const rocks = (n: number, k: number) => () => modelOf(rockSample, { n, k, ending: 'absorbing' });

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
  const initialEmissions = { rows: model.states, columns: model.observations, offsets, indices, values };
  return { ...model, initialEmissions };
}

/** The model of a generated problem, or of a file of the folder POMDP_CORPUS. */
export function solverProblem(name: string): FiniteModel {
  const make = generated[name];
  if (make) return make();
  const folder = process.env['POMDP_CORPUS'];
  if (!folder) throw new Error(`${name} is a file of the folder POMDP_CORPUS, which is not set.`);
  return readModel(readFileSync(join(folder, name)), name).model;
}

function modelOf(spec: EnvironmentSpec, options: Readonly<Record<string, unknown>>): FiniteModel {
  const environment = spec.create(spec.options.parse(options));
  if (!environment.model) throw new Error(`${spec.id} writes no model down.`);
  return environment.model();
}
