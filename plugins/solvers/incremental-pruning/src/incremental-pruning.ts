import {
  type FiniteModel,
  InputError,
  type Policy,
  type Solver,
  solver,
  type SolverProgress,
} from '@pomdp-gym/contracts';
import {
  defaultPrecision,
  type GapGoal,
  gapOptions,
  memoryOption,
  planningModel,
  type PlanningModel,
  precisionOf,
  ProgressReport,
  startRange,
  targetGap,
} from '@pomdp-gym/planning';
import { z } from 'zod';
import { PruningAllowance } from './pruning-allowance.js';
import { type Change, StageBounds, weightSum } from './stage-bounds.js';
import { StagePlan } from './stage-plan.js';
import { TableMemory, TablesTooLarge } from './table-memory.js';
import { ValueStages } from './value-stages.js';

const options = z.strictObject({
  ...gapOptions,
  precision: gapOptions.precision.describe(
    'The gap between the bounds at the start belief at which it is done, in the unit of rewards; none: 1e-8 of the range of rewards.',
  ),
  horizon: z
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(null)
    .describe('The number of steps to plan for; none: without end.'),
  memory: memoryOption.describe('Megabytes of vectors of one stage at which it stops; none: no limit.'),
  discount: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('γ to plan with; none: the one that the model states. 1 needs a horizon.'),
});

type Options = z.infer<typeof options>;

/** Stages without a narrower gap after which only rounding is left. */
const PATIENCE = 300;

/** Cassandra, Littman and Zhang, UAI 1997. */
export const incrementalPruning = solver({
  id: 'incremental-pruning',
  summary: 'Exact value iteration over all beliefs by incremental pruning, for models of a few states.',
  options,
  deterministic: true,
  precision: 'precision',
  relativePrecision: 'relativePrecision',
  create: (settings): Solver => ({
    solve: (model, signal) => solve(model, settings, signal),
  }),
});

async function* solve(
  definition: FiniteModel,
  settings: Options,
  signal: AbortSignal,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = modelFor(definition, settings);
  const horizon = settings.horizon ?? Infinity;
  const precision = precisionOf(settings.precision, definition, defaultPrecision.sweep);
  const goal: GapGoal = { ...settings, precision };
  const stages = new ValueStages(model, new TableMemory(settings.memory ?? Infinity));
  const bounds = new StageBounds(model, horizon);
  const allowance = new PruningAllowance(model.discount, horizon);
  const report = new ProgressReport(rangeOf(model, horizon));
  const plan = new StagePlan(model, horizon);
  let last = report.next(-Infinity, Infinity, 0, figuresOf(stages));
  let change: Change = [-Infinity, Infinity];
  for (let since = 0; since < PATIENCE && stages.stage < horizon;) {
    const shortfall = allowance.next(bounds.span(change), targetGap(goal, last.lower, last.upper));
    const work = advance(stages, shortfall);
    let step = work.next();
    for (; !step.done; step = work.next()) {
      yield last;
      if (signal.aborted) return plan.policy();
    }
    if (step.value instanceof TablesTooLarge) {
      yield { ...last, missed: tooLarge(step.value) };
      return plan.policy();
    }
    change = step.value;
    const [lower, upper] = bounds.around(stages, change, shortfall);
    plan.add(stages.alphaVectors(horizon === Infinity ? bounds.shift(stages, change) : 0), lower);
    const gap = last.upper - last.lower;
    last = report.next(lower, upper, stages.programs, figuresOf(stages));
    yield last;
    if (signal.aborted || isDone(last, goal)) return plan.policy();
    since = last.upper - last.lower < gap ? 0 : since + 1;
  }
  if (!isDone(last, goal)) yield { ...last, missed: missed(last, goal) };
  return plan.policy();
}

function isDone({ lower, upper }: SolverProgress, goal: GapGoal): boolean {
  return upper - lower <= targetGap(goal, lower, upper);
}

function missed({ lower, upper }: SolverProgress, goal: GapGoal): string {
  const target = targetGap(goal, lower, upper).toPrecision(3);
  return (
    `The bounds are ${(upper - lower).toPrecision(3)} apart where ${target} is asked for. More stages do not narrow them: what ` +
    `is left is what double precision may have rounded off. Ask for less precision, or scale the rewards down.`
  );
}

function tooLarge({ message }: TablesTooLarge): string {
  return `${message} Ask for less precision, or take another solver, such as sarsop.`;
}

/** One stage, which may fall short of the exact one by so much; or why it cannot be made. */
function* advance(stages: ValueStages, shortfall: number): Generator<undefined, Change | TablesTooLarge> {
  try {
    yield* stages.advance(shortfall / Math.max(1, stages.purges));
  } catch (error) {
    if (error instanceof TablesTooLarge) return error;
    throw error;
  }
  const { before, vectors } = stages;
  const fall = yield* stages.greatestRise(vectors, before);
  return [-fall, yield* stages.greatestRise(before, vectors)];
}

function figuresOf({ stage, size, programs }: ValueStages): Record<string, number> {
  return { stage, vectors: size, programs };
}

/** Only without a horizon does the discount have to be below one; how a model is laid out does not depend on it. */
function modelFor(definition: FiniteModel, { horizon, discount }: Options): PlanningModel {
  if (horizon === null && (discount ?? definition.discount) === 1) {
    throw new InputError(
      'The discount is 1, and rewards without end have no finite sum: set the option horizon to a number of steps, or the option discount to one below 1.',
    );
  }
  if (horizon === null) return planningModel(definition, discount);
  return { ...planningModel(definition, 0), discount: discount ?? definition.discount ?? 1 };
}

/** Two numbers that no policy's sum of rewards leaves. */
function rangeOf(model: PlanningModel, horizon: number): readonly [number, number] {
  if (horizon === Infinity) return startRange(model);
  const weights = weightSum(model.discount, horizon);
  let [least, greatest] = [0, 0];
  for (const reward of model.rewards.flatMap((values) => [...values])) {
    least = Math.min(least, reward);
    greatest = Math.max(greatest, reward);
  }
  return [least * weights, greatest * weights];
}
