import { useState } from 'preact/hooks';
import type { ControllerGraph } from '../engine/calls.js';
import { isVisited } from '../engine/is-visited.js';
import { actionColour } from './action-colour.js';
import { type ControllerEdge, isSameMove } from './controller-edges.js';
import { edgeWords } from './edge-words.js';
import type { Walk } from './controller-walk.js';
import { arrowOf, type Disc, discsOf, sectorOf, type Size } from './graph-geometry.js';
import { isNarrow } from './window-width.js';
import { short } from './number-text.js';

const [WIDE, NARROW]: readonly Size[] = [
  [640, 460],
  [380, 420],
];
/** The height of a picture of one node. */
const LOW = 200;

interface ControllerPictureProps {
  readonly graph: ControllerGraph;
  readonly edges: readonly ControllerEdge[];
  readonly walk: Walk | null;
}

/** The graph: discs as large as their occupancy, in them the shares of actions; edges as wide as their probability; where the run is. */
export function ControllerPicture({ graph, edges, walk }: ControllerPictureProps) {
  const [pointed, point] = useState<Pick<ControllerEdge, 'from' | 'to'> | null>(null);
  const [width, most] = (isNarrow.value ? NARROW : WIDE)!;
  const height = graph.nodes === 1 ? LOW : most;
  const discs = discsOf(graph.occupancy, [width, height]);
  const looked = edges.find((edge) => isSameMove(edge, pointed));
  return (
    <>
      <svg
        class="chart controller"
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="Memory nodes and the moves between them; arrow keys go from move to move"
        onKeyDown={goToNeighbour}
      >
        {edges.map((edge) => (
          <Edge
            key={`${edge.from} ${edge.to}`}
            {...{ edge, discs, isFirst: edge === (looked ?? edges[0]) }}
            isWalked={isSameMove(edge, walk?.edge)}
            onLook={() => point(edge)}
            onLeave={() => point(null)}
          />
        ))}
        {discs.map((disc, node) => (
          <Node key={node} {...{ graph, disc, node, isCurrent: walk?.node === node }} />
        ))}
      </svg>
      <p class="hint edge-words" role="status" data-name="move looked at">
        {looked
          ? edgeWords(looked)
          : 'Point at an arrow, or go to it by the key Tab, to read its probabilities.'}
      </p>
    </>
  );
}

interface EdgeProps {
  readonly edge: ControllerEdge;
  readonly discs: readonly Disc[];
  readonly isWalked: boolean;
  /** Whether the key Tab comes to this edge. */
  readonly isFirst: boolean;
  readonly onLook: () => void;
  readonly onLeave: () => void;
}

function Edge({ edge, discs, isWalked, isFirst, onLook, onLeave }: EdgeProps) {
  const { from, to, probability } = edge;
  const width = 1 + 5 * (probability ?? 0);
  const { path, head } = arrowOf(discs[from]!, discs[to]!, width);
  const kind = `edge${isWalked ? ' walked' : ''}${probability === null ? ' unvisited' : ''}`;
  return (
    <g
      class={kind}
      role="img"
      tabIndex={isFirst ? 0 : -1}
      aria-label={edgeWords(edge)}
      data-name={`edge ${from} ${to}`}
      data-value={String(probability ?? 'not visited')}
      onFocus={onLook}
      onBlur={onLeave}
      onPointerEnter={onLook}
      onPointerLeave={onLeave}
    >
      <path class="edge-reach" d={path} />
      <path class="edge-line" d={path} stroke-width={width} />
      <path class="edge-head" d={head} />
    </g>
  );
}

/** The least radius of a disc with its share in it, and with its number alone. */
const [WITH_SHARE, WITH_NUMBER] = [16, 8];

interface NodeProps {
  readonly graph: ControllerGraph;
  readonly disc: Disc;
  readonly node: number;
  /** Whether the run is there. */
  readonly isCurrent: boolean;
}

function Node({ graph, disc, node, isCurrent }: NodeProps) {
  const {
    centre: [x, y],
    radius,
  } = disc;
  const share = graph.occupancy[node] ?? 0;
  const hasShare = radius >= WITH_SHARE;
  return (
    <g data-name={`node ${node}`} data-value={share}>
      <title>{`node ${node}: ${short(100 * share)} % of steps`}</title>
      {isVisited(share) ? (
        sectors(graph.actionShares[node]!).map(({ action, from, to }) => (
          <path key={action} class={actionColour(action)} d={sectorOf(disc, from, to)} />
        ))
      ) : (
        <circle class="colour-none" cx={x} cy={y} r={radius} />
      )}
      <circle class={isVisited(share) ? 'node' : 'node unvisited'} {...{ cx: x, cy: y, r: radius }} />
      {isCurrent && <circle class="node-now" {...{ cx: x, cy: y, r: radius + 5 }} />}
      {radius >= WITH_NUMBER && (
        <text class="node-name" x={x} y={y + (hasShare ? 0 : 4)} text-anchor="middle">
          {node}
        </text>
      )}
      {hasShare && (
        <text class="node-share" x={x} y={y + 12} text-anchor="middle">
          {percent(share)}
        </text>
      )}
    </g>
  );
}

interface Sector {
  readonly action: number;
  readonly from: number;
  readonly to: number;
}

/** The shares of actions, one after the other around a disc. */
function sectors(shares: readonly number[]): readonly Sector[] {
  let sum = 0;
  return shares
    .map((share, action) => ({ action, from: sum, to: (sum += share) }))
    .filter(({ from, to }) => to - from > 1e-6);
}

/** A share in few letters. */
function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<.1%';
  return `${Number((100 * share).toFixed(share < 0.1 ? 1 : 0))}%`;
}

const KEYS: Readonly<Record<string, 'next' | 'previous'>> = {
  ...{ ArrowRight: 'next', ArrowDown: 'next' },
  ...{ ArrowLeft: 'previous', ArrowUp: 'previous' },
};

/** Arrow keys move the focus from an edge to its neighbours. */
function goToNeighbour(event: KeyboardEvent & { readonly currentTarget: SVGSVGElement }): void {
  const way = KEYS[event.key];
  if (!way) return;
  event.preventDefault();
  const edges = [...event.currentTarget.querySelectorAll<SVGGElement>('.edge')];
  const place = edges.findIndex((edge) => edge === document.activeElement);
  edges[(place + (way === 'next' ? 1 : -1) + edges.length) % edges.length]?.focus();
}
