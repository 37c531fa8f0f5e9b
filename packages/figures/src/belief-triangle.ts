import type { TopLevelSpec } from 'vega-lite';
import type { Datum, Figure } from './figure.js';
import { COLOURS, theme } from './theme.js';

/** A belief over three states. */
export type Belief3 = readonly [number, number, number];

/** Which action is best in every belief over three states. */
export interface BeliefTriangle {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  /** The states at the corners: left, right, top. */
  readonly states: readonly [string, string, string];
  /** Every action that may be named, in the order of their colours. */
  readonly actions: readonly string[];
  readonly bestAction: (belief: Belief3) => string;
  /** Beliefs to mark, such as the start. */
  readonly marked?: readonly { readonly name: string; readonly belief: Belief3 }[];
}

/** Rows that the triangle is filled in, and places looked at in the longest. */
const ROWS = 120;

/** Above this share of the top state a belief is named below its mark: the name of the state stands above. */
const NEAR_TOP = 0.85;

/** The beliefs over three states as a triangle, coloured by the best action. */
export function beliefTriangle(chart: BeliefTriangle): Figure {
  const cells = Array.from({ length: ROWS }, (_, row) => rowCells(row, chart.bestAction)).flat();
  const marks = (chart.marked ?? []).map(({ name, belief }): Datum => {
    const named = belief[2] > NEAR_TOP ? 'below' : 'above';
    return { name, ...place(belief), named };
  });
  const specification: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: { text: chart.title, ...(chart.subtitle !== undefined && { subtitle: chart.subtitle }) },
    width: 420,
    height: 320, // √3/2 of the width, as the domains below stretch them: an equilateral triangle
    view: { stroke: null },
    layer: layers(chart, cells, marks),
  };
  return {
    name: chart.name,
    description: `${chart.title}: the best action in every belief over ${chart.states.join(', ')}.`,
    specification,
    data: [...cells, ...marks],
  };
}

/** Corners: the first state at (0, 0), the second at (1, 0), the third at (½, 1). */
function place([, right, top]: Belief3): { x: number; y: number } {
  return { x: right + top / 2, y: top };
}

/** The stretches of one row in which one action is best. */
function rowCells(row: number, bestAction: BeliefTriangle['bestAction']): Datum[] {
  const top = (row + 0.5) / ROWS;
  const count = ROWS - row;
  const cells: { action: string; x: number; x2: number; y: number; y2: number }[] = [];
  for (let i = 0; i < count; i++) {
    const right = ((i + 0.5) / count) * (1 - top);
    const action = bestAction([1 - top - right, right, top]);
    const x = top / 2 + (i / count) * (1 - top);
    const x2 = top / 2 + ((i + 1) / count) * (1 - top);
    const last = cells.at(-1);
    if (last?.action === action) last.x2 = x2;
    else cells.push({ action, x, x2, y: row / ROWS, y2: (row + 1) / ROWS });
  }
  return cells;
}

function layers(chart: BeliefTriangle, cells: readonly Datum[], marks: readonly Datum[]): never {
  const [left, right, top] = chart.states;
  const range = chart.actions.map((_, i) => COLOURS[i % COLOURS.length]!);
  const axis = { type: 'quantitative', axis: null };
  const x = { ...axis, field: 'x', scale: { domain: [-0.12, 1.12], nice: false } };
  const y = { ...axis, field: 'y', scale: { domain: [-0.08, 1.08], nice: false } };
  const color = {
    field: 'action',
    type: 'nominal',
    legend: { title: 'best action' },
    scale: { domain: [...chart.actions], range },
  };
  const outline = [0, 1, 2, 3].map((order) => ({
    order,
    x: [0, 1, 0.5, 0][order]!,
    y: [0, 0, 1, 0][order]!,
  }));
  const corners = [
    { text: left, x: 0, y: -0.04 },
    { text: right, x: 1, y: -0.04 },
    { text: top, x: 0.5, y: 1.04 },
  ];
  // Vega-Lite's layer types do not survive being assembled from parts; the compiler checks the whole.
  return [
    {
      data: { values: cells },
      // A stroke of its own colour: rows that only touch would show seams.
      mark: { type: 'rect', strokeWidth: 0.8 },
      encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' }, color, stroke: color },
    },
    {
      data: { values: outline },
      mark: { type: 'line', color: '#333333', strokeWidth: 1 },
      encoding: { x, y, order: { field: 'order', type: 'quantitative' } },
    },
    {
      data: { values: corners },
      mark: { type: 'text', fontSize: 12 },
      encoding: { x, y, text: { field: 'text' } },
    },
    {
      data: { values: marks },
      mark: { type: 'point', filled: true, color: 'white', stroke: 'black', size: 60, opacity: 1 },
      encoding: { x, y },
    },
    ...(['above', 'below'] as const).flatMap((side) => nameLayers(side, marks, { x, y })),
  ] as never;
}

/** Names of marked beliefs, in black with a white rim: they stand on any colour, and beside the triangle too. */
function nameLayers(
  side: 'above' | 'below',
  marks: readonly Datum[],
  places: { x: object; y: object },
): object[] {
  const values = marks.filter(({ named }) => named === side);
  const text = { type: 'text', dy: side === 'above' ? -11 : 14, fontSize: 11, fontWeight: 'bold' };
  return [{ color: 'white', stroke: 'white', strokeWidth: 3 }, { color: 'black' }].map((ink) => ({
    data: { values },
    mark: { ...text, ...ink },
    encoding: { ...places, text: { field: 'name' } },
  }));
}
