import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { type AliasRows, AliasRowsBuilder, columnBits, drawOutcome } from '@pomdp-gym/numerics';
import type { Transition } from './transition.js';

/** The most columns that the joint tables of a model may have: 12 bytes each. */
const MOST_COLUMNS = 2 ** 20;

/**
 * How an outcome (s', y, r) is one integer of 31 bits. From the lowest bit on: y; the place of r among the different rewards; 1 where s'
 * is terminal; and s'·A, where the rows of s' begin.
 */
export interface OutcomeCode {
  /** Bits of y. */
  readonly rewardShift: number;
  /** Bits of y and r. */
  readonly endShift: number;
  /** Bits of all but s'·A. */
  readonly rowShift: number;
}

/**
 * The law of a model's steps as one alias table: row s·A + u holds what (s, u) may lead to, (s', y, r) together, in the order of
 * s', then y, so that a step takes one word.
 */
export class JointOutcomes implements OutcomeCode {
  readonly kind = 'joint';
  readonly rewardShift: number;
  readonly endShift: number;
  readonly rowShift: number;
  /** The different rewards, in the order in which the rows first name them. */
  readonly rewards: Float64Array;
  readonly rows: AliasRows;
  private readonly actions: number;

  private constructor(model: FiniteModel, rewards: ReadonlyMap<number, number>) {
    this.rewards = Float64Array.from(rewards.keys());
    this.actions = model.actions;
    this.rewardShift = columnBits(model.observations);
    this.endShift = this.rewardShift + columnBits(rewards.size);
    this.rowShift = this.endShift + 1;
    this.rows = buildRows(model, rewards, this);
  }

  /** Undefined where the tables would be too large, or a code longer than 31 bits. */
  static of(model: FiniteModel): JointOutcomes | undefined {
    const bits = columnBits(model.states * model.actions) + 1 + columnBits(model.observations);
    if (bits > 31 || columnsOf(model) > MOST_COLUMNS) return undefined;
    const rewards = differentRewards(model);
    return bits + columnBits(rewards.size) > 31 ? undefined : new JointOutcomes(model, rewards);
  }

  draw(row: number, _action: number, random: Random, into: Transition): void {
    const code = drawOutcome(this.rows, row, random);
    into.state = (code >>> this.rowShift) / this.actions;
    into.observation = code & ((1 << this.rewardShift) - 1);
    into.reward = this.rewards[(code & ((1 << this.endShift) - 1)) >>> this.rewardShift]!;
  }
}

function buildRows(
  model: FiniteModel,
  rewards: ReadonlyMap<number, number>,
  { rewardShift, endShift, rowShift }: OutcomeCode,
): AliasRows {
  const builder = new AliasRowsBuilder();
  const longest = longestRow(model);
  const codes = new Int32Array(longest);
  const probabilities = new Float64Array(longest);
  for (let state = 0; state < model.states; state++) {
    for (let action = 0; action < model.actions; action++) {
      let count = 0;
      visitOutcomes(model, state, action, (next, observation, reward, probability) => {
        if (probability === 0) return;
        const ends = Number(model.terminal?.[next] === 1);
        codes[count] =
          observation |
          (rewards.get(reward)! << rewardShift) |
          (ends << endShift) |
          ((next * model.actions) << rowShift);
        probabilities[count++] = probability;
      });
      builder.add(codes, probabilities, count);
    }
  }
  return builder.take();
}

/** Each different reward of outcomes that are possible, with its place in the order of rows. */
function differentRewards(model: FiniteModel): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let state = 0; state < model.states; state++) {
    for (let action = 0; action < model.actions; action++) {
      visitOutcomes(model, state, action, (_next, _observation, reward, probability) => {
        if (probability > 0 && !places.has(reward)) places.set(reward, places.size);
      });
    }
  }
  return places;
}

type Visit = (next: number, observation: number, reward: number, probability: number) => void;

/** The outcomes of (s, u), by s', then y. Rows that a file rounds are scaled to one, as the exact analysis scales them. */
function visitOutcomes(model: FiniteModel, state: number, action: number, visit: Visit): void {
  const { offsets, indices, values } = model.transitions[action]!;
  const shown = model.observationTables[action]!;
  const rewards = model.rewards[action]!;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    const next = indices[k]!;
    const begin = shown.offsets[next]!;
    const end = shown.offsets[next + 1]!;
    let sum = 0;
    for (let j = begin; j < end; j++) sum += shown.values[j]!;
    for (let j = begin; j < end; j++) {
      const reward = rewards.offsets ? rewards.values[rewards.offsets[k]! + j - begin]! : rewards.values[k]!;
      visit(next, shown.indices[j]!, reward, (values[k]! * shown.values[j]!) / sum);
    }
  }
}

/** How many joint outcomes each row (s, u) holds. */
function* rowLengths({ states, transitions, observationTables }: FiniteModel): Generator<number> {
  for (let state = 0; state < states; state++) {
    for (const [action, { offsets, indices }] of transitions.entries()) {
      const shown = observationTables[action]!.offsets;
      let length = 0;
      for (let k = offsets[state]!; k < offsets[state + 1]!; k++)
        length += shown[indices[k]! + 1]! - shown[indices[k]!]!;
      yield length;
    }
  }
}

function longestRow(model: FiniteModel): number {
  let longest = 0;
  for (const length of rowLengths(model)) longest = Math.max(longest, length);
  return longest;
}

/** The columns of all rows; past the limit, some number above it. */
function columnsOf(model: FiniteModel): number {
  let columns = 0;
  for (const length of rowLengths(model)) {
    columns += 2 ** columnBits(length);
    if (columns > MOST_COLUMNS) break;
  }
  return columns;
}
