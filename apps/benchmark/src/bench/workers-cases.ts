import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchmarkCase, Side } from './benchmark-case.js';
import { nodeProcess } from './node-process.js';

const COMMAND = fileURLToPath(new URL('../../../cli/bin/pomdp-gym.js', import.meta.url));

/**
 * Two workers beside one: short runs, where what a command does before and after them counts most, and runs of the length of a study.
 */
export function workersCases(folder: string): readonly BenchmarkCase[] {
  return [
    workersCase('compare 40 runs of 2 million steps', (workers) => compareWith(2, workers, folder)),
    workersCase('compare 40 runs of 10 million steps', (workers) => compareWith(10, workers, folder)),
    workersCase('GRAD on 8 paths of 5 million steps', (workers) => gradWith(5, workers)),
    workersCase('GRAD on 8 paths of 20 million steps', (workers) => gradWith(20, workers)),
  ];
}

function workersCase(name: string, secondsWith: (workers: number) => number): BenchmarkCase {
  const side = (label: string, workers: number): Side => ({
    name: label,
    measure: () => secondsWith(workers),
  });
  return {
    name,
    unit: 's of wall time',
    sides: [side('2 workers', 2), side('1 worker', 1)],
    targets: [{ atMost: 1 / 1.85, per: '1 worker' }],
  };
}

/**
 * Wall time of the estimates of one ascent, each the mean of eight paths, four at a time for each of two threads. The budget is that of 25
 * estimates.
 */
function gradWith(millions: number, workers: number): number {
  const words = ['run', 'ThreeState-v0', 'softmax+gpomdp:beta=.9+conjpomdp', '--paths', '8'];
  const steps = 8 * millions * 1e6;
  const limits = ['--steps', String(steps), '--budget', String(25 * steps), '--workers', String(workers)];
  return nodeProcess(COMMAND, ...words, ...limits).wallSeconds;
}

/** Wall time of OLPOMDP on two problems with twenty seeds each, in a folder that is not there yet. */
function compareWith(millions: number, workers: number, folder: string): number {
  const out = join(folder, 'compare');
  rmSync(out, { recursive: true, force: true });
  const study = ['--env', 'ThreeState-v0', '--env', 'Tiger-v0', '--agent', 'softmax+olpomdp:beta=.9'];
  const runs = ['--seeds', '20', '--budget', String(millions * 1e6), '--bracket', '0'];
  const means = ['--workers', String(workers), '--out', out];
  return nodeProcess(COMMAND, 'compare', ...study, ...runs, ...means).wallSeconds;
}
