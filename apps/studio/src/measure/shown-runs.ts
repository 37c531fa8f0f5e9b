import type { ViewName, ViewState } from '../state/view-state.js';

/** What the page shows of a run, and what differs from that in some views. */
interface ShownRun extends Partial<ViewState> {
  readonly of?: { readonly [view in ViewName]?: Partial<ViewState> };
}

const EXACT_ASCENT = 'exact+natural-gradient:step=search,damping=0';

/** Runs of which pictures are taken, by the name of the picture. */
export const shownRuns: Readonly<Record<string, ShownRun>> = {
  'three-state': { step: 3, of: { search: { seed: 3, point: 1 }, value: { solver: 'sarsop:discount=.9' } } },
  tiger: {
    ...{ environment: 'Tiger-v0', agent: `controller:nodes=5,stay=4+${EXACT_ASCENT}` },
    ...{ steps: 10, budget: 1000, step: 6, played: [0, 0], solver: 'sarsop:precision=.01' },
  },
  hallway: {
    ...{ environment: 'Hallway-v0', agent: `controller:nodes=4,stay=4+${EXACT_ASCENT}` },
    ...{ steps: 10, budget: 100, step: 5, played: [1, 2], reveal: true },
  },
  'rock-sample': {
    ...{ environment: 'RockSample-v0:n=4,k=4', agent: 'softmax+gpomdp:beta=.9+conjpomdp' },
    ...{ budget: 5000, steps: 500, step: 4, played: [1, 2, 5] },
  },
  'cart-pole': {
    ...{ environment: 'CartPole-v1', agent: 'mlp+gpomdp:beta=.9+conjpomdp' },
    ...{ budget: 2000, steps: 200, step: 4, played: [0, 1, 1] },
  },
  maze: {
    ...{ environment: 'CheeseMaze-v0', agent: 'window:length=2+gpomdp:beta=.9+conjpomdp' },
    ...{ budget: 5000, steps: 500, step: 4, played: [1, 2], reveal: true, solver: 'sarsop:discount=.9' },
  },
  'three-hidden': {
    environment: 'Garnet-v0:states=3,observations=2,branching=2,observationNoise=.3',
    ...{ budget: 2000, steps: 200, step: 3, played: [0, 1], solver: 'sarsop:discount=.9,precision=.05' },
  },
};
