import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
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

/** RockSample[n, k] on a map. `episodic`: leaving the map ends the episode, rather than going on for ever at no reward. */
export function rockSampleModel(layout: Layout, episodic: boolean): FiniteModel {
  const { size, rocks } = layout;
  const states = stateCount(size, rocks.length);
  const left = states - 1;
  const outcome = (state: number, action: number) => outcomeOf(layout, decode(layout, state), action);
  const begin = encode(layout, { x: layout.start[0], y: layout.start[1], rocks: 0 });
  const qualities = 2 ** rocks.length;
  return finiteModel({
    states,
    actions: FIRST_CHECK + rocks.length + 1,
    observations: 2,
    labels: {
      states: Array.from({ length: states }, (_, state) => stateName(layout, decode(layout, state))),
      actions: ['north', 'east', 'south', 'west', ...rocks.map((_, rock) => `check_${rock}`), 'sample'],
      observations: ['good', 'bad'],
    },
    transition(state, action) {
      const { next } = outcome(state, action);
      return [[next ? encode(layout, next) : left, 1]];
    },
    emission: (action, next) => reading(layout, action, decode(layout, next)),
    reward: (state, action) => outcome(state, action).reward,
    start: Array.from({ length: qualities }, (_, quality) => [begin + quality, 1 / qualities] as const),
    ...(episodic && { terminal: (state: number) => state === left }),
    discount: 0.95,
  });
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
function reading(layout: Layout, action: number, here: MapState | undefined): [number, number][] {
  const rock = action - FIRST_CHECK;
  const position = layout.rocks[rock];
  if (!here || !position) return [[GOOD, 1]];
  const distance = Math.hypot(here.x - position[0], here.y - position[1]);
  const efficiency = 2 ** (-distance / layout.halfDistance);
  const good = efficiency * Number(isGood(layout, here.rocks, rock)) + (1 - efficiency) / 2;
  return [
    [GOOD, good],
    [BAD, 1 - good],
  ];
}

/** `s021010` is (0, 2) and rocks 1010; on maps of ten cells and more, `s0_2_1010`. */
function stateName({ size, rocks: { length: k } }: Layout, here: MapState | undefined): string {
  if (!here) return 'left';
  const quality = here.rocks.toString(2).padStart(k, '0');
  return `s${[here.x, here.y, quality].join(size < 10 ? '' : '_')}`;
}
