import { type FiniteModel, InputError, type SparseRows } from '@pomdp-gym/contracts';
import { restrictRows } from '@pomdp-gym/numerics';
import { expectedRewards } from './expected-rewards.js';
import { ObservedPartition } from './observed-partition.js';
import { type PlanningStart, planningStarts } from './planning-starts.js';
import { zeroValueStates } from './zero-value-states.js';

/** A belief to plan from: what is believed after y_0, and how likely that y_0 is. */
export interface PlanningRoot {
  /** y_0 as the environment shows it: `model.observations` where nothing is seen before the first action. */
  readonly observation: number;
  /** P(y_0, and something can still be earned). */
  readonly probability: number;
  /** Planning states, rising. */
  readonly states: Int32Array;
  /** Their probabilities; they sum to one. */
  readonly values: Float64Array;
}

/**
 * A model as planners read it. Its n planning states are the reachable states of the model from which something can
 * still be earned, sorted by observed block (see `ObservedPartition`), so that a belief, an α-vector and a point of an
 * upper bound live on one block: a range of consecutive planning states. Where the start belief is less informed than
 * every later one, its states appear twice: once as a starting block of their own.
 *
 * Rows of transitions sum to the probability that something can still be earned afterwards, which may be below one.
 */
export interface PlanningModel {
  readonly model: FiniteModel;
  /** γ, below one. */
  readonly discount: number;
  /** n */
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  /** The state of the model that each planning state stands for. */
  readonly original: Int32Array;
  /** Block b holds the planning states from blockStart[b] to blockStart[b + 1] − 1. */
  readonly blockStart: Int32Array;
  readonly blockOf: Int32Array;
  /** r(s, u): for each action n numbers. */
  readonly rewards: readonly Float64Array[];
  /** P(s' | s, u), n × n, rows normalised over the model's states and then restricted to the planning states. */
  readonly transitions: readonly SparseRows[];
  /** P(y | u, s'), n × O, rows normalised. */
  readonly observationTables: readonly SparseRows[];
  readonly roots: readonly PlanningRoot[];
}

/**
 * Makes a model ready to be planned on.
 *
 * @param discount γ to plan with; null: the model's own.
 * @throws InputError where γ is missing or is not below one: rewards without end would have no finite sum.
 */
export function planningModel(model: FiniteModel, discount: number | null = null): PlanningModel {
  const gamma = checkedDiscount(discount ?? model.discount);
  const rewards = expectedRewards(model);
  const zeroValue = zeroValueStates(model, rewards);
  const starts = planningStarts(model, rewards, zeroValue);
  const layout = blockLayout(model, zeroValue, starts);
  const { elements, blockStart } = layout;
  const original = elements.map((element) => element % model.states);
  return {
    model,
    discount: gamma,
    states: elements.length,
    actions: model.actions,
    observations: model.observations,
    original,
    blockStart,
    blockOf: blocksOf(blockStart, elements.length),
    rewards: rewards.map((values) => Float64Array.from(original, (state) => values[state]!)),
    transitions: model.transitions.map((table) =>
      restrictRows(table, original, elements.length, layout.placeOf),
    ),
    observationTables: model.observationTables.map((table) =>
      restrictRows(table, original, model.observations),
    ),
    roots: starts.map((start) => rootOf(start, layout)),
  };
}

/** What to do without a discount, in the words of the command line. */
const CURE =
  'give the solver one below 1, as in sarsop:discount=.99, or a number of steps to plan for, as in incremental-pruning:horizon=10.';

function checkedDiscount(discount: number | undefined): number {
  if (discount === undefined) {
    throw new InputError(
      'The model states no discount, so its rewards have no discounted sum to plan for: ' + CURE,
    );
  }
  if (!(discount >= 0 && discount < 1)) {
    throw new InputError(
      `The discount is ${discount}. Solvers bound the discounted sum of rewards, which needs a discount from 0 to below 1: ${CURE}`,
    );
  }
  return discount;
}

