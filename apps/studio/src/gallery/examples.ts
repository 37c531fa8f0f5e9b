import { hashOf, initialState, type ViewState } from '../state/view-state.js';

/** A guided example: a state of the page, and what is to be seen in it. */
export interface Example {
  /** Its name in the address. */
  readonly id: string;
  readonly title: string;
  /** One paragraph. */
  readonly text: string;
  /** The figure of its view that is its picture in the docs, and what is drawn there. */
  readonly picture: { readonly figure: string; readonly caption: string };
  readonly state: Partial<ViewState>;
}

const EXACT_ASCENT = 'exact+natural-gradient:step=search,damping=0';

/** The examples, in the order in which they are read. */
export const examples: readonly Example[] = [
  {
    id: 'bias-against-variance',
    title: 'Three states: bias against variance',
    text:
      'GPOMDP discounts with β. A small β leaves a bias, a β near 1 lets the variance grow like 1/(1 − β). The bias is exact ' +
      'here, and the variance that of long paths, divided by T = 10,000 steps: their sum is least near β = .5, far below the β = .9 that one might choose by habit. The second ' +
      'eigenvalue of the chain, .73 in size, says how fast it mixes and so how large β must be.',
    picture: {
      figure: 'error',
      caption: 'Errors as shares of |∇η|² over β. The dot is the β of the run, and the ring the least error.',
    },
    state: { view: 'error', theta: [1, 1, -1, -1], steps: 10_000 },
  },
  {
    id: 'discounted-gradient',
    title: 'The discounted gradient beside the true one',
    text:
      'The bars are the components of ∇η and of ∇_βη, computed exactly at θ = (2, −1, 0, .5). At β = .8 they differ by a tenth of a ' +
      'degree, and at β = 0 by no more than .7. Move the slider: the angle shrinks as β grows.',
    picture: {
      figure: 'gradients',
      caption: 'The four components of both gradients, each gradient scaled to length one.',
    },
    state: { view: 'gradient', theta: [2, -1, 0, 0.5] },
  },
  {
    id: 'cliff',
    title: 'A plateau with a cliff',
    text:
      'The exact average reward over the plane in which the run moved. It is flat at the optimum .8 on one side and at .2 on the ' +
      'other, with a cliff between: one long step along a good direction ends on the right plateau, and there the gradient vanishes.',
    picture: {
      figure: 'surface',
      caption:
        'The average reward from dark, .2, to bright, .8. The white line is the path of θ, and the large dot with the ring its end.',
    },
    state: { view: 'surface' },
  },
  {
    id: 'line-search-goes-wrong',
    title: 'A line search that goes wrong with too few samples',
    text:
      'GSEARCH brackets a maximum by the signs of slopes that it estimates, here from 16 steps each. In its second search the exact η ' +
      'falls along the direction from the first step on, from .72 to .21. Signs that noise has turned send the search far out all the ' +
      'same, to a plateau where the gradient is nearly zero and the run ends. Fork it at its first point with T = 1024: it climbs to .8.',
    picture: {
      figure: 'line-search',
      caption:
        'The exact η along the direction. Arrows are the signs of the trials, and the dashed line is the step that was taken.',
    },
    state: { view: 'search', steps: 16, seed: 2, point: 9 },
  },
  {
    id: 'tiger-without-memory',
    title: 'Tiger without memory',
    text:
      'A policy that sees only the last growl can do no better than to listen for ever, at −1 a step: one growl is wrong with ' +
      'probability .15, and the tiger costs 100. CONJPOMDP finds just this. The world shows it listen; the belief beside it knows ' +
      'better all the while. Its first action, before any growl, is made once and so counts for nothing in the long run.',
    picture: {
      figure: 'world',
      caption: 'After four steps. The agent sees only where it heard the tiger last.',
    },
    state: {
      ...{ environment: 'Tiger-v0', agent: 'softmax+gpomdp:beta=.9+conjpomdp', steps: 1000 },
      ...{ view: 'world', step: 4 },
    },
  },
  {
    id: 'tiger-with-memory',
    title: 'Tiger: what memory buys',
    text:
      'Five memory nodes count the growls and earn 1.0838 a step, the optimum, where a policy without memory earns −1. In the graph a ' +
      'node is as large as it acts often, and its sectors are its actions: three nodes listen, and two open a door in 74.5 % of their ' +
      'steps. Play the steps: the run walks through the graph.',
    picture: {
      figure: 'controller',
      caption:
        'A disc is a memory node. It grows with its share of all steps, and its colours are its actions; an arrow is as wide as its move is likely. The orange ring is where the episode begins.',
    },
    state: {
      ...{ environment: 'Tiger-v0', agent: `controller:nodes=5,stay=4+${EXACT_ASCENT}` },
      ...{ steps: 10, budget: 1000, view: 'controller' },
    },
  },
  {
    id: 'tiger-belief',
    title: 'The belief after two growls',
    text:
      'The policy of five nodes has listened twice since it last opened a door, and heard the same side twice. The exact belief is ' +
      '.85²/(.85² + .15²) = .9698: what an agent with perfect memory knows. The node that this policy has reached stands for it, and ' +
      'opens the other door next.',
    picture: { figure: 'belief', caption: 'Where the tiger is, by the exact belief after two growls.' },
    state: {
      ...{ environment: 'Tiger-v0', agent: `controller:nodes=5,stay=4+${EXACT_ASCENT}` },
      ...{ steps: 10, budget: 1000, view: 'world', step: 6, episodeSeed: 1 },
    },
  },
  {
    id: 'tiger-value',
    title: 'The value function of Tiger',
    text:
      'SARSOP closes its bounds on the value of the start at 19.37, with γ = .95. Over the belief the value is the upper envelope of ' +
      'α-vectors: high where one knows the side, low in the middle, and the fast informed bound lies above it everywhere.',
    picture: {
      figure: 'value-function',
      caption:
        'Values over the belief of tiger-right. Thin grey lines are α-vectors, and the thin green one is what the policy of the run is worth after a growl.',
    },
    state: { environment: 'Tiger-v0', view: 'value', solver: 'sarsop:precision=.01' },
  },
  {
    id: 'hallway',
    title: 'Hallway: plateau and controller',
    text:
      'Rewards are rare in Hallway, so that at the start the gradient is tiny: estimates of a thousand steps see none of it. With exact ' +
      'gradients four memory nodes leave the plateau, from .001 to .048. The graph shows what each node ' +
      'does: node 0, where 42 % of the steps are made, goes forward in 65 % of them.',
    picture: {
      figure: 'controller',
      caption:
        'A disc is a memory node. It grows with its share of all steps, and its colours are its actions; an arrow is as wide as its move is likely. The orange ring is where the episode begins.',
    },
    state: {
      ...{ environment: 'Hallway-v0', agent: `controller:nodes=4,stay=4+${EXACT_ASCENT}` },
      ...{ steps: 10, budget: 100, view: 'controller' },
    },
  },
  {
    id: 'ask-the-priest',
    title: 'Heaven and hell: play it yourself',
    text:
      'Heaven lies at one end of the T and hell at the other. The way to the priest, south and then twice east, has been taken for ' +
      'you: he says which is which, and the belief on the map becomes sure. Now go there with the arrow keys.',
    picture: {
      figure: 'belief-map',
      caption:
        'What the exact belief is sure of, beside the priest: where the agent (●), heaven (★) and hell (✕) are.',
    },
    state: { environment: 'HeavenHell-v0', view: 'play', played: [1, 2, 2] },
  },
];

/** The address of an example, behind the name of the page. */
export function hashOfExample({ id, state }: Example): string {
  return hashOf({ ...initialState, ...state, example: id });
}
