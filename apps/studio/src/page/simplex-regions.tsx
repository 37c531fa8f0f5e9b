import { greatestAt, regionsOf, valueAt } from './belief-values.js';
import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { placeOnTriangle, TRIANGLE, type TrianglePlace, beliefAtPlace } from './triangle.js';
import type { Store } from './store.js';
import type { DrawnValues } from './drawn-values.js';

/** More α-vectors than this are not cut against one another. */
const MOST = 1000;
/** Colours of actions. */
const COLOURS = 8;

interface SimplexRegionsProps {
  readonly store: Store;
  readonly drawn: DrawnValues;
}

/** The simplex of three states, cut where another α-vector is greatest, in the colours of their actions; a click chooses a belief. */
export function SimplexRegions({ store, drawn }: SimplexRegionsProps) {
  const vectors = drawn.solution?.vectors ?? [];
  if (vectors.length > MOST)
    return <p>{vectors.length} α-vectors are too many to draw their regions: choose a larger precision.</p>;
  const regions = regionsOf(vectors.map(({ values }) => values));
  const actions = [...new Set(vectors.filter((_, i) => regions[i]!.length > 0).map(({ action }) => action))];
  const colourOf = (action: string) => `colour-${actions.indexOf(action) % COLOURS}`;
  const choose = (event: PointerEvent): void => {
    const place = placeOfPointer(event);
    const belief = place && beliefAtPlace(place);
    if (belief) store.set({ belief });
  };
  const [x, y] = placeOnTriangle(drawn.belief);
  return (
    <FigureFrame figure={regionFigure(drawn)}>
      <h3>Which action is best, by belief</h3>
      <svg
        class="simplex regions"
        viewBox={`0 0 ${TRIANGLE.width} ${TRIANGLE.height}`}
        role="img"
        aria-label={`The simplex of ${drawn.states.join(', ')}, in ${regions.filter(({ length }) => length > 0).length} regions of α-vectors whose actions are ${actions.join(', ')}`}
        onPointerDown={choose}
        onPointerMove={(event) => event.buttons === 1 && choose(event)}
      >
        {regions.map(
          (corners, i) =>
            corners.length > 0 && (
              <polygon
                key={i}
                class={`region ${colourOf(vectors[i]!.action)}`}
                points={corners.map((corner) => placeOnTriangle(corner).join(',')).join(' ')}
              >
                <title>{vectors[i]!.action}</title>
              </polygon>
            ),
        )}
        <circle class="mark looked" cx={x} cy={y} r={6} />
        {drawn.states.map((state, s) => (
          <text key={s} class="label" {...TRIANGLE.labels[s]}>
            {state.length > 18 ? `${state.slice(0, 17)}…` : state}
          </text>
        ))}
      </svg>
      <ul class="swatches">
        {actions.map((action) => (
          <li key={action}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={colourOf(action)} width={10} height={10} />
            </svg>
            {action}
          </li>
        ))}
      </ul>
    </FigureFrame>
  );
}

/** Where the pointer is in the units of the drawing. */
function placeOfPointer(event: PointerEvent): TrianglePlace | undefined {
  const svg = event.currentTarget;
  if (!(svg instanceof SVGSVGElement)) return undefined;
  const matrix = svg.getScreenCTM()?.inverse();
  if (!matrix) return undefined;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return [x, y];
}

/** Steps along an edge of the simplex between the beliefs that a file holds. */
const STEPS = 20;

/** Values at the beliefs of a grid. */
function regionFigure({ states, solution, learner }: DrawnValues): DrawnFigure {
  const vectors = solution?.vectors ?? [];
  const upper = solution?.upperVectors ?? [];
  const first = learner?.lines.find(({ isFirst }) => isFirst);
  const rows = gridBeliefs().map((belief) => {
    const best =
      vectors[
        greatestAt(
          vectors.map(({ values }) => values),
          belief,
        )
      ]!;
    return {
      ...{ P1: belief[0]!, P2: belief[1]!, P3: belief[2]! },
      ...{ action: best.action, value: valueAt(best.values, belief) },
      ...(upper.length > 0 && { bound: valueAt(upper[greatestAt(upper, belief)]!, belief) }),
      ...(first && { policy: valueAt(first.values, belief) }),
    };
  });
  return {
    ...{ name: 'value-regions', title: 'Best actions over the simplex', mark: 'point', data: rows },
    encoding: {
      x: { field: 'P1', type: 'quantitative', title: `belief of ${states[0]}` },
      y: { field: 'P2', type: 'quantitative', title: `belief of ${states[1]}` },
      color: { field: 'action', type: 'nominal' },
    },
  };
}

function gridBeliefs(): readonly (readonly number[])[] {
  const beliefs: number[][] = [];
  for (let i = 0; i <= STEPS; i++)
    for (let j = 0; i + j <= STEPS; j++) beliefs.push([i / STEPS, j / STEPS, (STEPS - i - j) / STEPS]);
  return beliefs;
}
