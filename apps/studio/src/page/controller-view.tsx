import type { ControllerGraph } from '../engine/calls.js';
import type { DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { short } from './number-text.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

const [WIDTH, HEIGHT] = [560, 380];
/** Moves rarer than this are left out. */
const RARE = 0.01;
const COLOURS = 8;

/** The policy as a graph: the size of a node is how often it acts, its colour its likeliest action, an edge as wide as it is likely. */
export function ControllerView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const { value, error, busy } = useComputed(JSON.stringify([recipe, theta]), async (signal) =>
    recipe && theta ? store.engine.call('controller', { recipe, theta }, { signal }) : undefined,
  );
  if (!theta) return <p>This policy has no parameters.</p>;
  return (
    <div aria-busy={busy}>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && <Graph graph={value} />}
      {value && <Legend graph={value} />}
      {value && <NodeTable graph={value} />}
    </div>
  );
}

interface GraphProps {
  readonly graph: ControllerGraph;
}

function Graph({ graph }: GraphProps) {
  const places = placesOf(graph.nodes);
  const radius = (node: number) => 12 + 26 * Math.sqrt(graph.occupancy[node] ?? 0);
  return (
    <FigureFrame figure={figureOf(graph)}>
      <svg
        class="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="Memory nodes and the moves between them"
      >
        {graph.moves.flatMap((row, from) =>
          row.map((probability, to) =>
            from === to || probability < RARE ? null : (
              <path
                key={`${from} ${to}`}
                class="edge"
                d={edge(places[from]!, places[to]!)}
                stroke-width={1 + 5 * probability}
              >
                <title>{`${from} → ${to}: ${short(probability)}`}</title>
              </path>
            ),
          ),
        )}
        {places.map(([x, y], node) => (
          <g key={node}>
            <circle
              class={`node colour-${likeliest(graph.actionShares[node]!) % COLOURS}`}
              cx={x}
              cy={y}
              r={radius(node)}
            />
            <text class="node-name" x={x} y={y + 4} text-anchor="middle">
              {node}
            </text>
          </g>
        ))}
      </svg>
    </FigureFrame>
  );
}

/** The shares of actions in each node; those of moves are in the table of the page. */
function figureOf({ nodes, actions, actionShares, moves, occupancy }: ControllerGraph): DrawnFigure {
  const shares = (kind: string, rows: readonly (readonly number[])[], name: (place: number) => string) =>
    rows.flatMap((row, node) =>
      row.map((share, to) => ({ node, occupancy: occupancy[node] ?? 0, kind, to: name(to), share })),
    );
  return {
    ...{ name: 'controller', title: `Actions and moves of ${nodes} memory nodes`, mark: 'bar' },
    data: [
      ...shares('action', actionShares, (action) => actions[action] ?? String(action)),
      ...shares('move', moves, String),
    ],
    encoding: {
      x: { field: 'share', type: 'quantitative' },
      y: { field: 'node', type: 'ordinal' },
      yOffset: { field: 'kind', type: 'nominal' },
      color: { field: 'to', type: 'nominal' },
    },
  };
}

/** The colour of each action that is the likeliest of a node. */
function Legend({ graph: { actions, actionShares } }: GraphProps) {
  const used = [...new Set(actionShares.map(likeliest))].sort((a, b) => a - b);
  return (
    <p class="hint">
      {used.map((action) => (
        <span key={action} class="colour-key">
          <svg width="12" height="12" aria-hidden="true">
            <rect class={`colour-${action % COLOURS}`} width="12" height="12" />
          </svg>{' '}
          {actions[action]}
        </span>
      ))}
      is the likeliest action; large nodes act often, wide edges are likely
    </p>
  );
}

function placesOf(nodes: number): readonly (readonly [number, number])[] {
  if (nodes === 1) return [[WIDTH / 2, HEIGHT / 2]];
  return Array.from({ length: nodes }, (_, i) => {
    const angle = (2 * Math.PI * i) / nodes - Math.PI / 2;
    return [
      WIDTH / 2 + 0.36 * WIDTH * Math.cos(angle),
      HEIGHT / 2 + 0.36 * HEIGHT * Math.sin(angle),
    ] as const;
  });
}

/** A curve between two nodes, bent to one side, so that both directions are seen. */
function edge([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): string {
  const [bendX, bendY] = [(x1 + x2) / 2 + (y2 - y1) / 8, (y1 + y2) / 2 - (x2 - x1) / 8];
  return `M${x1},${y1}Q${bendX},${bendY} ${x2},${y2}`;
}

function likeliest(shares: readonly number[]): number {
  return shares.indexOf(Math.max(...shares));
}

function NodeTable({ graph: { nodes, occupancy, actions, actionShares, moves } }: GraphProps) {
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">node</th>
            <th scope="col">share of steps</th>
            <th scope="col">actions there</th>
            <th scope="col">goes on to</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: nodes }, (_, node) => (
            <tr key={node}>
              <td>{node}</td>
              <td>
                <ExactNumber value={occupancy[node] ?? 0} name={`occupancy ${node}`} />
              </td>
              <td>{listed(actionShares[node]!, (action) => actions[action] ?? String(action))}</td>
              <td>{listed(moves[node]!, String)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The likely ones, the likeliest first. */
function listed(shares: readonly number[], name: (place: number) => string): string {
  return shares
    .map((share, place) => ({ share, place }))
    .filter(({ share }) => share >= RARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, 6)
    .map(({ share, place }) => `${name(place)} ${short(share, 2)}`)
    .join(', ');
}
