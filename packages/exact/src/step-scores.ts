import type { PolicyAnalysis } from './policy-analysis.js';
import { assertScoresFit, scoreTable } from './score-table.js';
import type { StepTable } from './step-table.js';

/** The score of the choice of each step, by component. */
export function stepScores(analysis: PolicyAnalysis, steps: StepTable): Float64Array[] {
  const scores = analysis.requireScores();
  const choices = analysis.chain.controller.successorProbabilities.length;
  assertScoresFit(Math.max(choices, steps.choices.length), scores.parameters);
  const table = scoreTable(scores, choices);
  const byComponent = Array.from({ length: scores.parameters }, () => new Float64Array(steps.choices.length));
  steps.choices.forEach((choice, s) => {
    for (let k = table.offsets[choice]!; k < table.offsets[choice + 1]!; k++)
      byComponent[table.indices[k]!]![s] = table.values[k]!;
  });
  return byComponent;
}
