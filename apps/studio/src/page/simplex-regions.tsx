import { useMemo } from 'preact/hooks';
import type { Solution } from '../engine/calls.js';
import { actionColour, COLOURS } from './action-colour.js';
import { greatestAt, valueAt } from '../engine/belief-values.js';
import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { placeOnTriangle, TRIANGLE, type TrianglePlace, beliefAtPlace } from './triangle.js';
import type { Store } from './store.js';
import type { DrawnValues } from './drawn-values.js';

interface SimplexRegionsProps {
  readonly store: Store;
  readonly drawn: DrawnValues;
}

/** The simplex of three states, cut where another α-vector is greatest, in the colours of their actions; a click chooses a belief. */
export function SimplexRegions({ store, drawn }: SimplexRegionsProps) {
  const { solution } = drawn;
  const areas = useMemo(() => solution && <Areas solution={solution} />, [solution]);
  if (!solution?.vectors) return null;
  const { vectors, regions } = solution;
  if (!regions)
    return <p>{vectors.length} α-vectors are too many to draw their regions: choose a larger precision.</p>;
  const best = new Set(vectors.flatMap(({ action }, i) => (regions[i]!.length > 0 ? [action] : [])));
  const actions = solution.actions.filter((action) => best.has(action));
  const choose = (event: PointerEvent): void => {
    const place = placeOfPointer(event);
    const belief = place && beliefAtPlace(place);
    if (belief) store.set({ belief });
  };
  const [x, y] = placeOnTriangle(drawn.belief);
  return (
    <FigureFrame figure={{ ...TITLE, compute: () => regionFigure(drawn) }}>
      <h3>Which action is best, by belief</h3>
      <svg
        class="simplex regions"
        viewBox={`0 0 ${TRIANGLE.width} ${TRIANGLE.height}`}
        role="img"
        aria-label={`The simplex of ${drawn.states.join(', ')}, in ${regions.filter(({ length }) => length > 0).length} regions of α-vectors whose actions are ${actions.join(', ')}`}
        onPointerDown={choose}
        onPointerMove={(event) => event.buttons === 1 && choose(event)}
      >
        {areas}
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
              <rect class={colourIn(solution, action)} width={10} height={10} />
            </svg>
            {action}
          </li>
        ))}
      </ul>
      {solution.actions.length > COLOURS && (
        <p class="hint">
          {solution.actions.length} actions share {COLOURS} colours: a region names its action where it is
          pointed at.
        </p>
      )}
    </FigureFrame>
  );
}

/** The regions, in the colours of their actions. */
function Areas({ solution: { vectors, regions, actions } }: { readonly solution: Solution }) {
  return (
    <>
      {regions?.map((corners, i) => {
        const action = vectors?.[i]?.action;
        if (corners.length === 0 || action === undefined) return null;
        return (
          <polygon
            key={i}
            class={`region ${colourIn({ actions }, action)}`}
            points={corners.map((corner) => placeOnTriangle(corner).join(',')).join(' ')}
          >
            <title>{action}</title>
          </polygon>
        );
      })}
    </>
  );
}

function colourIn({ actions }: Pick<Solution, 'actions'>, action: string): string {
  return actionColour(actions.indexOf(action));
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

const TITLE = { name: 'value-regions', title: 'Best actions over the simplex' };

/** Steps along an edge of the simplex between the beliefs that a file holds. */
const STEPS = 20;

/** Values at the beliefs of a grid. */
function regionFigure({ states, solution, learner }: DrawnValues): DrawnFigure {
  const vectors = solution?.vectors ?? [];
  const upper = solution?.upperVectors ?? [];
  const first = learner?.lines.find(({ isFirst }) => isFirst);
  const lower = vectors.map(({ values }) => values);
  const rows = gridBeliefs().map((belief) => {
    const best = vectors[greatestAt(lower, belief)]!;
    return {
      ...{ P1: belief[0]!, P2: belief[1]!, P3: belief[2]! },
      ...{ action: best.action, value: valueAt(best.values, belief) },
      ...(upper.length > 0 && { bound: valueAt(upper[greatestAt(upper, belief)]!, belief) }),
      ...(first && { policy: valueAt(first.values, belief) }),
    };
  });
  return {
    ...{ ...TITLE, mark: 'point', data: rows },
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
