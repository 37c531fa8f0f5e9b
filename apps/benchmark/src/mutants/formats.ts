import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { parseReference, parseStudy, readStudy } from '@pomdp-gym/experiment';
import { checkedLine, ResultsFolder } from '@pomdp-gym/experiment/node';
import { parseDpomdp, parseModel, readModel, writePomdpx } from '@pomdp-gym/model-files';
import { parseGraphFile, planningModel, readPolicy } from '@pomdp-gym/planning';
import type { MutatedFormat } from './mutated-format.js';
import { GRAPH, LIFT, OPTIONS, ROVER, STUDY, TIGER, VECTORS, VECTORS_XML } from './sound-texts.js';

const { model } = readModel(TIGER, 'tiger.POMDP');
const plan = planningModel(model);
/** What the lines of results follow from. */
const ORIGIN = 'here';

/** Every format that is read from files and command lines. */
export const formats: readonly MutatedFormat[] = [
  { name: '.POMDP', texts: [TIGER], read: (text) => requireModel(parseModel(text)) },
  { name: '.pomdpx', texts: [ROVER, writePomdpx(model)], read: (text) => requireModel(parseModel(text)) },
  { name: '.dpomdp', texts: [LIFT], read: (text) => requireModel(parseDpomdp(text)) },
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
  {
    name: 'lines of results',
    texts: [
      resultLines()
        .map((line) => `${checkedLine(line, ORIGIN)}\n`)
        .join(''),
    ],
    read: readResults,
  },
  {
    name: 'lines of results, checked after the damage',
    texts: [
      resultLines()
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    ],
    read: (text) => readResults(withChecks(text)),
  },
];

/** The readers of models return what is wrong, and throw nothing. */
function requireModel({ model: read }: ReturnType<typeof parseModel>): void {
  if (!read) throw new InputError('This is no model that can be used.');
}

/** The same lines, each that is a JSON object with the check that fits it. */
function withChecks(text: string): string {
  return text.split('\n').map(withCheck).join('\n');
}

function withCheck(line: string): string {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? checkedLine(value, ORIGIN) : line;
  } catch {
    return line;
  }
}

function resultLines(): object[] {
  const line = (run: number) => ({
    ...{ run, environment: 'Tiger-v0', agent: 'random', seed: run + 1, status: 'finished' },
    ...{ averageReward: -45.5, exact: true, halfWidth: 0, evaluationSteps: 0, fractionOfOptimum: null },
    ...{ steps: 100, ended: 'budget', moved: null, iterates: 0, probes: 0, theta: [0.25, -1e-9] },
    ...{ curve: [[0, -45.5]], bounds: { lower: 1, upper: null }, error: null },
  });
  return [0, 1].map(line);
}

function readResults(text: string): void {
  const study = parseStudy({ environments: ['Tiger-v0'], agents: [{ policy: 'uniform' }], seeds: 3 });
  const provenance = { versions: {}, build: 'none', plugins: [], files: {} };
  const path = mkdtempSync(join(tmpdir(), 'pomdp-gym-mutants-'));
  try {
    const open = () => ResultsFolder.open(path, study, provenance, () => ORIGIN);
    open();
    writeFileSync(join(path, 'runs.jsonl'), text);
    const { records, stale } = open();
    if (records.size === 0 && stale > 0) throw new InputError('None of these lines is of this study.');
  } finally {
    rmSync(path, { recursive: true });
  }
}
