import type { Learning } from '../learning-problem.js';
import type { BenchmarkCase, Side } from './benchmark-case.js';
import { type CaseTools, referenceSides, STEP_UNIT } from './gradient-cases.js';
import { nodeProcess, scriptOf } from './node-process.js';

const STEPS = 300_000;
const STRETCHES = 5;
/** β of OLPOMDP where none is given. */
const BETA = 0.9;

/** Learners that change their policy at every step: step by step, beside a batch a step. */
export function learnerCases(tools: CaseTools): readonly BenchmarkCase[] {
  const c = referenceSides(tools, 'three-state', BETA, ['olpomdp']);
  return [
    {
      ...learnerCase('olpomdp', 'three-state', c),
      targets: c.map(({ name }) => ({ atMost: 2, per: name })),
    },
    learnerCase('olpomdp', 'hallway'),
    learnerCase('olpomdp', 'hallway-8-nodes'),
    learnerCase('sarsa', 'three-state'),
    learnerCase('sarsa', 'hallway'),
    learnerCase('actor-critic', 'three-state'),
  ];
}

function learnerCase(learner: string, problem: string, beside: readonly Side[] = []): BenchmarkCase {
  const sides = [learnerSide(learner, problem, 'auto'), learnerSide(learner, problem, 'generic')];
  return { name: `${learner} ${problem}`, unit: STEP_UNIT, sides: [...sides, ...beside], targets: [] };
}

function learnerSide(learner: string, problem: string, path: Learning): Side {
  // Long traces are slow.
  const steps = STEPS / (problem === 'three-state' ? 1 : problem === 'hallway' ? 5 : 100);
  const words = [learner, problem, path, String(steps), String(STRETCHES)];
  return {
    name: path === 'auto' ? 'step by step' : 'a batch a step',
    measure: () => Number(nodeProcess(scriptOf('measure-learner'), ...words).output),
  };
}
