import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchmarkCase, Side } from './benchmark-case.js';
import { nodeProcess, scriptOf, type Usage } from './node-process.js';
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
      name: 'solve, tiger, cold start',
      unit: 's of processor time',
      sides: [
        cpu('solve', COMMAND, ...solve),
        cpu('--help', COMMAND, '--help'),
        cpu('solve, without bundle', join(APP, 'dist/main.js'), ...solve),
      ],
      targets: [{ atMost: 0.4 }],
    },
    {
      name: 'solve, RockSample 4 × 4, cold start',
      unit: 's of processor time',
      sides: [
        cpu('solve', COMMAND, ...rocks),
        cpu('solve, without bundle', join(APP, 'dist/main.js'), ...rocks),
      ],
      targets: [],
    },
    {
      name: 'help of compare, cold start',
      unit: 's of processor time',
      sides: [cpu('compare --help', COMMAND, 'compare', '--help'), cpu('--help', COMMAND, '--help')],
      targets: [{ atMost: 0.15 }],
    },
    {
      name: 'compare, 40 runs',
      unit: 's of wall time',
      sides: [compareWith(2, folder), compareWith(1, folder)],
      targets: [{ atMost: 1 / 1.85, per: '1 worker' }],
    },
    {
      name: 'memory, 10,000-state Garnet',
      unit: 'MB at most',
      sides: [
        side(
          'stream',
          scriptOf('measure-gradient'),
          ({ megabytes }) => megabytes,
          'garnet-10000',
          'stream',
          '0.9',
          '1000000',
          '1',
        ),
      ],
      targets: [{ atMost: 200 }],
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

/** The built-in study with ten seeds for each of its four agents, in a folder that is not there yet. */
function compareWith(workers: number, folder: string): Side {
  const out = join(folder, `compare-${workers}`);
  return {
    name: workers === 1 ? '1 worker' : `${workers} workers`,
    measure: () => {
      rmSync(out, { recursive: true, force: true });
      const words = [
        'compare',
        '--seeds',
        '10',
        '--bracket',
        '0',
        '--workers',
        String(workers),
        '--out',
        out,
      ];
      return nodeProcess(COMMAND, ...words).wallSeconds;
    },
  };
}
