import type { WatchedEpisode } from '../engine/calls.js';

/** An edge that a run takes. */
export interface WalkedEdge {
  readonly from: number;
  readonly to: number;
  /** What was observed in the node that it left, and the action there. */
  readonly observation: string;
  readonly action: string;
}

/** Where a run is in the graph of its policy. */
export interface Walk {
  /** The node that acts next; null where the episode is over. */
  readonly node: number | null;
  /** The edge that was taken last; null before the first step and after the last. */
  readonly edge: WalkedEdge | null;
}

/** Where an episode is at a step in a graph of so many nodes; null where what the policy remembers is no node of it. */
export function walkAt(
  { opening, turns, moments }: WatchedEpisode,
  step: number,
  nodes: number,
): Walk | null {
  const nodeAt = (moment: number): number | null => {
    const intent = moments[moment]?.intent;
    return intent ? (intent.node ?? (nodes === 1 ? 0 : null)) : null;
  };
  if (nodeAt(0) === null) return null;
  const [from, to] = [nodeAt(step - 1), nodeAt(step)];
  const taken = turns[step - 1];
  if (from === null || to === null || !taken) return { node: to, edge: null };
  const observation = turns[step - 2]?.step.observation ?? opening.first;
  return { node: to, edge: { from, to, observation, action: taken.step.action } };
}
