import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '@pomdp-gym/experiment';
import { checkedLine } from '@pomdp-gym/experiment/node';

const environments = ['ThreeState-v0', 'Tiger-v0', 'LoadUnload-v0', 'TMaze-v0'];
/** What is earned in each at most: less than its optimum. */
const most = [0.8, 1, 0.25, 0.36];
const agents = ['softmax+gpomdp+conjpomdp', 'softmax+gpomdp+ascent', 'softmax+olpomdp', 'uniform', 'other'];
const BUDGET = 100_000;
/** Points of a learning curve, and numbers of θ: what a run of so many steps writes. */
const [POINTS, PARAMETERS] = [60, 12];
/** What stands for the digest of what a run follows from. */
const ORIGIN = '0'.repeat(64);

/** Writes a folder of results of so many runs, of 20 cells, which no program has computed. Returns its runs as lines. */
export function writeSyntheticResults(folder: string, runs: number): void {
  mkdirSync(folder, { recursive: true });
  const seeds = Math.ceil(runs / (environments.length * agents.length));
  const study = {
    name: `${runs} synthetic runs`,
    environments,
    agents: agents.map((name) => ({ name, policy: 'uniform' })),
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    budget: BUDGET,
  };
  writeFileSync(join(folder, 'study.yaml'), JSON.stringify(study));
  const file = openSync(join(folder, 'runs.jsonl'), 'w');
  for (let run = 0; run < runs; run++) writeSync(file, `${syntheticLine(run, seeds)}\n`);
  closeSync(file);
}

function syntheticLine(run: number, seeds: number): string {
  const cell = Math.floor(run / seeds);
  const speed = 1 + (run % 7);
  const place = Math.floor(cell / agents.length);
  const partAt = (share: number) => (share * speed) / (1 + share * speed) + Math.sin(run + 9 * share) / 50;
  const valueAt = (share: number) => most[place]! * partAt(share);
  const record: RunRecord = {
    ...{
      run,
      environment: environments[place]!,
      agent: agents[cell % agents.length]!,
    },
    ...{ seed: (run % seeds) + 1, status: 'finished', averageReward: valueAt(1), exact: true, halfWidth: 0 },
    ...{ evaluationSteps: 0, fractionOfOptimum: partAt(1), steps: BUDGET, ended: 'budget', moved: true },
    ...{ iterates: POINTS, probes: 0, bounds: null, error: null },
    theta: Array.from({ length: PARAMETERS }, (_, k) => Math.sin(run * k + 1)),
    curve: Array.from({ length: POINTS }, (_, i) => [(BUDGET * i) / (POINTS - 1), valueAt(i / (POINTS - 1))]),
  };
  return checkedLine(record, ORIGIN);
}
