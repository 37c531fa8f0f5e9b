import type { FiniteModel, RewardTable, SparseRows } from '@pomdp-gym/contracts';
import { hypot, pow } from '@pomdp-gym/numerics';
import type { Layout } from './layout.js';
import { decode, encode, isGood, type MapState, rockAt, spoiled, stateCount } from './map-state.js';

const [GOOD, BAD] = [0, 1];

/** north, east, south, west */
const directions = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
] as const;
const FIRST_CHECK = directions.length;

const LEAVE_REWARD = 10;
const GOOD_SAMPLE_REWARD = 10;
const BAD_SAMPLE_REWARD = -10;
const ILLEGAL_REWARD = -100;

/** Where an action leads and what it pays. No state: off the map. */
interface Outcome {
  readonly next?: MapState;
  readonly reward: number;
}

/**
 * RockSample[n, k] on a map. `episodic`: leaving the map ends the episode, rather than going on for ever at no reward.
 * The tables are written directly: every transition is certain, and all actions but checks share one table of readings.
 */
export function rockSampleModel(layout: Layout, episodic: boolean): FiniteModel {
  const { rocks } = layout;
  const states = stateCount(layout.size, rocks.length);
  const checks = rocks.map((_, rock) => `check_${rock}`);
  const actions = ['north', 'east', 'south', 'west', ...checks, 'sample'];
  const outcomes = actions.map((_, action) => outcomeTables(layout, states, action));
  const calm = readings(layout, states, -1);
  return {
    states,
    actions: actions.length,
    observations: 2,
    labels: {
      states: Array.from({ length: states }, (_, state) => stateName(layout, decode(layout, state))),
      actions,
      observations: ['good', 'bad'],
    },
    transitions: outcomes.map(({ transitions }) => transitions),
    observationTables: actions.map((_, action) => {
      const rock = action - FIRST_CHECK;
      return rocks[rock] ? readings(layout, states, rock) : calm;
    }),
    rewards: outcomes.map(({ rewards }) => rewards),
    start: startLaw(layout, states),
    ...(episodic && { terminal: new Uint8Array(states).fill(1, states - 1) }),
    discount: 0.95,
  };
}

/** Every combination of rocks alike, where the map says that the robot starts. */
function startLaw(layout: Layout, states: number): Float64Array {
  const combinations = 2 ** layout.rocks.length;
  const [x, y] = layout.start;
  const first = encode(layout, { x, y, rocks: 0 });
  return new Float64Array(states).fill(1 / combinations, first, first + combinations);
}

/** One action's transitions, each certain, and their rewards. */
function outcomeTables(
  layout: Layout,
  states: number,
  action: number,
): { transitions: SparseRows; rewards: RewardTable } {
  const indices = new Int32Array(states);
  const values = new Float64Array(states);
  for (let state = 0; state < states; state++) {
    const { next, reward } = outcomeOf(layout, decode(layout, state), action);
    indices[state] = next ? encode(layout, next) : states - 1;
    values[state] = reward;
  }
  const offsets = Int32Array.from({ length: states + 1 }, (_, state) => state);
  const ones = new Float64Array(states).fill(1);
  return {
    transitions: { rows: states, columns: states, offsets, indices, values: ones },
    rewards: { values },
  };
}

/** What a check of a rock shows, by state; of no rock (−1), always `good`. */
function readings(layout: Layout, states: number, rock: number): SparseRows {
  const offsets = new Int32Array(states + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let state = 0; state < states; state++) {
    const good = chanceOfGood(layout, rock, decode(layout, state));
    for (const [reading, chance] of [
      [GOOD, good],
      [BAD, 1 - good],
    ] as const) {
      if (chance === 0) continue;
      indices.push(reading);
      values.push(chance);
    }
    offsets[state + 1] = indices.length;
  }
  return {
    rows: states,
    columns: 2,
    offsets,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

function outcomeOf(layout: Layout, here: MapState | undefined, action: number): Outcome {
  if (!here) return { reward: 0 };
  const direction = directions[action];
  if (direction) return move(layout, here, direction);
  const sampling = action === FIRST_CHECK + layout.rocks.length;
  return sampling ? sample(layout, here) : { next: here, reward: 0 };
}

/** Over the eastern edge is the way out; over another it is a crash. */
function move({ size }: Layout, here: MapState, [dx, dy]: readonly [number, number]): Outcome {
  const x = here.x + dx;
  const y = here.y + dy;
  if (x >= size) return { reward: LEAVE_REWARD };
  if (x < 0 || y < 0 || y >= size) return { reward: ILLEGAL_REWARD };
  return { next: { ...here, x, y }, reward: 0 };
}

/** A rock is worth something once; where there is none, sampling is a crash. */
function sample(layout: Layout, here: MapState): Outcome {
  const rock = rockAt(layout, [here.x, here.y]);
  if (rock < 0) return { reward: ILLEGAL_REWARD };
  return {
    next: { ...here, rocks: spoiled(layout, here.rocks, rock) },
    reward: isGood(layout, here.rocks, rock) ? GOOD_SAMPLE_REWARD : BAD_SAMPLE_REWARD,
  };
}

/** A check tells the truth with probability (1 + 2^(-d/h))/2 from distance d; everything else sees `good`. */
function chanceOfGood(layout: Layout, rock: number, here: MapState | undefined): number {
  const position = layout.rocks[rock];
  if (!here || !position) return 1;
  const distance = hypot(here.x - position[0], here.y - position[1]);
  const efficiency = pow(2, -distance / layout.halfDistance);
  return efficiency * Number(isGood(layout, here.rocks, rock)) + (1 - efficiency) / 2;
}

/** `s021010` is (0, 2) and rocks 1010; on maps of ten cells and more, `s0_2_1010`. */
function stateName({ size, rocks: { length: k } }: Layout, here: MapState | undefined): string {
  if (!here) return 'left';
  const quality = here.rocks.toString(2).padStart(k, '0');
  return `s${[here.x, here.y, quality].join(size < 10 ? '' : '_')}`;
}
