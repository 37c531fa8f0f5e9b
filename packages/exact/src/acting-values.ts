import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';
import { sparseRows } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import { jointChain } from './joint-chain.js';
import { discountedMoveValues } from './move-values.js';
import { forEachMove } from './score-flow.js';
import { transitions } from './transitions.js';

/** V(m, y, s) of a controller: what acting by it is worth in memory node m, where y is seen and s is the hidden state. */
export interface ActingValues {
  /** O, with `nothing yet` where the model does not say what is seen first. */
  readonly observations: number;
  /** S */
  readonly states: number;
  /**
   * V(m, y, s) at (m · O + y) · S + s; 0 where s ends the episode. Whoever believes b after y, in node m, is worth Σ_s b(s) V(m, y, s):
   * linear in the belief.
   */
  readonly values: Float64Array;
}

/**
 * The discounted value of a controller from every memory node, observation and hidden state, whether an episode comes there or not.
 *
 * @param discount γ in [0, 1); throws a RangeError outside [0, 1].
 * @throws InputError where model and controller do not fit.
 */
export function actingValues(
  model: FiniteModel,
  controller: FiniteStateController,
  discount: number,
): ActingValues {
  const { states } = model;
  const observations = observationCount(model);
  const chain = jointChain(fromAnywhere(model), { ...controller, start: evenly(controller.nodes) });
  const steps = transitions(chain);
  const ahead = new DiscountedRun(steps, discount).value(steps.rewards);
  const moves = discountedMoveValues(chain, { values: ahead, atEnding: 0 }, discount);
  const values = new Float64Array(controller.nodes * observations * states);
  const rowOf = (choice: number) => Math.floor(choice / (chain.controller.actions * controller.nodes));
  forEachMove(chain, (x, move) => {
    if (chain.restart[x] === 0) return;
    const state = chain.observed.states[chain.observedState[x]!]!;
    for (let i = chain.choiceOffsets[move]!; i < chain.choiceOffsets[move + 1]!; i++) {
      // What is seen is even over O, so that P(u, m' | m, y) = O · P(y, u, m' | x).
      const probability = observations * chain.choiceProbabilities[i]!;
      values[rowOf(chain.choices[i]!) * states + state]! += probability * moves[move]!;
    }
  });
  return { observations, states, values };
}

/** The same model, whose episodes begin in any state that ends nothing, with any observation, `nothing yet` among them. */
function fromAnywhere(model: FiniteModel): FiniteModel {
  const { states, terminal } = model;
  const observations = observationCount(model);
  const any = [...evenly(observations).entries()];
  return {
    ...model,
    observations,
    observationTables: model.observationTables.map((table) => ({ ...table, columns: observations })),
    initialObservationTable: sparseRows(states, observations, () => any),
    start: Float64Array.from({ length: states }, (_, s) => (terminal?.[s] === 1 ? 0 : 1)),
  };
}

function evenly(count: number): Float64Array {
  return new Float64Array(count).fill(1 / count);
}
