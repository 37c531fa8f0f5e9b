import type { RunDescription } from '@pomdp-gym/contracts';
import type { PlannedCell } from './cell-queue.js';

/**
 * The entries of a study in a queue: one for each of its runs, and a second one for each that is to be confirmed.
 *
 * @param idOf names the cell of a run.
 * @param confirm the part of the runs that are done twice, in [0, 1].
 */
export function plannedCells(
  runs: readonly RunDescription[],
  idOf: (run: RunDescription) => string,
  confirm = 0,
): PlannedCell[] {
  const cells = runs.map((description, run) => ({
    run,
    cell: idOf(description),
    copy: 0,
    weight: weightOf(description),
  }));
  return [...cells, ...confirmedCells(cells, confirm).map((cell) => ({ ...cell, copy: 1 }))];
}

/**
 * The cells that are done twice: this part of all, at least one, those with the smallest ids. Ids are digests, so that the choice is as good
 * as random, and the same wherever it is made.
 */
export function confirmedCells<Cell extends { readonly cell: string }>(
  cells: readonly Cell[],
  part: number,
): Cell[] {
  const ordered = [...cells].sort((a, b) => (a.cell < b.cell ? -1 : 1));
  return ordered.slice(0, Math.ceil(part * cells.length));
}

/** What a run is expected to cost: its budget in steps where the agent learns or plans, else the steps of its evaluation. */
function weightOf({ agent, budget, evaluation }: RunDescription): number {
  const learns = agent.optimizer ?? agent.learner ?? agent.solver;
  return learns ? budget : Math.min(budget, evaluation.steps);
}
