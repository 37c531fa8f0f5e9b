import type { BenchmarkCase, Target } from './benchmark-case.js';
import { type CaseTools, referenceSides, STEP_UNIT, workSide } from './gradient-cases.js';

/** As many as C takes, with four chains. In shorter stretches V8 has not compiled the kernel for good yet. */
const STEPS = 4_000_000;

/** The mean of four paths, which WebAssembly steps in turn, beside C with four chains and beside one path by either kernel. */
export function pathsCases(tools: CaseTools): readonly BenchmarkCase[] {
  return [
    pathsCase(tools, 'three-state', 0.8, [{ atMost: 1.2, per: 'C, scan4' }]),
    pathsCase(tools, 'hallway', 0.9, [{ atMost: 1.2, per: 'C, scan4' }]),
    pathsCase(tools, 'hallway', 0.99, []),
  ];
}

function pathsCase(
  tools: CaseTools,
  problem: string,
  beta: number,
  targets: readonly Target[],
): BenchmarkCase {
  const works = ['four paths', 'simulation of four paths', 'stream', 'stream by WebAssembly'] as const;
  const beside = referenceSides(tools, problem, beta, ['scan4']);
  return {
    name: `paths ${problem} β ${beta}`,
    unit: STEP_UNIT,
    sides: [...works.map((work) => workSide(work, problem, beta, STEPS)), ...beside],
    targets: beside.length === 0 ? [] : targets,
  };
}
