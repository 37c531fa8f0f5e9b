import { join } from 'node:path';
import { gradientProblem } from '../gradient-problem.js';
import { compileReference, runReference, type Variant } from '../reference/c-reference.js';
import { chainStart } from '../reference/chain-start.js';
import { hasReference, referenceTables } from '../reference/reference-tables.js';
import { writeTables } from '../reference/tables-file.js';
import type { BenchmarkCase, Side, Target } from './benchmark-case.js';
import { nodeProcess, scriptOf } from './node-process.js';

const STEPS = 1_000_000;
const STRETCHES = 5;
const UNIT = 'ns of processor time a step';
/** Variants with a dense trace are left out where it has many numbers. */
const MOST_PARAMETERS = 1000;

/** Estimates of ∇η: the gym's stream, and its simulation alone, beside C where there is a compiler. */
export function gradientCases(folder: string): readonly BenchmarkCase[] {
  const program = compileReference(folder);
  return [
    gradientCase('three-state', 0.8, [
      { atMost: 1.3, per: 'C, scan' },
      { atMost: 0.49, per: 'C, hand' },
    ]),
    gradientCase('three-state', 0.99, []),
    gradientCase('tiger', 0.9, []),
    gradientCase('hallway', 0.9, [
      { atMost: 1.3, per: 'C, scan' },
      { atMost: 0.2, per: 'C, hand' },
    ]),
    gradientCase('hallway', 0.99, []),
    gradientCase('garnet-10000', 0.9, []),
    fourPathsCase('three-state', 0.8, [{ atMost: 1.2, per: 'C, scan4' }]),
    fourPathsCase('hallway', 0.9, [{ atMost: 1.2, per: 'C, scan4' }]),
    fourPathsCase('hallway', 0.99, []),
  ];

  function own(problem: string, beta: number, name: string, work: string, kernel: string): Side {
    return {
      name,
      measure: () => {
        const words = [problem, work, String(beta), String(STEPS), String(STRETCHES), kernel];
        return Number(nodeProcess(scriptOf('measure-gradient'), ...words).output);
      },
    };
  }

  /** The mean of four paths, which WebAssembly steps in turn, beside C that does. */
  function fourPathsCase(problem: string, beta: number, targets: readonly Target[]): BenchmarkCase {
    const beside = program === undefined ? [] : referenceSides(program, folder, problem, beta, ['scan4']);
    return {
      name: `gradient of four paths, ${problem}, β = ${beta}`,
      unit: UNIT,
      sides: [
        own(problem, beta, 'four paths', 'paths', 'auto'),
        own(problem, beta, 'simulation of four paths', 'paths-simulation', 'auto'),
        own(problem, beta, 'one path, WebAssembly', 'stream', 'wasm'),
        own(problem, beta, 'one path, TypeScript', 'stream', 'typescript'),
        ...beside,
      ],
      targets: program === undefined ? [] : targets,
    };
  }

  function gradientCase(problem: string, beta: number, targets: readonly Target[]): BenchmarkCase {
    const beside = program === undefined ? [] : referenceSides(program, folder, problem, beta);
    return {
      name: `gradient, ${problem}, β = ${beta}`,
      unit: UNIT,
      sides: [
        own(problem, beta, 'stream', 'stream', 'typescript'),
        own(problem, beta, 'simulation', 'simulation', 'typescript'),
        ...beside,
      ],
      targets: program === undefined ? [] : targets,
    };
  }
}

function referenceSides(
  program: string,
  folder: string,
  problem: string,
  beta: number,
  only?: readonly Variant[],
): Side[] {
  const { model, policy } = gradientProblem(problem);
  if (!hasReference(model)) return [];
  const path = join(folder, `${problem}.tables`);
  writeTables(path, referenceTables(model, policy));
  const chains = [1, 2, 3, 4].map((seed) => chainStart(model, seed));
  const isSmall = policy.parameters.length <= MOST_PARAMETERS;
  const variants: readonly Variant[] = [
    ...(isSmall ? (['hand', 'dense'] as const) : []),
    'scan',
    'scan4',
    'simulation',
  ];
  return (only ?? variants).map((variant) => ({
    name: `C, ${variant}`,
    measure: () =>
      runReference(program, path, { variant, beta, steps: STEPS, stretches: STRETCHES, chains }).nanoseconds,
  }));
}
