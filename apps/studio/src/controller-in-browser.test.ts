import { expect } from 'chai';
import { initialState } from './state/view-state.js';
import { type StudioPage, studioPage } from './studio-page.test.support.js';

const even = (count: number) => new Array<number>(count).fill(0);
/** Moves of a node by (y, m'): to the first node or to the second, on each of three observations. */
const toFirst = [800, 0, 800, 0, 800, 0];
const toSecond = [0, 800, 0, 800, 0, 800];

/** Two nodes over three states with even actions. */
const twoNodes = {
  ...initialState,
  ...{ environment: 'ThreeState-v0', agent: 'controller:nodes=2,action=after+gpomdp:beta=.9+conjpomdp' },
  ...{ budget: 2000, steps: 100 },
  view: 'controller' as const,
};
/** It leaves node 0 on C with probability 3/4; else all moves are even. */
const skewed = { ...twoNodes, theta: [...even(12), 0, 0, 0, 0, 0, Math.log(3), ...even(6)] };
/** It goes to and fro: at step k it is in node k mod 2. */
const toAndFro = { ...twoNodes, theta: [...even(12), ...toSecond, ...toFirst] };

describe('The controller in the studio', function () {
  this.timeout(240_000);
  const opened = studioPage();
  let studio: StudioPage;
  before(() => (studio = opened()));

  const untilFigure = (name: string, value: string) =>
    studio.page.locator(`[data-name="${name}"][data-value="${value}"]`).waitFor();
  const press = (name: string) => studio.page.getByRole('button', { name, exact: true }).click();

  it('draws edges, loops among them, with the probabilities that are known, and nodes with their exact shares', async () => {
    await studio.visit(skewed);
    await studio.settled();
    // See the test of the graph: P(1 | 0) = 5/8, P(0 | 1) = 1/2, and the shares 4/9 and 5/9.
    const known = [
      ['edge 0 0', 3 / 8],
      ['edge 0 1', 5 / 8],
      ['edge 1 0', 1 / 2],
      ['edge 1 1', 1 / 2],
      ['node 0', 4 / 9],
      ['node 1', 5 / 9],
      ['occupancy 0', 4 / 9],
      ['move 0 1', 5 / 8],
    ] as const;
    for (const [name, value] of known) expect(await studio.number(name), name).to.be.closeTo(value, 1e-12);
    const widthOf = async (name: string) =>
      Number(await studio.page.locator(`[data-name="${name}"] .edge-line`).getAttribute('stroke-width'));
    // 1 + 5 P
    expect(await widthOf('edge 0 1')).to.be.closeTo(1 + 25 / 8, 1e-12);
    expect(await studio.page.locator('.controller .edge-head').count()).to.equal(4);
  });

  it('reads the observations of an edge where it is pointed at or come to by keys, and has them in a table', async () => {
    await studio.visit(skewed);
    await studio.settled();
    await studio.page.locator('[data-name="edge 0 1"]').focus();
    const words = studio.page.locator('[data-name="move looked at"]');
    await words.getByText('0 → 1: 0.625 of the steps in 0. On C → 0.75, ').waitFor();
    await studio.page.keyboard.press('ArrowRight');
    await words.getByText('1 → 0: 0.5 of the steps in 1.').waitFor();
    const row = studio.page.locator('tr', { has: studio.page.locator('[data-name="move 0 1"]') });
    expect(await row.locator('td').last().textContent()).to.contain('C → 0.75');
  });

  it('walks with the run as its steps are scrubbed, stepped and played, in both directions', async () => {
    await studio.visit({ ...toAndFro, step: 3 });
    await studio.settled();
    await untilFigure('walked node', '1');
    await untilFigure('walked edge', '0 1');
    expect(await studio.page.locator('.edge.walked').getAttribute('data-name')).to.equal('edge 0 1');
    expect(await studio.page.locator('[data-name="node 1"] .node-now').count()).to.equal(1);
    await press('Step back');
    await untilFigure('walked node', '0');
    await untilFigure('walked edge', '1 0');
    await press('Play steps backwards');
    await studio.page.waitForURL((url) => !url.hash.includes('&step='));
    expect(await studio.page.locator('[data-name="walked edge"]').count()).to.equal(0);
    expect(await studio.figure('walked node')).to.equal('0');
    await studio.page.locator('#view input[type=range]').fill('198');
    await press('Play steps');
    await studio.page.waitForURL((url) => url.hash.includes('&step=200'));
    await untilFigure('walked node', '0');
  });

  it('shows a node that is not visited in a colour of its own, with what it would do', async () => {
    await studio.visit({ ...twoNodes, theta: [...even(12), ...toFirst, ...even(6)] });
    await studio.settled();
    expect(await studio.figure('node 1')).to.equal('0');
    expect(await studio.figure('edge 1 0')).to.equal('not visited');
    expect(
      await studio.page.locator('.colour-key', { hasText: 'not visited in the long run' }).count(),
    ).to.equal(1);
    expect(await studio.page.locator('[data-name="node 1"] .colour-none').count()).to.equal(1);
  });

  it('shows a policy without memory as one node that does everything, and says why another has no graph', async () => {
    await studio.visit({ view: 'controller', theta: [0, 0, 0, 0] });
    await studio.settled();
    expect(await studio.number('edge 0 0')).to.be.closeTo(1, 1e-12);
    // Even actions enter C half of the time.
    expect(await studio.number('observation 2')).to.be.closeTo(0.5, 1e-12);
    await studio.visit({ environment: 'CartPole-v1', agent: 'uniform', view: 'controller', budget: 100 });
    await studio.settled();
    await studio.page.getByText('There is no graph: there is no policy with parameters').waitFor();
  });
});
