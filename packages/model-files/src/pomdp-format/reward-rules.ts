import { grouped, type RewardTable, type SparseRows } from '@pomdp-gym/contracts';
import { Float64List, Int32List } from '@pomdp-gym/numerics';
import type { ReadLimits } from '../read-limits.js';
import { TooLarge } from './too-large.js';

// Which of (action, state, next state, observation) a rule names, as bits; the others are wildcards, −1.
const ACTION = 1;
const STATE = 2;
const NEXT = 4;
const OBSERVATION = 8;

/**
 * The rewards that `R:` statements set, wildcards and all, of which the last one on (u, s, s', y) counts. They are kept
 * as written and looked up only for transitions and observations that can happen.
 */
export class RewardRules {
  private readonly actions = new Int32List();
  private readonly states = new Int32List();
  private readonly nexts = new Int32List();
  private readonly observations = new Int32List();
  private readonly values = new Float64List();
  /** Where in the file the statement of each rule begins. */
  private readonly places = new Int32List();
  private place = 0;
  /** Marks the rules on something that can happen, whether or not a later rule counts there. */
  private possible = new Uint8Array(0);
  /** Open addressing: 1 + the last rule on exactly these four. */
  private slots = new Int32Array(1);
  private readonly shapes = new Set<number>();

  /** What is added from here on belongs to the statement that begins at this byte. */
  begin(place: number): void {
    this.place = place;
  }

  add(action: number, state: number, next: number, observation: number, value: number): void {
    this.actions.push(action);
    this.states.push(state);
    this.nexts.push(next);
    this.observations.push(observation);
    this.values.push(value);
    this.places.push(this.place);
    this.shapes.add(shapeOf(action, state, next, observation));
  }

  /** The reward table of each action: one for actions that share both other tables and that no rule names. With `cost`, what the rules set is paid: rewards are its negatives. */
  build(
    transitions: readonly SparseRows[],
    observationTables: readonly SparseRows[],
    cost: boolean,
    limits: ReadLimits,
  ): RewardTable[] {
    this.index();
    const lookup = new RewardLookup(this, cost);
    const named = new Set(this.actions.array.subarray(0, this.actions.length));
    const shared = new Map<
      SparseRows,
      { readonly observationTable: SparseRows; readonly rewards: RewardTable }
    >();
    let stored = 0;
    return transitions.map((table, action) => {
      const alike = named.has(action) ? undefined : shared.get(table);
      if (alike?.observationTable === observationTables[action]) return alike!.rewards;
      const rewards = lookup.table(action, table, observationTables[action]!, limits.entries - stored);
      stored += rewards.values.length;
      if (!named.has(action)) shared.set(table, { observationTable: observationTables[action]!, rewards });
      return rewards;
    });
  }

  valueOf(rule: number): number {
    return this.values.array[rule]!;
  }

  placeOf(rule: number): number {
    return this.places.array[rule]!;
  }

  /** Action, state, next state and observation of a rule, −1 for wildcards. */
  fieldsOf(rule: number): [action: number, state: number, next: number, observation: number] {
    const { actions, states, nexts, observations } = this;
    return [actions.array[rule]!, states.array[rule]!, nexts.array[rule]!, observations.array[rule]!];
  }

  markPossible(rule: number): void {
    this.possible[rule] = 1;
  }

  /**
   * Of each statement whose rewards are all lost, the first rule that is: it is not 0, it names a next state or an
   * observation, no later rule takes its place everywhere, and nothing it is on can happen. To be asked after `build`.
   */
  lost(): number[] {
    const { places, values } = this;
    const found: number[] = [];
    for (let first = 0, end = 0; first < values.length; first = end) {
      while (end < values.length && places.array[end] === places.array[first]) end++;
      const rule = this.lostBetween(first, end);
      if (rule >= 0) found.push(rule);
    }
    return found;
  }

  /** The first lost rule of a statement's [first, end); −1 where there is none, or one of them can be collected. */
  private lostBetween(first: number, end: number): number {
    let lost = -1;
    for (let rule = first; rule < end; rule++) {
      if (this.valueOf(rule) === 0) continue;
      if (this.possible[rule] === 1) return -1;
      if (lost < 0 && this.namesOutcome(rule) && !this.isReplaced(rule)) lost = rule;
    }
    return lost;
  }

  private namesOutcome(rule: number): boolean {
    return this.nexts.array[rule]! >= 0 || this.observations.array[rule]! >= 0;
  }

  /** Whether a later rule is on all that this one is on. */
  private isReplaced(rule: number): boolean {
    const fields = this.fieldsOf(rule);
    const own = shapeOf(...fields);
    for (const shape of this.shapes) {
      if ((shape & own) === shape && this.findShape(shape, ...fields) > rule) return true;
    }
    return false;
  }

  /** The shapes of rule in use that name the last of these and nothing after it. */
  shapesThatEndWith(last: number): number[] {
    return [...this.shapes].filter((shape) => shape >= last && shape < last * 2);
  }

  /** The last rule on exactly these four, −1 where there is none. */
  find(action: number, state: number, next: number, observation: number): number {
    return this.slots[this.slotOf(action, state, next, observation)]! - 1;
  }

