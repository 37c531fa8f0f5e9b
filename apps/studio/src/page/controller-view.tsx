import type { ControllerGraph } from '../engine/calls.js';
import { isVisited } from '../engine/is-visited.js';
import { actionColour, COLOURS } from './action-colour.js';
import { edgesOf, hasEndings, withMove } from './controller-edges.js';
import { ControllerPicture } from './controller-picture.js';
import { EdgeTable, NodeTable, ResponseTable } from './controller-tables.js';
import { type Walk, walkAt } from './controller-walk.js';
import type { DrawnFigure } from './drawn-figure.js';
import { EpisodeSteps } from './episode-steps.js';
import { FigureFrame } from './figure-frame.js';
import { short } from './number-text.js';
import { NoParameters } from './no-parameters.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';
import { useEpisode } from './use-episode.js';

/** The policy as a graph: the size of a node is how often it acts, its colours its actions, an edge as wide as it is likely; the run walks through it. */
export function ControllerView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const { value, error, busy } = useComputed(JSON.stringify([recipe, theta]), async (signal) =>
    recipe && theta ? store.engine.call('controller', { recipe, theta }, { signal }) : undefined,
  );
  if (!theta || !recipe) return <NoParameters store={store} what="There is no graph" />;
  return (
    <div aria-busy={busy}>
      {error !== undefined && <p class="reason">There is no graph of this policy. {error}</p>}
      {value && <Controller store={store} graph={value} />}
    </div>
  );
}

interface ControllerProps {
  readonly store: Store;
  readonly graph: ControllerGraph;
}

function Controller({ store, graph }: ControllerProps) {
  const episode = useEpisode(store);
  const { step } = store.state.value;
  const last = episode.value?.turns.length ?? 0;
  const shown = Math.min(step, last);
  const walk = episode.value ? walkAt(episode.value, shown, graph.nodes) : null;
  const edges = edgesOf(graph);
  return (
    <div aria-busy={episode.busy}>
      {episode.error !== undefined && <p role="alert">{episode.error}</p>}
      {episode.value && <EpisodeSteps store={store} step={shown} last={last} />}
      <WalkWords walk={walk} isThere={episode.value !== undefined} />
      <div class="pair">
        <div>
          <FigureFrame figure={figureOf(graph)}>
            <ControllerPicture graph={graph} edges={withMove(graph, edges, walk?.edge)} walk={walk} />
          </FigureFrame>
          <Legend graph={graph} />
        </div>
        <div class="node-tables">
          {graph.nodes === 1 ? <ResponseTable graph={graph} /> : <NodeTable graph={graph} />}
          {graph.nodes > 1 && <EdgeTable edges={edges} />}
        </div>
      </div>
    </div>
  );
}

/** Where the run is, in words. */
function WalkWords({ walk, isThere }: { readonly walk: Walk | null; readonly isThere: boolean }) {
  if (!isThere) return null;
  if (!walk)
    return (
      <p>The memory of this policy is not a single node, so that the graph does not show where the run is.</p>
    );
  const { node, edge } = walk;
  return (
    <p class="walk" role="status">
      {edge && (
        <span data-name="walked edge" data-value={`${edge.from} ${edge.to}`}>
          It saw {edge.observation}, did {edge.action} and went from node {edge.from} to {edge.to}.{' '}
        </span>
      )}
      <span data-name="walked node" data-value={node ?? 'over'}>
        {node === null ? 'The episode is over.' : `It acts in node ${node} next.`}
      </span>
    </p>
  );
}

/** What the colours mean. */
function Legend({ graph }: { readonly graph: ControllerGraph }) {
  const { actions, actionShares, occupancy, nodes } = graph;
  const used = actions.flatMap((name, action) =>
    actionShares.some((shares) => (shares[action] ?? 0) > 1e-6) ? [{ name, action }] : [],
  );
  return (
    <p class="hint">
      {used.map(({ name, action }) => (
        <Key key={action} name={name} colour={actionColour(action)} />
      ))}
      {!occupancy.every(isVisited) && <Key name="not visited in the long run" colour="colour-none" />}
      {actions.length > COLOURS &&
        `${actions.length} actions share ${COLOURS} colours: the tables have their names. `}
      {nodes === 1
        ? 'This policy has no memory: one node does everything. Its colours are the shares of its actions.'
        : 'A disc grows with its share of all steps, its sectors are the shares of its actions; an arrow is as wide as its move is likely, and the move just made is orange.'}
      {hasEndings(graph) &&
        ` Shares are of all steps of all episodes in the long run. An arrow counts the steps after which the episode goes on; after an ending the next episode begins in ${startWords(graph)}.`}
    </p>
  );
}

/** The nodes in which episodes begin: `node 0`, `node 0 (0.25) or 1 (0.75)`. */
function startWords({ start }: ControllerGraph): string {
  const begun = start.flatMap((share, node) => (share > 0 ? [{ share, node }] : []));
  if (begun.length === 1) return `node ${begun[0]!.node}`;
  return `node ${begun.map(({ share, node }) => `${node} (${short(share, 3)})`).join(' or ')}`;
}

function Key({ name, colour }: { readonly name: string; readonly colour: string }) {
  return (
    <span class="colour-key">
      <svg width="12" height="12" aria-hidden="true">
        <rect class={colour} width="12" height="12" />
      </svg>{' '}
      {name}
    </span>
  );
}

/** The shares of actions and moves in each node, and on each observation in it. */
function figureOf({
  nodes,
  actions,
  observations,
  actionShares,
  moves,
  endings,
  occupancy,
  responses,
}: ControllerGraph): DrawnFigure {
  const rows = (kind: string, node: number, observation: string, shares: readonly number[]) =>
    shares.map((share, to) => ({
      ...{ node, occupancy: occupancy[node] ?? 0, kind, observation },
      ...{ to: kind === 'action' ? (actions[to] ?? String(to)) : String(to), share },
    }));
  return {
    ...{ name: 'controller', title: `Actions and moves of ${nodes} memory nodes`, mark: 'bar' },
    data: [
      ...actionShares.flatMap((shares, node) => rows('action', node, 'any', shares)),
      ...moves.flatMap((shares, node) => rows('move', node, 'any', shares)),
      ...endings.map((share, node) => ({
        ...{ node, occupancy: occupancy[node] ?? 0, kind: 'ending', observation: 'any' },
        ...{ to: 'the episode ends', share },
      })),
      ...responses.flatMap(({ node, observation, actions: law, moves: next }) => [
        ...rows('action', node, observations[observation] ?? String(observation), law),
        ...rows('move', node, observations[observation] ?? String(observation), next),
      ]),
    ],
    encoding: {
      x: { field: 'share', type: 'quantitative' },
      y: { field: 'node', type: 'ordinal' },
      yOffset: { field: 'kind', type: 'nominal' },
      color: { field: 'to', type: 'nominal' },
      row: { field: 'observation', type: 'nominal' },
    },
  };
}
