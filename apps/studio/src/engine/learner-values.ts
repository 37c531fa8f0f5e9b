import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { actingValues, discountedValue } from '@pomdp-gym/exact';
import { observationNames } from '@pomdp-gym/models';
import type { Registry } from '@pomdp-gym/registry';
import type { LearnerValueLine, LearnerValueQuestion, LearnerValues } from './learner-value-calls.js';
import { names } from './names.js';
import { plannedDiscount } from './planned-discount.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { requireController } from './require-controller.js';

/** More numbers than this are not sent. */
const MOST = 200_000;

/** What the policy of a run is worth: from the start, and by belief in each memory node after each observation. */
export function learnerValues({ solver, ...of }: LearnerValueQuestion, registry: Registry): LearnerValues {
  const { environment, policy } = problemOfRun(of, registry);
  const model = requireModel(environment, of.recipe.environment);
  const controller = requireController(policy);
  const discount = plannedDiscount(solver, model, of.recipe.environment);
  const total = model.start.reduce((sum, probability) => sum + probability, 0);
  return {
    discount,
    states: names(model.labels.states, model.states),
    start: Array.from(model.start, (probability) => probability / total),
    startValue: discountedValue(model, controller, discount),
    nodes: controller.nodes,
    lines: valueLines(model, controller, discount),
  };
}

/** The lines of all that can occur; none where they are too many. */
function valueLines(
  model: FiniteModel,
  controller: FiniteStateController,
  discount: number,
): LearnerValueLine[] {
  if (controller.nodes * controller.observations * model.states > MOST) return [];
  const { observations, states, values } = actingValues(model, controller, discount);
  const labels = names(observationNames(model), observations);
  return Array.from({ length: controller.nodes * observations }, (_, row) => {
    const [node, y] = [Math.floor(row / observations), row % observations];
    return {
      ...{ node, seen: labels[y]!, isFirst: controller.start[node]! > 0 && isSeenFirst(model, y) },
      values: [...values.subarray(row * states, (row + 1) * states)],
    };
  }).filter(({ isFirst }, row) => isFirst || row % observations < model.observations);
}

/** Whether an observation may come before the first action. */
function isSeenFirst(
  { initialObservationTable: table, observations, start }: FiniteModel,
  y: number,
): boolean {
  if (!table) return y === observations;
  return start.some((probability, s) => {
    const [begin, end] = [table.offsets[s]!, table.offsets[s + 1]!];
    return (
      probability > 0 &&
      table.indices.subarray(begin, end).some((seen, k) => seen === y && table.values[begin + k]! > 0)
    );
  });
}
