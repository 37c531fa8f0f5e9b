import { expect } from 'chai';
import { type StudioPage, studioPage } from '../studio-page.test.support.js';
import { examples, hashOfExample } from './examples.js';

/** A number of the page, what it is known to be, and how far it may be off. */
type Known = readonly [name: string, value: number, tolerance: number];

/** What each example must show. */
const known: Readonly<Record<string, readonly Known[]>> = {
  // The exact table of errors is tried at β in tenths here; the eigenvalue is that of `analyze`.
  'bias-against-variance': [
    ['best β', 0.5, 1e-12],
    ['second modulus', 0.7285, 5e-5],
  ],
  // `analyze ThreeState-v0 --theta 2,-1,0,.5 --beta .8`.
  'discounted-gradient': [['angle between ∇_βη and ∇η', 0.09653, 5e-6]],
  cliff: [['surface maximum', 0.8, 1e-5]],
  'line-search-goes-wrong': [
    ['best step', 0, 1e-12],
    ['taken step', 409.2, 0.05],
  ],
  // To listen for ever earns −1; the ascent ends within its ε of that.
  'tiger-without-memory': [['average-reward', -1, 1e-3]],
  // η* of Tiger, by the gambler's ruin.
  'tiger-with-memory': [['average-reward', 1.08379, 1e-5]],
  'tiger-belief': [
    ['Exact belief: tiger-right', 0.85 ** 2 / (0.85 ** 2 + 0.15 ** 2), 1e-9],
    ['The policy’s next action: open-left', 1, 1e-6],
  ],
  'tiger-value': [
    ['lower bound', 19.3714, 1e-2],
    ['upper bound', 19.3714, 1e-2],
    ['envelope at one half', 19.3714, 1e-2],
  ],
  hallway: [
    ['average-reward', 0.0483, 5e-5],
    ['occupancy 0', 0.42, 5e-3],
  ],
  'ask-the-priest': [['map 1 5 goal', 1, 1e-12]],
};

describe('The gallery of the studio', function () {
  this.timeout(240_000);
  const opened = studioPage();
  let studio: StudioPage;
  before(() => (studio = opened()));

  for (const example of examples)
    it(`shows what is known: ${example.title}`, async () => {
      await studio.visitHash(hashOfExample(example));
      await studio.settled();
      expect(await studio.page.locator('.example p').textContent()).to.equal(example.text);
      if (example.id === 'cliff')
        await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      const figures = known[example.id] ?? [];
      expect(figures).not.to.deep.equal([]);
      for (const [name, value, tolerance] of figures)
        expect(await studio.number(name), name).to.be.closeTo(value, tolerance);
    });

  const example = (id: string) => examples.find((each) => each.id === id)!.state;

  it('states figures of other points too: the angle at β = 0, and η where Hallway begins', async () => {
    await studio.visit({ ...example('discounted-gradient'), beta: 0 });
    await studio.settled();
    expect(await studio.number('angle between ∇_βη and ∇η')).to.be.within(0.65, 0.7);
    // The policy that the run begins with, which nobody improves: `run` states its exact reward.
    await studio.visit({ ...example('hallway'), agent: 'controller:nodes=4,stay=4', view: 'play' });
    await studio.settled();
    const [, reward] = /Average reward ([.\d]+) \(exact\)/.exec(await studio.figure('status')) ?? [];
    expect(Number(reward)).to.be.closeTo(0.001, 1e-4); // the text has one digit
  });

  it('states what the nodes of Tiger do: three listen, two open a door in 74.5 % of their steps', async () => {
    await studio.visit(example('tiger-with-memory'));
    await studio.settled();
    const rows = await studio.page
      .getByRole('region', { name: 'Nodes' })
      .locator('tbody tr')
      .allTextContents();
    expect(rows.filter((row) => row.endsWith('listen 1'))).to.have.length(3);
    expect(rows.filter((row) => /open-(left|right) 0.745, /.test(row))).to.have.length(2);
  });

  it('climbs to .8 where the line search that goes wrong is forked at its first point with T = 1024', async () => {
    await studio.visit({ ...example('line-search-goes-wrong'), view: 'world', point: 0 });
    await studio.settled();
    await studio.page.locator('input[name=fork-steps]').fill('1024');
    await studio.page.getByRole('button', { name: 'Fork a run here' }).click();
    await studio.page.locator('#curve', { hasText: 'forked' }).waitFor();
    await studio.settled();
    const [, reward] = /Average reward ([.\d]+) \(exact\)/.exec(await studio.figure('status')) ?? [];
    expect(Number(reward)).to.be.closeTo(0.8, 1e-5); // it ends where the gradient is below ε
  });

  it('is listed in the page, each example a link to its state', async () => {
    await studio.visit({});
    await studio.page.getByText('Guided examples').click();
    const links = studio.page.locator('.gallery a');
    expect(await links.count()).to.equal(examples.length);
    await links.first().click();
    await studio.page.locator('.example h3', { hasText: examples[0]!.title }).waitFor();
    await studio.page.waitForURL((url) => url.hash === `#${hashOfExample(examples[0]!)}`);
    await studio.settled();
  });
});
