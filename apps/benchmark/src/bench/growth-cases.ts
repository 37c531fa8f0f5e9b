import type { BenchmarkCase, Side } from './benchmark-case.js';
import { STEP_UNIT, workSide } from './gradient-cases.js';
import { nodeProcess, scriptOf } from './node-process.js';

/** Garnet models of 10,000 states whose observations alone grow, from the most parameters to the fewest. */
const GROWING: Readonly<Record<string, string>> = {
  '10,000 parameters': 'garnet-of-10000',
  '1,000 parameters': 'garnet-1000',
  '100 parameters': 'garnet-100',
  '4 parameters': 'garnet-4',
};

/** What must not grow: time with the number of parameters, memory with T. */
export function growthCases(): readonly BenchmarkCase[] {
  return [
    {
      name: 'growing Garnet β 0.9',
      unit: STEP_UNIT,
      sides: Object.entries(GROWING).map(([name, problem]) => ({
        ...workSide('estimator', problem, 0.9),
        name,
      })),
      targets: [
        { atMost: 1.1, per: '4 parameters' },
        { atMost: 1.1, per: '100 parameters' },
        { atMost: 1.1, per: '1,000 parameters' },
      ],
    },
    {
      name: 'memory 10000-state Garnet',
      unit: 'MB at most',
      sides: [memorySide('T = 4,000,000', 4_000_000), memorySide('T = 400,000', 400_000)],
      targets: [{ atMost: 200 }, { atMost: 1.05, per: 'T = 400,000' }],
    },
  ];
}

function memorySide(name: string, steps: number): Side {
  return {
    name,
    measure: () =>
      nodeProcess(scriptOf('measure-gradient'), 'garnet-10000', 'stream', '0.9', String(steps), '1')
        .megabytes,
  };
}
