import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { restrictRows, rowEntries } from '@pomdp-gym/numerics';
import { actingStates } from './acting-states.js';

/**
 * What may be seen after each action in each state, and where one may be then. Only the n states that an agent can act
 * in are listed. Row s·A + u holds the groups groupOffsets[row] … groupOffsets[row + 1] − 1, one for each observation that
 * may follow; a group holds the entries from entryOffsets[group] on: a successor s' and P(s', y | s, u). The last row, n·A,
 * is the start of an episode.
 */
export interface Forecasts {
  readonly actions: number;
  /** r(s, u), n·A numbers. */
  readonly rewards: Float64Array;
  /** P(the episode ends | s, u), n·A numbers. */
  readonly ends: Float64Array;
  readonly groupOffsets: Int32Array;
  readonly entryOffsets: Int32Array;
  readonly successors: Int32Array;
  readonly weights: Float64Array;
  /** Entries of the longest row. */
  readonly longest: number;
}

/** @param rewards r(s, u) over the states of the model, one array an action. */
export function forecasts(model: FiniteModel, rewards: readonly Float64Array[]): Forecasts {
  const states = actingStates(model);
  const placeOf = new Int32Array(model.states).fill(-1);
  // To enter a terminal state is to end the episode, even where one may begin in it.
  states.forEach((state, place) => (placeOf[state] = model.terminal?.[state] === 1 ? -1 : place));
  const transitions = model.transitions.map((table) => restrictRows(table, states, states.length, placeOf));
  const seen = model.observationTables.map((table) => restrictRows(table, states, model.observations));
  const rows = new ForecastRows();
  const ends = new Float64Array(states.length * model.actions);
  for (let row = 0; row < ends.length; row++) {
    const action = row % model.actions;
    ends[row] = rows.add(rowEntries(transitions[action]!, Math.floor(row / model.actions)), seen[action]!);
  }
  const start = Array.from(states, (state, place): Entry => [place, model.start[state]!]);
  const first =
    model.initialObservationTable && restrictRows(model.initialObservationTable, states, model.observations);
  rows.add(normalised(start), first);
  return {
    actions: model.actions,
    rewards: ends.map((_, row) => rewards[row % model.actions]![states[Math.floor(row / model.actions)]!]!),
    ends,
    ...rows.table(),
  };
}

type Entry = readonly [state: number, probability: number];

function normalised(entries: readonly Entry[]): Entry[] {
  const total = entries.reduce((sum, [, probability]) => sum + probability, 0);
  return entries
    .filter(([, probability]) => probability > 0)
    .map(([state, probability]) => [state, probability / total]);
}

/** Gathers rows, their entries sorted by what is seen. */
class ForecastRows {
  private readonly groupOffsets = [0];
  private readonly entryOffsets = [0];
  private readonly successors: number[] = [];
  private readonly weights: number[] = [];
  private longest = 0;

  /** @param seen P(y | s'); absent where nothing is seen. Returns the probability that `entries` leave out. */
  add(entries: readonly Entry[], seen: SparseRows | undefined): number {
    const groups = new Map<number, Entry[]>();
    let rest = 1;
    const put = (y: number, state: number, weight: number) => {
      const group = groups.get(y);
      if (group) group.push([state, weight]);
      else groups.set(y, [[state, weight]]);
    };
    for (const [state, probability] of entries) {
      rest -= probability;
      if (!seen) put(0, state, probability);
      else for (const [y, chance] of rowEntries(seen, state)) put(y, state, probability * chance);
    }
    this.append([...groups.values()]);
    return Math.max(0, rest);
  }

  private append(groups: readonly Entry[][]): void {
    const begun = this.weights.length;
    for (const group of groups) {
      for (const [state, weight] of group) {
        this.successors.push(state);
        this.weights.push(weight);
      }
      this.entryOffsets.push(this.weights.length);
    }
    this.groupOffsets.push(this.entryOffsets.length - 1);
    this.longest = Math.max(this.longest, this.weights.length - begun);
  }

  table() {
    return {
      groupOffsets: Int32Array.from(this.groupOffsets),
      entryOffsets: Int32Array.from(this.entryOffsets),
      successors: Int32Array.from(this.successors),
      weights: Float64Array.from(this.weights),
      longest: this.longest,
    };
  }
}