  /** As `find`, with wildcards in place of what the shape does not name. */
  findShape(shape: number, action: number, state: number, next: number, observation: number): number {
    return this.find(
      shape & ACTION ? action : -1,
      shape & STATE ? state : -1,
      shape & NEXT ? next : -1,
      shape & OBSERVATION ? observation : -1,
    );
  }

  private index(): void {
    this.possible = new Uint8Array(this.values.length);
    let capacity = 16;
    while (capacity < this.values.length * 2) capacity *= 2;
    this.slots = new Int32Array(capacity);
    for (let rule = 0; rule < this.values.length; rule++) {
      const slot = this.slotOf(
        this.actions.array[rule]!,
        this.states.array[rule]!,
        this.nexts.array[rule]!,
        this.observations.array[rule]!,
      );
      this.slots[slot] = rule + 1;
    }
  }

  private slotOf(action: number, state: number, next: number, observation: number): number {
    const mask = this.slots.length - 1;
    let hash = Math.imul(action + 1, 0x9e3779b1);
    hash = Math.imul((hash ^ (hash >>> 15)) + state, 0x85ebca6b);
    hash = Math.imul((hash ^ (hash >>> 13)) + next, 0xc2b2ae35);
    hash = Math.imul((hash ^ (hash >>> 16)) + observation, 0x27d4eb2f);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const rule = this.slots[slot]! - 1;
      const same =
        this.states.array[rule] === state &&
        this.nexts.array[rule] === next &&
        this.actions.array[rule] === action &&
        this.observations.array[rule] === observation;
      if (same) break;
    }
    return slot;
  }
}

/** Finds the rule that counts, from the shapes that name least to those that name most. */
class RewardLookup {
  private readonly byState: readonly number[];
  private readonly byNext: readonly number[];
  private readonly byObservation: readonly number[];

  constructor(
    private readonly rules: RewardRules,
    private readonly cost: boolean,
  ) {
    this.byState = rules.shapesThatEndWith(STATE);
    this.byNext = rules.shapesThatEndWith(NEXT);
    this.byObservation = rules.shapesThatEndWith(OBSERVATION);
  }

  table(action: number, transitions: SparseRows, observationTable: SparseRows, room: number): RewardTable {
    requireRoom(transitions.indices.length, room);
    const values = new Float64Array(transitions.indices.length);
    const observed = this.byObservation.length > 0;
    const cells = observed ? new ObservedRewards(observationTable, values, room) : undefined;
    const general = this.rules.find(-1, -1, -1, -1);
    const onAction = Math.max(general, this.rules.find(action, -1, -1, -1));
    for (let state = 0; state < transitions.rows; state++) {
      const onState = this.latest(this.byState, onAction, action, state, -1, -1);
      for (let k = transitions.offsets[state]!; k < transitions.offsets[state + 1]!; k++) {
        const next = transitions.indices[k]!;
        const onNext = this.latest(this.byNext, onState, action, state, next, -1);
        if (!cells) values[k] = this.reward(onNext);
        else {
          cells.add(k, next, (observation) =>
            this.reward(this.latest(this.byObservation, onNext, action, state, next, observation)),
          );
        }
      }
    }
    return cells ? cells.table() : { values };
  }

  private latest(
    shapes: readonly number[],
    best: number,
    action: number,
    state: number,
    next: number,
    observation: number,
  ): number {
    let latest = best;
    for (const shape of shapes) {
      const rule = this.rules.findShape(shape, action, state, next, observation);
      if (rule >= 0) this.rules.markPossible(rule);
      if (rule > latest) latest = rule;
    }
    return latest;
  }

  private reward(rule: number): number {
    const value = rule < 0 ? 0 : this.rules.valueOf(rule);
    return this.cost && value !== 0 ? -value : value; // no cost is no reward: 0, not −0
  }
}

/** The rewards of one action's transitions and their observations, folded where the observation makes no difference. */
class ObservedRewards {
  private readonly cells = new Float64List();
  private readonly offsets: Int32Array;
  private differs = false;

  constructor(
    private readonly observationTable: SparseRows,
    private readonly byTransition: Float64Array,
    private readonly room: number,
  ) {
    this.offsets = new Int32Array(byTransition.length + 1);
  }

  add(k: number, next: number, rewardOf: (observation: number) => number): void {
    const begin = this.observationTable.offsets[next]!;
    const end = this.observationTable.offsets[next + 1]!;
    requireRoom(this.cells.length + end - begin, this.room);
    for (let j = begin; j < end; j++) {
      const reward = rewardOf(this.observationTable.indices[j]!);
      this.cells.push(reward);
      if (j === begin) this.byTransition[k] = reward;
      else if (!Object.is(reward, this.byTransition[k])) this.differs = true;
    }
    this.offsets[k + 1] = this.cells.length;
  }

  table(): RewardTable {
    return this.differs
      ? { values: this.cells.take(), offsets: this.offsets }
      : { values: this.byTransition };
  }
}

function requireRoom(values: number, room: number): void {
  if (values <= room) return;
  throw new TooLarge(`The rewards of this model are more than ${grouped(room)} further numbers.`);
}

function shapeOf(action: number, state: number, next: number, observation: number): number {
  return (
    (action < 0 ? 0 : ACTION) |
    (state < 0 ? 0 : STATE) |
    (next < 0 ? 0 : NEXT) |
    (observation < 0 ? 0 : OBSERVATION)
  );
}
