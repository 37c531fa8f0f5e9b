import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { OwnValue, type RowChange } from './own-value.js';

/** A controller, and what the team earns with it from the start. */
export interface ValuedLaw {
  readonly law: FiniteStateController;
  readonly value: number;
}

/**
 * Changes one row of a controller after the other to the certain pair of action and node towards which the value grows fastest. It
 * ends at the first change that does not gain more than `least`, and leaves it out: the controller keeps its size, and its value never
 * falls. Yields before each evaluation.
 */
export function* improveRows(
  response: FiniteModel,
  law: FiniteStateController,
  discount: number,
  least: number,
): Generator<undefined, ValuedLaw> {
  let own = new OwnValue(response, law, discount);
  let best: ValuedLaw = { law, value: own.value };
  for (;;) {
    yield;
    const change = own.bestChange(least);
    const changed = change ? withChange(best.law, change) : withBestStart(best.law, own);
    own = new OwnValue(response, changed, discount);
    if (own.value <= best.value + least) return best;
    best = { law: changed, value: own.value };
  }
}

function withChange(law: FiniteStateController, { row, action, next }: RowChange): FiniteStateController {
  const { actions, nodes } = law;
  const actionProbabilities = law.actionProbabilities.slice();
  const successorProbabilities = law.successorProbabilities.slice();
  actionProbabilities.fill(0, row * actions, (row + 1) * actions);
  actionProbabilities[row * actions + action] = 1;
  const begin = (row * actions + action) * nodes;
  successorProbabilities.fill(0, begin, begin + nodes);
  successorProbabilities[begin + next] = 1;
  return { ...law, actionProbabilities, successorProbabilities };
}

/** Begins in the node that is worth most at the start. */
function withBestStart(law: FiniteStateController, own: OwnValue): FiniteStateController {
  const values = Array.from(law.start, (_, node) => own.valueFrom(node));
  const best = values.indexOf(Math.max(...values));
  return { ...law, start: law.start.map((_, node) => Number(node === best)) };
}
