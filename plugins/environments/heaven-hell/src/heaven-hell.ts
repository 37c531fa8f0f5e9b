import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import { finiteModel, GridMap, mapSvg, ModelEnvironment, NO_CELL, picture } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  length: z
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .describe('cells from the start to the junction, and of each arm'),
});

export type HeavenHellOptions = z.infer<typeof options>;

const actions = ['N', 'S', 'E', 'W'];
const headingOf = [0, 2, 1, 3];

/** One world of the two: its map, and its cells in the order of the states. */
interface World {
  readonly map: GridMap;
  /** Cells by state: start, stem upwards, left arm, right arm, and down to the priest. */
  readonly cells: readonly number[];
  /** The states at the ends of the left arm, the right arm and the way to the priest. */
  readonly left: number;
  readonly right: number;
  readonly priest: number;
}

/** A T whose foot, below the start S, turns right towards the priest P; L and R end its arms. */
function world(length: number): World {
  const gap = '#'.repeat(length);
  const arm = ' '.repeat(length - 1);
  const map = new GridMap([
    `L${arm} ${arm}R`,
    ...Array.from({ length: length - 1 }, () => `${gap} ${gap}`),
    `${gap}S${gap}`,
    `${gap} ${arm}P`,
  ]);
  const walk = (from: number, heading: number) => {
    const passed = [];
    for (let cell = from, i = 0; i < length; i++) passed.push((cell = map.neighbour(cell, heading)));
    return passed;
  };
  const from = map.marked('S')[0]!;
  const stem = walk(from, 0);
  const below = map.neighbour(from, 2);
  const cells = [from, ...stem, ...walk(stem.at(-1)!, 3), ...walk(stem.at(-1)!, 1), below, ...walk(below, 1)];
  return { map, cells, left: 2 * length, right: 3 * length, priest: 4 * length + 1 };
}

function heavenHellModel({ length }: HeavenHellOptions): FiniteModel {
  const { map, cells, left, right, priest } = world(length);
  const size = cells.length;
  const place = (state: number) => state % size;
  const heaven = (state: number) => (state < size ? left : right);
  const isEnd = (state: number) => place(state) === left || place(state) === right;
  const start = [
    [0, 0.5],
    [size, 0.5],
  ] as const;
  const worlds = ['left', 'right'];
  return finiteModel({
    states: 2 * size,
    actions: actions.length,
    observations: size + 1,
    labels: {
      states: worlds.flatMap((side) => cells.map((_, cell) => `heaven-${side}-${cell}`)),
      actions,
      observations: [...Array.from({ length: size - 1 }, (_, cell) => `o${cell}`), ...worlds],
    },
    transition: (state, action) => {
      if (isEnd(state)) return start;
      const next = map.neighbour(cells[place(state)]!, headingOf[action]!);
      return [[next === NO_CELL ? state : state - place(state) + cells.indexOf(next), 1]];
    },
    // The place is always seen; the priest, whose place comes last, says where heaven is instead.
    observation: (_action, next) => [[place(next) === priest && next >= size ? priest + 1 : place(next), 1]],
    reward: (state) => (isEnd(state) ? (place(state) === heaven(state) ? 1 : -1) : 0),
    start,
    discount: 0.99,
  });
}

export function heavenHellFrame(state: number, length: number): Frame {
  const { map, cells } = world(length);
  const [heaven, side] = state < cells.length ? ['L', 'left'] : ['R', 'right'];
  const lines = map.drawn(cells[state % cells.length]!, '@').map((line) => `#${line}#`);
  const wall = '#'.repeat(lines[0]!.length);
  const shown = [wall, ...lines, wall].map((line) =>
    line.replace(/[LR]/g, (end) => (end === heaven ? '+' : '-')),
  );
  const drawn = picture(shown, {
    '#': 'wall',
    '@': 'agent',
    '+': 'goal',
    '-': 'hazard',
    P: 'object',
    S: 'label',
  });
  return {
    picture: drawn,
    svg: mapSvg(drawn),
    facts: { heaven: side! },
  };
}

export const heavenHell = environment({
  id: 'HeavenHell-v0',
  summary: 'Heaven at one end of a T and hell at the other: only a priest, a detour away, tells which.',
  options,
  create: (chosen) =>
    new ModelEnvironment(heavenHellModel(chosen), {
      optimum: {
        averageReward: 1 / (4 * chosen.length + 3),
        source:
          'who does not ask gains nothing on average, and who asks needs 4·length + 3 steps for each heaven',
      },
      frame: (state) => heavenHellFrame(state, chosen.length),
    }),
});
