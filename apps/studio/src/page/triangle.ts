/** Where something stands in the drawing of the triangle. */
export type TrianglePlace = readonly [x: number, y: number];

const [WIDTH, HEIGHT] = [400, 360];
const [LEFT, RIGHT, BASE, TOP] = [30, 370, 325, 30];
const CORNERS: readonly TrianglePlace[] = [
  [LEFT, BASE],
  [RIGHT, BASE],
  [(LEFT + RIGHT) / 2, TOP],
];

/** The drawing of the simplex of three states: its size, and where the names of the states stand. */
export const TRIANGLE = {
  ...{ width: WIDTH, height: HEIGHT },
  labels: [
    { x: LEFT - 10, y: 350, 'text-anchor': 'start' },
    { x: RIGHT + 10, y: 350, 'text-anchor': 'end' },
    { x: 200, y: 18, 'text-anchor': 'middle' },
  ],
} as const;

/** The mean of the corners, by the belief. */
export function placeOnTriangle(belief: readonly number[]): TrianglePlace {
  const mean = (axis: 0 | 1) => CORNERS.reduce((sum, corner, s) => sum + corner[axis] * (belief[s] ?? 0), 0);
  return [mean(0), mean(1)];
}

/** The belief at a place; undefined outside of the triangle. */
export function beliefAtPlace([x, y]: TrianglePlace): readonly number[] | undefined {
  const third = (BASE - y) / (BASE - TOP);
  const second = (x - LEFT) / (RIGHT - LEFT) - third / 2;
  const belief = [1 - second - third, second, third];
  return belief.every((value) => value >= 0) ? belief : undefined;
}
