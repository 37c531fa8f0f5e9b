import { join } from 'node:path';
import { gradientProblem, type Work } from '../gradient-problem.js';
import { runReference, type Variant } from '../reference/c-reference.js';
import { chainStart } from '../reference/chain-start.js';
import { hasReference, referenceTables } from '../reference/reference-tables.js';
import { writeTables } from '../reference/tables-file.js';
import type { BenchmarkCase, Side, Target } from './benchmark-case.js';
import { nodeProcess, scriptOf } from './node-process.js';

const STEPS = 1_000_000;
const STRETCHES = 5;
export const STEP_UNIT = 'ns of processor time a step';
const VARIANTS: readonly Variant[] = ['hand', 'dense', 'scan', 'scan4', 'simulation'];
/** Variants with a dense trace are left out where it has many numbers. */
const MOST_PARAMETERS = 1000;

const WHOLE: readonly Work[] = ['stream', 'loop', 'simulation', 'scores', 'estimator'];
const SHORT: readonly Work[] = ['stream', 'simulation', 'estimator'];

/** What cases are made with: a folder for files, and the C program where there is a compiler. */
export interface CaseTools {
  readonly folder: string;
  readonly program: string | undefined;
}

/** Estimates of ∇η: the gym's stream and its parts, beside C. */
export function gradientCases(tools: CaseTools): readonly BenchmarkCase[] {
  return [
    gradientCase(tools, 'three-state', 0.8, [
      { atMost: 1.3, per: 'C, scan' },
      { atMost: 0.49, per: 'C, hand' },
      { atMost: 1.05, per: 'loop' },
    ]),
    gradientCase(tools, 'three-state', 0.99, [], { works: SHORT }),
    gradientCase(tools, 'tiger', 0.9, [], { works: SHORT }),
    gradientCase(tools, 'hallway', 0.9, [
      { atMost: 1.3, per: 'C, scan' },
      { atMost: 0.2, per: 'C, hand' },
      { atMost: 1.05, per: 'loop' },
    ]),
    gradientCase(tools, 'hallway', 0.99, [], { works: SHORT }),
    gradientCase(tools, 'rock-sample-4-4', 0.9, []),
    gradientCase(tools, 'hallway-8-nodes', 0.9, [{ atMost: 1.05, per: 'loop' }]),
    gradientCase(tools, 'garnet-10000', 0.9, [], { works: SHORT }),
    byHand(),
    gradientCase(tools, 'cart-pole', 0.9, [], { steps: 4000 }),
  ];
}

function gradientCase(
  tools: CaseTools,
  problem: string,
  beta: number,
  targets: readonly Target[],
  { works = WHOLE, steps = STEPS }: { readonly works?: readonly Work[]; readonly steps?: number } = {},
): BenchmarkCase {
  const variants: readonly Variant[] = works === WHOLE ? VARIANTS : ['scan', 'scan4'];
  const beside = referenceSides(tools, problem, beta, variants);
  const names = new Set<string | undefined>([...works, ...beside.map(({ name }) => name)]);
  return {
    name: `gradient ${problem} β ${beta}`,
    unit: STEP_UNIT,
    sides: [...works.map((work) => workSide(work, problem, beta, steps)), ...beside],
    targets: targets.filter(({ per }) => names.has(per)),
  };
}

/** The generic path: a call of the environment and of the policy each step. */
function byHand(): BenchmarkCase {
  return {
    name: 'generic path by hand',
    unit: STEP_UNIT,
    sides: [
      workSide('stream', 'three-state-by-hand', 0.8, STEPS / 4),
      workSide('simulation', 'three-state-by-hand', 0.8, STEPS / 4),
      { ...workSide('stream', 'three-state', 0.8), name: 'stream of the tabular kernel' },
    ],
    targets: [],
  };
}

/** A side that does one work of a gradient. */
export function workSide(work: Work, problem: string, beta: number, steps = STEPS): Side {
  const words = [problem, work, String(beta), String(steps), String(STRETCHES)];
  return {
    name: work,
    measure: () => Number(nodeProcess(scriptOf('measure-gradient'), ...words).output),
  };
}

/** Sides in C on the tables of a problem; none without a compiler, or where the reference does not take the model. */
export function referenceSides(
  { folder, program }: CaseTools,
  problem: string,
  beta: number,
  wanted: readonly Variant[],
): Side[] {
  const { model, policy } = gradientProblem(problem);
  if (program === undefined || !model || policy.memorySpace || !hasReference(model)) return [];
  const tables = join(folder, `${problem}.tables`);
  writeTables(tables, referenceTables(model, policy));
  const chains = [1, 2, 3, 4].map((seed) => chainStart(model, seed));
  const isSmall = policy.parameters.length <= MOST_PARAMETERS;
  const variants = wanted.filter((variant) => isSmall || (variant !== 'hand' && variant !== 'dense'));
  return variants.map((variant) => ({
    name: `C, ${variant}`,
    measure: () =>
      runReference(program, tables, { variant, beta, steps: STEPS, stretches: STRETCHES, chains })
        .nanoseconds,
  }));
}
