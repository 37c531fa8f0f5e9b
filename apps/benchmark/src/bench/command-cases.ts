import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchmarkCase, Side } from './benchmark-case.js';
import { nodeProcess, type Usage } from './node-process.js';
import { TIGER_TEXT } from './tiger-text.js';

const APP = fileURLToPath(new URL('../../../cli/', import.meta.url));
const COMMAND = join(APP, 'bin/pomdp-gym.js');

/** Commands of the app, each from a cold start. */
export function commandCases(folder: string): readonly BenchmarkCase[] {
  const tiger = join(folder, 'tiger.POMDP');
  writeFileSync(tiger, TIGER_TEXT);
  const solve = ['solve', tiger, '--precision', '1e-3'];
  const rocks = ['solve', 'RockSample-v0:n=4,k=4', '--precision', '1e-3'];
  return [
    {
      name: 'cold start solve tiger',
      unit: 's of processor time',
      sides: [
        cpu('solve', COMMAND, ...solve),
        cpu('--help', COMMAND, '--help'),
        cpu('solve, without bundle', join(APP, 'dist/main.js'), ...solve),
      ],
      targets: [{ atMost: 0.4 }],
    },
    {
      name: 'cold start solve RockSample 4 × 4',
      unit: 's of processor time',
      sides: [
        cpu('solve', COMMAND, ...rocks),
        cpu('solve, without bundle', join(APP, 'dist/main.js'), ...rocks),
      ],
      targets: [],
    },
    {
      name: 'cold start compare --help',
      unit: 's of processor time',
      sides: [cpu('compare --help', COMMAND, 'compare', '--help'), cpu('--help', COMMAND, '--help')],
      targets: [{ atMost: 0.15 }],
    },
    {
      name: 'compare 40 runs',
      unit: 's of wall time',
      sides: [compareWith(2, folder), compareWith(1, folder)],
      targets: [{ atMost: 1 / 1.85, per: '1 worker' }],
    },
    {
      name: 'GRAD on 8 paths',
      unit: 's of wall time',
      sides: [gradWith(2), gradWith(1)],
      targets: [{ atMost: 1 / 1.85, per: '1 worker' }],
    },
  ];
}

function side(
  name: string,
  script: string,
  figure: (used: Usage) => number,
  ...words: readonly string[]
): Side {
  return { name, measure: () => figure(nodeProcess(script, ...words)) };
}

function cpu(name: string, script: string, ...words: readonly string[]): Side {
  return side(name, script, ({ cpuSeconds }) => cpuSeconds, ...words);
}

/** Estimates of one ascent, each the mean of eight paths of 20,000,000 steps: four at a time for each of two threads. */
function gradWith(workers: number): Side {
  const words = ['run', 'ThreeState-v0', 'softmax+gpomdp:beta=.9+conjpomdp', '--paths', '8'];
  const limits = ['--steps', '160000000', '--budget', '4000000000', '--workers', String(workers)];
  return side(workersName(workers), COMMAND, ({ wallSeconds }) => wallSeconds, ...words, ...limits);
}

const workersName = (workers: number) => (workers === 1 ? '1 worker' : `${workers} workers`);

/**
 * OLPOMDP on two problems, with twenty seeds of 10,000,000 steps each, in a folder that is not there yet. A run lasts some .8 s, which is short for one
 * of a study: what a command does before and after its runs still counts.
 */
function compareWith(workers: number, folder: string): Side {
  const out = join(folder, `compare-${workers}`);
  const words = [
    ...['compare', '--env', 'ThreeState-v0', '--env', 'Tiger-v0', '--agent', 'softmax+olpomdp:beta=.9'],
    ...[
      '--seeds',
      '20',
      '--budget',
      '10000000',
      '--bracket',
      '0',
      '--workers',
      String(workers),
      '--out',
      out,
    ],
  ];
  return {
    name: workersName(workers),
    measure: () => {
      rmSync(out, { recursive: true, force: true });
      return nodeProcess(COMMAND, ...words).wallSeconds;
    },
  };
}
