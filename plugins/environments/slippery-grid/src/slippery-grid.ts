import { environment, type FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, HEADINGS, ModelEnvironment, NO_CELL } from '@pomdp-gym/models';
import { z } from 'zod';
import { gridFrame } from './grid-frame.js';
import { type Grid, neighbourTile, readGrid } from './grid-text.js';

const options = z.strictObject({
  map: z
    .string()
    .default('S.../.H.H/...H/H..G')
    .describe('Rows separated by /: S start, . ice, H hole, G goal, # wall'),
  slip: z
    .number()
    .min(0)
    .max(1)
    .default(2 / 3)
    .describe('Chance that a move goes to a side, half of it to the left and half to the right'),
  observe: z
    .enum(['position', 'walls', 'around'])
    .default('position')
    .describe('What is seen: the position, where walls are (walls), or what is on the four squares around'),
});

export type SlipperyGridOptions = z.infer<typeof options>;

/** What is seen in each cell, as text; cells of the same text look alike. */
function observationsOf(grid: Grid, observe: SlipperyGridOptions['observe']): string[] {
  const around = (cell: number) => HEADINGS.map((_, heading) => neighbourTile(grid, cell, heading));
  const look = {
    position: (cell: number) => `row-${grid.map.cells[cell]![0]}-column-${grid.map.cells[cell]![1]}`,
    walls: (cell: number) => named(around(cell).map((tile) => tile === '#')),
    around: (cell: number) => around(cell).join(''),
  }[observe];
  return grid.tiles.map((_, cell) => look(cell));
}

/** The headings at which a wall stands, by their first letters. */
function named(walls: readonly boolean[]): string {
  const letters = HEADINGS.filter((_, heading) => walls[heading]).map((name) => name[0]!.toUpperCase());
  return letters.join('') || 'open';
}

/** Where a move leads: straight on with 1 − slip, to either side with half of slip; into a wall is staying. */
function moves({ map }: Grid, cell: number, action: number, slip: number): [number, number][] {
  const chances = [1 - slip, slip / 2, slip / 2];
  return [0, 1, 3].map((turn, i) => {
    const next = map.neighbour(cell, (action + turn) % 4);
    return [next === NO_CELL ? cell : next, chances[i]!];
  });
}

function slipperyGridModel(grid: Grid, seen: readonly string[], slip: number): FiniteModel {
  const looks = [...new Set(seen)];
  const show = (cell: number) => [[looks.indexOf(seen[cell]!), 1]] as const;
  const starts = grid.map.marked('S');
  return finiteModel({
    states: grid.tiles.length,
    actions: HEADINGS.length,
    observations: looks.length,
    labels: { actions: [...HEADINGS], observations: looks },
    transition: (cell, action) => moves(grid, cell, action, slip),
    observation: (_action, cell) => show(cell),
    initialObservation: show,
    reward: (_cell, _action, next) => (grid.tiles[next] === 'G' ? 1 : 0),
    start: starts.map((cell) => [cell, 1 / starts.length] as const),
    terminal: (cell) => 'HG'.includes(grid.tiles[cell]!),
    discount: 0.99,
  });
}

export const slipperyGrid = environment({
  id: 'SlipperyGrid-v0',
  summary: 'Reach a goal on slippery ground without falling into a hole; the map is text.',
  options,
  create: ({ map, slip, observe }) => {
    const grid = readGrid(map);
    const seen = observationsOf(grid, observe);
    return new ModelEnvironment(slipperyGridModel(grid, seen, slip), {
      frame: (cell) => gridFrame(grid, cell, seen[cell]!),
    });
  },
});
