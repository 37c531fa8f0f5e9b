import type { ControllerGraph } from '../engine/calls.js';
import { isVisited } from '../engine/is-visited.js';
import { type ControllerEdge, hasEndings, RARE } from './controller-edges.js';
import { ExactNumber } from './exact-number.js';
import { short } from './number-text.js';
import { NumbersTable } from './numbers-table.js';

/** Entries of a list that are shown. */
const MOST = 5;

/** Each node: its exact share of the steps, how often a step in it ends the episode, and what it does. */
export function NodeTable({ graph }: { readonly graph: ControllerGraph }) {
  const { nodes, occupancy, actions, actionShares, endings } = graph;
  const ends = hasEndings(graph);
  const heads = ['node', 'share of steps', ...(ends ? ['the episode ends'] : []), 'actions there'];
  return (
    <NumbersTable label="Nodes" heads={heads}>
      {Array.from({ length: nodes }, (_, node) => (
        <tr key={node}>
          <td>{node}</td>
          <td>
            <ExactNumber value={occupancy[node] ?? 0} name={`occupancy ${node}`} />
          </td>
          {ends && (
            <td>
              <ExactNumber value={endings[node] ?? 0} name={`ending ${node}`} />
            </td>
          )}
          <td>{isVisited(occupancy[node]) ? listed(actionShares[node]!, actions) : 'not visited'}</td>
        </tr>
      ))}
    </NumbersTable>
  );
}

const EDGE_HEADS = ['from', 'to', 'share of the steps there', 'on each observation'];

/** Each move that is not rare: how likely it is, and on which observations. */
export function EdgeTable({ edges }: { readonly edges: readonly ControllerEdge[] }) {
  return (
    <NumbersTable
      label="Moves between nodes"
      heads={EDGE_HEADS}
      note={<p class="hint">Moves that are rarer than {RARE} on every observation are left out.</p>}
    >
      {edges.map(({ from, to, probability, causes }) => (
        <tr key={`${from} ${to}`}>
          <td>{from}</td>
          <td>{to}</td>
          <td>
            {probability === null ? (
              'not visited'
            ) : (
              <ExactNumber value={probability} name={`move ${from} ${to}`} />
            )}
          </td>
          <td>{cut(causes.map(({ observation, probability: of }) => `${observation} → ${short(of, 3)}`))}</td>
        </tr>
      ))}
    </NumbersTable>
  );
}

/** What a policy without memory does on each observation. */
export function ResponseTable({
  graph: { responses, observations, actions },
}: {
  readonly graph: ControllerGraph;
}) {
  return (
    <NumbersTable label="Actions on each observation" heads={['observation', 'share of steps', 'actions']}>
      {responses.map(({ observation, share, actions: law }) => (
        <tr key={observation}>
          <td>{observations[observation] ?? observation}</td>
          <td>
            <ExactNumber value={share ?? 0} name={`observation ${observation}`} />
          </td>
          <td>{listed(law, actions)}</td>
        </tr>
      ))}
    </NumbersTable>
  );
}

/** The likely ones, the likeliest first. */
function listed(shares: readonly number[], names: readonly string[]): string {
  return cut(
    shares
      .map((share, place) => ({ share, name: names[place] ?? String(place) }))
      .filter(({ share }) => share >= RARE)
      .sort((a, b) => b.share - a.share)
      .map(({ share, name }) => `${name} ${short(share, 3)}`),
  );
}

function cut(entries: readonly string[]): string {
  const more = entries.length > MOST ? `, and ${entries.length - MOST} more` : '';
  return `${entries.slice(0, MOST).join(', ')}${more}`;
}
