import type { ControllerGraph } from '../engine/calls.js';
import { isVisited } from '../engine/is-visited.js';
import type { ControllerEdge } from './controller-edges.js';
import { ExactNumber } from './exact-number.js';
import { short } from './number-text.js';

/** Entries of a list that are shown. */
const MOST = 5;
/** Actions rarer than this are left out of a list. */
const RARE = 0.01;

/** Each node: its exact share of the steps, and what it does. */
export function NodeTable({ graph }: { readonly graph: ControllerGraph }) {
  const { nodes, occupancy, actions, actionShares } = graph;
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Nodes">
      <table>
        <thead>
          <tr>
            <th scope="col">node</th>
            <th scope="col">share of steps</th>
            <th scope="col">actions there</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: nodes }, (_, node) => (
            <tr key={node}>
              <td>{node}</td>
              <td>
                <ExactNumber value={occupancy[node] ?? 0} name={`occupancy ${node}`} />
              </td>
              <td>{isVisited(occupancy[node]) ? listed(actionShares[node]!, actions) : 'not visited'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Each move: how likely it is, and on which observations. */
export function EdgeTable({ edges }: { readonly edges: readonly ControllerEdge[] }) {
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Moves between nodes">
      <table>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col">share of moves</th>
            <th scope="col">on each observation</th>
          </tr>
        </thead>
        <tbody>
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
              <td>
                {cut(causes.map(({ observation, probability: of }) => `${observation} → ${short(of, 3)}`))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a policy without memory does on each observation. */
export function ResponseTable({
  graph: { responses, observations, actions },
}: {
  readonly graph: ControllerGraph;
}) {
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Actions on each observation">
      <table>
        <thead>
          <tr>
            <th scope="col">observation</th>
            <th scope="col">share of steps</th>
            <th scope="col">actions</th>
          </tr>
        </thead>
        <tbody>
          {responses.map(({ observation, share, actions: law }) => (
            <tr key={observation}>
              <td>{observations[observation] ?? observation}</td>
              <td>
                <ExactNumber value={share ?? 0} name={`observation ${observation}`} />
              </td>
              <td>{listed(law, actions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
