import type { BeliefMap, MapMark } from '../engine/calls.js';
import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { short } from './number-text.js';

const SIDE = 40;

/** What the roles of a map are called where they are uncertain. */
const MEANING: Readonly<Partial<Record<MapMark['role'], string>>> = {
  agent: 'the agent',
  goal: 'a goal',
  hazard: 'a hazard',
  object: 'an object',
};

/** The belief as heat on the map: in each square the probability of what may stand there. */
export function MapPicture({ map }: { readonly map: BeliefMap }) {
  const { rows, columns, walls, marks } = map;
  const roles = [...new Set(marks.map(({ role }) => role))].filter((role) => MEANING[role]);
  return (
    <FigureFrame figure={figureOf(map)}>
      <h3>Belief on the map</h3>
      <svg
        class="map"
        style={{ maxWidth: `${Math.min(40, 3.2 * columns)}rem` }}
        viewBox={`0 0 ${SIDE * columns} ${SIDE * rows}`}
        role="img"
        aria-label="The belief on the map: how likely it is what stands in each square"
      >
        <rect class="map-floor" width={SIDE * columns} height={SIDE * rows} />
        {walls.map(([row, column]) => (
          <rect
            key={`${row} ${column}`}
            class="map-wall"
            {...{ x: SIDE * column, y: SIDE * row, width: SIDE, height: SIDE }}
          />
        ))}
        {marks
          .filter(({ role }) => MEANING[role])
          .map((mark) => (
            <Heat key={`${mark.row} ${mark.column} ${mark.role}`} mark={mark} place={placeOf(mark, marks)} />
          ))}
      </svg>
      <p class="hint">
        {roles.map((role) => (
          <span key={role} class={`heat-key heat-${role}`}>
            {MEANING[role]}
          </span>
        ))}
        in percent by the exact belief; what is sure has a sign
      </p>
    </FigureFrame>
  );
}

/** Heat weaker than this has no number, and shares its square with nothing. */
const FAINT = 0.005;

/** Marks of other roles in the same square stand above and beneath one another. */
interface HeatPlace {
  readonly index: number;
  readonly count: number;
}

function placeOf(mark: MapMark, marks: readonly MapMark[]): HeatPlace {
  if (mark.probability < FAINT) return { index: 0, count: 1 };
  const together = marks.filter(
    ({ row, column, role, probability }) =>
      row === mark.row && column === mark.column && MEANING[role] && probability >= FAINT,
  );
  return { index: together.indexOf(mark), count: together.length };
}

/** What is sure has a sign in place of a number. */
const SIGN: Readonly<Partial<Record<MapMark['role'], string>>> = {
  agent: '●',
  goal: '★',
  hazard: '✕',
  object: '◆',
};

function isSure({ probability }: MapMark): boolean {
  return probability > 1 - 1e-9;
}

function Heat({ mark, place: { index, count } }: { readonly mark: MapMark; readonly place: HeatPlace }) {
  const { row, column, role, probability } = mark;
  const height = SIDE / count;
  const [x, y] = [SIDE * column, SIDE * row + index * height];
  return (
    <g data-name={`map ${row} ${column} ${role}`} data-value={String(probability)}>
      <title>{`${MEANING[role]}: ${probability}`}</title>
      <rect
        class={`heat-${role}`}
        {...{ x, y, width: SIDE, height }}
        fill-opacity={0.08 + 0.92 * Math.sqrt(probability)}
      />
      {probability >= FAINT && (
        <text class={numberClass(probability)} x={x + SIDE / 2} y={y + height / 2 + 5}>
          {isSure(mark) ? SIGN[role] : short(100 * probability, 2)}
        </text>
      )}
    </g>
  );
}

/** The class of a number, so that it contrasts with heat of this probability, light or dark: at least 3.8 to 1 in each role. */
function numberClass(probability: number): string {
  if (probability > 0.65) return 'map-number strong';
  return probability > 0.3 ? 'map-number middling' : 'map-number';
}

function figureOf({ marks }: BeliefMap): DrawnFigure {
  return {
    ...{ name: 'belief-map', title: 'Belief on the map', mark: 'rect' },
    data: marks
      .filter(({ role }) => MEANING[role])
      .map(({ row, column, role, probability }) => ({ row, column, what: role, probability })),
    encoding: {
      x: { field: 'column', type: 'ordinal' },
      y: { field: 'row', type: 'ordinal' },
      color: { field: 'probability', type: 'quantitative' },
    },
  };
}
