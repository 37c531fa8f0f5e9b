import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { parseReference, parseStudy, readStudy } from '@pomdp-gym/experiment';
import { ResultsFolder } from '@pomdp-gym/experiment/node';
import { parseModel, readModel, writePomdpx } from '@pomdp-gym/model-files';
import { parseGraphFile, planningModel, readPolicy } from '@pomdp-gym/planning';
import type { MutatedFormat } from './mutated-format.js';
import { GRAPH, OPTIONS, ROVER, STUDY, TIGER, VECTORS, VECTORS_XML } from './sound-texts.js';

const { model } = readModel(TIGER, 'tiger.POMDP');
const plan = planningModel(model);

/** Every format that is read from files and command lines. */
export const formats: readonly MutatedFormat[] = [
  { name: '.POMDP', texts: [TIGER], read: (text) => requireModel(parseModel(text)) },
  { name: '.pomdpx', texts: [ROVER, writePomdpx(model)], read: (text) => requireModel(parseModel(text)) },
  {
    name: '.alpha, .policy',
    texts: [VECTORS, VECTORS_XML],
    read: (text) => readPolicy(text, 'policy', plan),
  },
  { name: '.pg', texts: [GRAPH], read: (text) => parseGraphFile(text, 'graph.pg', plan) },
  { name: 'studies', texts: [STUDY], read: (text) => readStudy(text, 'study.yaml') },
  {
    name: 'options',
    texts: [OPTIONS, 'Tiger-v0', 'models/tiger.POMDP'],
    read: (text) => parseReference(text),
  },
  { name: 'lines of results', texts: [resultLines()], read: readResults },
];

/** The readers of models return what is wrong, and throw nothing. */
function requireModel({ model: read }: ReturnType<typeof parseModel>): void {
  if (!read) throw new InputError('This is no model that can be used.');
}

function resultLines(): string {
  const line = (run: number) => ({
    ...{ run, environment: 'Tiger-v0', agent: 'random', seed: run + 1, status: 'finished' },
    ...{ averageReward: -45.5, exact: true, halfWidth: 0, evaluationSteps: 0, fractionOfOptimum: null },
    ...{ steps: 100, ended: 'budget', moved: null, iterates: 0, probes: 0, theta: [0.25, -1e-9] },
    ...{ curve: [[0, -45.5]], bounds: { lower: 1, upper: null }, error: null },
  });
  return [0, 1].map((run) => `${JSON.stringify(line(run))}\n`).join('');
}

function readResults(text: string): void {
  const study = parseStudy({ environments: ['Tiger-v0'], agents: [{ policy: 'uniform' }], seeds: 3 });
  const provenance = { versions: {}, build: 'none', plugins: [], files: {} };
  const path = mkdtempSync(join(tmpdir(), 'pomdp-gym-mutants-'));
  try {
    ResultsFolder.open(path, study, provenance);
    writeFileSync(join(path, 'runs.jsonl'), text);
    ResultsFolder.open(path, study, provenance);
  } finally {
    rmSync(path, { recursive: true });
  }
}