/**
 * The planning states in their order. An element below S is a state of the model; S + s is the starting copy of s.
 */
interface BlockLayout {
  readonly elements: Int32Array;
  readonly blockStart: Int32Array;
  /** The planning state of an element, −1 where it has none. */
  readonly placeOf: Int32Array;
  /** What to add to a state to get the element it starts as: 0 or S. */
  readonly startShift: number;
}

/**
 * Starting states share the blocks of later ones, unless copies of their own make the others' blocks much smaller (by
 * half in the sum of squared sizes: a copy costs what is learnt there its use elsewhere), or an episode starts in a
 * terminal state.
 */
function blockLayout(
  model: FiniteModel,
  zeroValue: Uint8Array,
  starts: readonly PlanningStart[],
): BlockLayout {
  const successors = (element: number, visit: (symbol: number, successor: number) => void) => {
    visitSuccessors(model, zeroValue, element % model.states, visit);
  };
  const copies = starts.map(({ states }) => states.map((state) => state + model.states));
  const partition = new ObservedPartition({ states: 2 * model.states, successors }, copies);
  const apart = partition.blocks();
  if (starts.some(({ states }) => states.some((state) => zeroValue[state] === 1))) {
    return layOut(apart, model.states, model.states);
  }
  for (const copy of copies.flat()) partition.join(copy, copy - model.states);
  const later = apart.filter(([element]) => element! < model.states);
  const shared = withoutCopies(partition.blocks(), model.states);
  return 2 * squaredSizes(withoutCopies(later, model.states)) < squaredSizes(shared)
    ? layOut(apart, model.states, model.states)
    : layOut(shared, model.states, 0);
}

function withoutCopies(blocks: readonly number[][], states: number): number[][] {
  return blocks
    .map((block) => block.filter((element) => element < states))
    .filter(({ length }) => length > 0);
}

function squaredSizes(blocks: readonly number[][]): number {
  return blocks.reduce((sum, { length }) => sum + length ** 2, 0);
}

function layOut(blocks: readonly number[][], states: number, startShift: number): BlockLayout {
  const elements = Int32Array.from(blocks.flat());
  const placeOf = new Int32Array(2 * states).fill(-1);
  elements.forEach((element, place) => (placeOf[element] = place));
  const blockStart = new Int32Array(blocks.length + 1);
  blocks.forEach(({ length }, b) => (blockStart[b + 1] = blockStart[b]! + length));
  return { elements, blockStart, placeOf, startShift };
}

function visitSuccessors(
  { transitions, observationTables, observations }: FiniteModel,
  zeroValue: Uint8Array,
  state: number,
  visit: (symbol: number, successor: number) => void,
): void {
  transitions.forEach((table, action) => {
    const seen = observationTables[action]!;
    for (let k = table.offsets[state]!; k < table.offsets[state + 1]!; k++) {
      const next = table.indices[k]!;
      if (zeroValue[next] || !(table.values[k]! > 0)) continue;
      for (let j = seen.offsets[next]!; j < seen.offsets[next + 1]!; j++) {
        if (seen.values[j]! > 0) visit(action * observations + seen.indices[j]!, next);
      }
    }
  });
}

function blocksOf(blockStart: Int32Array, states: number): Int32Array {
  const blockOf = new Int32Array(states);
  for (let b = 0; b + 1 < blockStart.length; b++) blockOf.fill(b, blockStart[b]!, blockStart[b + 1]!);
  return blockOf;
}

function rootOf(start: PlanningStart, { placeOf, startShift }: BlockLayout): PlanningRoot {
  const entries = start.states.map((state, i) => [placeOf[state + startShift]!, start.values[i]!] as const);
  entries.sort(([one], [other]) => one - other);
  return {
    observation: start.observation,
    probability: start.probability,
    states: Int32Array.from(entries, ([place]) => place),
    values: Float64Array.from(entries, ([, value]) => value),
  };
}
