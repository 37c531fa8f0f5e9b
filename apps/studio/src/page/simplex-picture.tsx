import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';

const [WIDTH, HEIGHT] = [340, 270];
const [LEFT, RIGHT, TOP, BASE] = [30, 310, 30, 238];

interface SimplexPictureProps {
  /** Names of two or three states. */
  readonly states: readonly string[];
  /** The beliefs up to now, the present one last; a number a state. */
  readonly beliefs: readonly (readonly number[])[];
}

type Place = readonly [x: number, y: number];

/** The belief as a point of the segment of two states or the triangle of three, with the way it came. */
export function SimplexPicture({ states, beliefs }: SimplexPictureProps) {
  const corners = states.length === 2 ? SEGMENT : TRIANGLE;
  const places = beliefs.map((belief) => placeOf(belief, corners));
  const height = states.length === 2 ? 90 : HEIGHT;
  const present = places.at(-1);
  return (
    <FigureFrame figure={figureOf(states, beliefs)}>
      <h3>Belief among {states.length} states</h3>
      <svg
        class="simplex"
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={`The belief as a point between ${states.join(' and ')}, with the way it came`}
      >
        <polygon class="simplex-edge" points={corners.map(String).join(' ')} />
        <polyline class="simplex-way" points={places.map(String).join(' ')} />
        {places.slice(0, -1).map(([x, y], i) => (
          <circle key={i} class="simplex-past" cx={x} cy={y} r={3} />
        ))}
        {present && <circle class="mark looked" cx={present[0]} cy={present[1]} r={7} />}
        {states.map((state, i) => (
          <text key={state} class="label" {...labelPlace(corners[i]!)}>
            {state.length > 20 ? `${state.slice(0, 19)}…` : state}
          </text>
        ))}
      </svg>
    </FigureFrame>
  );
}

const SEGMENT: readonly Place[] = [
  [LEFT, 40],
  [RIGHT, 40],
];
const TRIANGLE: readonly Place[] = [
  [LEFT, BASE],
  [RIGHT, BASE],
  [(LEFT + RIGHT) / 2, TOP],
];

/** The mean of the corners, by the belief. */
function placeOf(belief: readonly number[], corners: readonly Place[]): Place {
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner, i) => sum + corner[axis] * (belief[i] ?? 0), 0);
  return [mean(0), mean(1)];
}

function labelPlace([x, y]: Place) {
  const anchor = x === LEFT ? 'start' : x === RIGHT ? 'end' : 'middle';
  return {
    x: x === LEFT ? LEFT - 10 : x === RIGHT ? RIGHT + 10 : x,
    y: y === TOP ? 16 : y + 26,
    'text-anchor': anchor,
  } as const;
}

function figureOf(states: readonly string[], beliefs: SimplexPictureProps['beliefs']): DrawnFigure {
  return {
    ...{ name: 'belief-simplex', title: 'Belief at each step', mark: 'line' },
    data: beliefs.flatMap((belief, step) =>
      states.map((state, i) => ({ step, state, probability: belief[i] ?? 0 })),
    ),
    encoding: {
      x: { field: 'step', type: 'quantitative' },
      y: { field: 'probability', type: 'quantitative' },
      color: { field: 'state', type: 'nominal' },
    },
  };
}
