/// <reference lib="dom" />
import { expect } from 'chai';
import { renderSvg } from '@pomdp-gym/figures';
import { type StudioPage, studioPage } from './studio-page.test.support.js';
import { stateOf } from './state/view-state.js';

const tiger = { environment: 'Tiger-v0', agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp' };

/** Three hidden states, solved in a moment. */
const threeHidden = {
  environment: 'Garnet-v0:states=3,observations=2,branching=2,observationNoise=.3',
  solver: 'sarsop:discount=.9,precision=.1',
};

/** Figures that are saved as pictures of pixels in tests: one of lines, one of text, one with a canvas beneath. */
const PICTURES: readonly string[] = ['run', 'belief', 'surface'];

describe('The page of the studio', function () {
  this.timeout(120_000);
  const opened = studioPage();
  let studio: StudioPage;
  before(() => (studio = opened()));

  const field = (name: string) => studio.page.locator(`[name="${name}"]`);
  const fill = async (name: string, text: string) => {
    await field(name).fill(text);
    await field(name).blur();
  };
  const state = () => stateOf(new URL(studio.page.url()).hash);
  const untilState = (holds: (state: ReturnType<typeof stateOf>) => boolean) =>
    studio.page.waitForURL((url) => holds(stateOf(url.hash)));

  it('has a field for each option, the default in it, and writes the recipe from them', async () => {
    await studio.visit(tiger);
    await studio.page.getByText('Choose the parts').click();
    await studio.page.getByText('options of Tiger-v0').click();
    expect(await field('environment accuracy').getAttribute('placeholder')).to.equal('0.85');
    await fill('environment accuracy', '.7');
    await untilState(({ environment }) => environment === 'Tiger-v0:accuracy=0.7');
    await field('policy').selectOption('softmax');
    await untilState(({ agent }) => agent === 'softmax+gpomdp:beta=0.9+conjpomdp');
    await field('optimizer').selectOption('restarts');
    await studio.page.getByText('options of restarts').click();
    await field('optimizer optimizer').selectOption('conjpomdp');
    await studio.page.getByText('options of conjpomdp').click();
    await fill('optimizer optimizer maxIterations', '5');
    await untilState(({ agent }) => agent.endsWith('+restarts:optimizer=(conjpomdp:maxIterations=5)'));
    expect(await studio.page.getByRole('button', { name: 'Run', exact: true }).isEnabled()).to.equal(true);
  });

  it('says what is wrong with an option beside its field, and runs nothing', async () => {
    await studio.visit(tiger);
    await studio.page.getByText('Choose the parts').click();
    await studio.page.getByText('options of Tiger-v0').click();
    await fill('environment accuracy', 'half');
    const sentence = studio.page.locator('#environment-accuracy-problem [role=alert]');
    await sentence.waitFor();
    expect(await sentence.textContent()).to.equal(
      'The option accuracy of environment Tiger-v0 is "half"; it must be a number from 0.5 to 1.',
    );
    expect(await field('environment accuracy').getAttribute('aria-invalid')).to.equal('true');
    expect(await studio.page.getByRole('button', { name: 'Run', exact: true }).isDisabled()).to.equal(true);
    await fill('environment accuracy', '');
    await sentence.waitFor({ state: 'detached' });
  });

  it('numbers a fork, says what it was forked from, and keeps both over a reload', async () => {
    await studio.visit({ seed: 3, point: 0 });
    await studio.settled();
    const first = await studio.page.locator('#curve').textContent();
    await fill('fork-beta', '.4');
    await fill('fork-steps', '512');
    await studio.page.getByRole('button', { name: 'Fork a run here' }).click();
    const forked = studio.page.locator('#curve', {
      hasText: `forked from ${first!.toLowerCase()} at point 1`,
    });
    await forked.waitFor();
    await studio.settled();
    expect(state()).to.include({ agent: 'softmax+gpomdp:beta=0.4+conjpomdp', steps: 512 });
    const [title, status] = [await forked.textContent(), await studio.figure('status')];
    await studio.page.reload();
    await studio.settled();
    expect([await studio.page.locator('#curve').textContent(), await studio.figure('status')]).to.deep.equal([
      ...[title, status],
    ]);
    await studio.page.getByText('Runs of this browser').click();
    await studio.page.locator('.runs button', { hasText: `${first}:` }).click();
    await studio.page.locator('#curve', { hasText: new RegExp(`^${first}$`) }).waitFor();
    expect(state().steps).to.equal(1024);
  });

  it('pauses a run, keeps it over a reload, and goes on with it to the same bits', async () => {
    const slow = { agent: 'softmax+olpomdp', budget: 1_200_000 };
    await studio.visit(slow);
    await studio.page.getByRole('button', { name: 'Pause' }).click();
    await studio.page.getByText('Paused after').waitFor();
    const paused = await studio.figure('status');
    await studio.page.locator('.runs summary', { hasText: 'Runs' }).click();
    await studio.page.locator('.runs li', { hasText: 'paused' }).first().waitFor();
    await studio.page.reload();
    await studio.page.getByText('Paused after').waitFor();
    expect(await studio.figure('status')).to.equal(paused);
    await studio.page.getByRole('button', { name: 'Go on' }).click();
    await studio.page.getByText('ended:').waitFor();
    const resumed = await studio.figure('status');
    await studio.page.getByRole('button', { name: 'Run', exact: true }).click();
    await studio.page.getByText('Running').waitFor();
    await studio.page.getByText('ended:').waitFor();
    expect(await studio.figure('status')).to.equal(resumed);
  });

  it('says so where the browser keeps no runs, and computes them all the same', async () => {
    await studio.page.addInitScript(() => {
      if (location.hash.includes('seed=77')) Object.defineProperty(window, 'indexedDB', { value: undefined });
    });
    await studio.visit({ seed: 77 });
    await studio.settled();
    expect(await studio.page.locator('.runs [role=alert]').textContent()).to.contain(
      'This browser keeps no runs of this page',
    );
  });

  it('is played by keys, with the exact belief beside: .85²/(.85² + .15²) after two equal growls', async () => {
    await studio.visit({ ...tiger, view: 'play' });
    await studio.settled();
    await studio.page.locator('#view [data-played="0"]').waitFor();
    expect(await studio.page.locator('.picture').count()).to.equal(0);
    const heard: (string | null)[] = [];
    for (const steps of [1, 2]) {
      await studio.page.keyboard.press('1');
      await studio.page.locator(`#view [data-played="${steps}"]`).waitFor();
      heard.push(await studio.figure('observed'));
    }
    expect(state().played).to.deep.equal([0, 0]);
    const [left, right] = heard
      .map((side) => (side === 'tiger-left' ? 1 : 0))
      .reduce<[number, number]>(
        ([l, r], isLeft) => [l * (isLeft ? 0.85 : 0.15), r * (isLeft ? 0.15 : 0.85)],
        [1, 1],
      );
    expect(Number(await studio.figure('Exact belief: tiger-left'))).to.be.closeTo(
      left / (left + right),
      1e-15,
    );
    const belief = await studio.figure('Exact belief: tiger-left');
    await studio.page.reload();
    await studio.page.locator('#view [data-played="2"]').waitFor();
    expect(await studio.figure('Exact belief: tiger-left')).to.equal(belief);
    await studio.page.keyboard.press('Backspace');
    await studio.page.locator('#view [data-played="1"]').waitFor();
    await studio.page.getByLabel('Show the hidden state').check();
    await studio.page.locator('.picture img').waitFor();
    expect(await studio.page.locator('.picture img').getAttribute('alt')).to.match(
      /tiger behind: (left|right) door/,
    );
  });

  it('takes numbers for actions over a box, and ends where the episode ends', async () => {
    await studio.visit({ environment: 'Pendulum-v1', agent: 'uniform', view: 'play', played: [2, -2, 0.5] });
    await studio.page.locator('#view [data-played="3"]').waitFor();
    expect(await studio.page.getByText('3 steps taken').count()).to.equal(1);
    await studio.page.getByRole('button', { name: 'Act', exact: true }).click();
    await studio.page.getByText('4 steps taken').waitFor();
    await studio.visit({
      environment: 'TMaze-v0:length=1',
      agent: 'uniform',
      view: 'play',
      played: [1, 0, 0],
    });
    await studio.page.getByText('The episode is over after 2 steps.').waitFor();
  });

  it('lays the belief on the map: the sum over the headings of each cell', async () => {
    await studio.visit({ environment: 'Hallway-v0', view: 'play', played: [1, 2] });
    await studio.page.locator('.map').waitFor();
    await studio.settled();
    const csv = (await savedAs('belief', 'CSV')).toString();
    const rows = csv.trim().split('\n').slice(1);
    const byCell = new Map<string, number>();
    for (const [name = '', probability] of rows.map((row) => row.split(',')))
      byCell.set(name.split('-')[0]!, (byCell.get(name.split('-')[0]!) ?? 0) + Number(probability));
    const shown = await studio.page
      .locator('[data-name^="map"][data-name$="agent"]')
      .evaluateAll((marks) => marks.map((mark) => Number(mark.getAttribute('data-value'))));
    const expected = [...byCell.values()].filter((probability) => probability > 0);
    const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
    expect(shown.length).to.equal(expected.length);
    sorted(shown).forEach((value, i) => expect(value).to.be.closeTo(sorted(expected)[i]!, 1e-12)); // sums in another order
  });

  const savedAs = async (figure: string, format: string) => {
    const frame = studio.page.locator(`[data-figure="${figure}"]`);
    const button = frame.getByRole('button', { name: format, exact: true });
    if ((await button.count()) === 0) await frame.locator('summary').click();
    return studio.saved(() => button.click());
  };

  it('saves each figure with the numbers of the page, to the digit, in four formats', async () => {
    const views = [
      ['gradient', ['run', 'angle-by-steps', 'arrows', 'angle', 'gradients'], { theta: [2, -1, 0, 0.5] }],
      ['search', ['line-search'], { seed: 3, point: 1 }],
      ['surface', ['surface'], {}],
      ['error', ['error', 'error-by-steps', 'spectrum'], { theta: [1, 1, -1, -1] }],
      ['controller', ['controller'], tiger],
      ['world', ['belief', 'belief-simplex', 'next-action'], { ...tiger, step: 2 }],
      ['value', ['bounds', 'value-function'], { ...tiger, solver: 'sarsop:precision=.1' }],
      ['value', ['value-regions', 'value-function'], threeHidden],
      ['play', ['belief-map'], { environment: 'Hallway-v0', played: [1, 2] }],
    ] as const;
    for (const [view, figures, rest] of views) {
      await studio.visit({ ...rest, view });
      await studio.settled();
      await studio.page.locator(`[data-figure="${figures.at(-1)}"]`).waitFor();
      if (view === 'surface')
        await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      for (const figure of figures) await expectSaved(figure);
    }
  });

  /** The cells of the table beneath a figure; the CSV and the Vega-Lite specification must hold the same digits. */
  const expectSaved = async (figure: string) => {
    const csv = (await savedAs(figure, 'CSV')).toString().trimEnd();
    const table = await studio.page
      .locator(`[data-figure="${figure}"] .numbers tr`)
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
      );
    expect(table.length, figure).to.be.above(1);
    expect(csv.split('\n').slice(0, table.length), figure).to.deep.equal(table.map((row) => row.join(',')));
    const specification = JSON.parse((await savedAs(figure, 'Vega-Lite')).toString());
    const [first] = specification.data.values as Record<string, unknown>[];
    // A record has no value in the columns of others.
    const cells = table[1]!.filter((cell) => cell !== '');
    expect(Object.values(first!).map(String), figure).to.deep.equal(cells);
    const drawn = await renderSvg({ name: figure, description: figure, specification, data: [] });
    expect(drawn, figure).to.match(/^<svg[^]*<\/svg>\s*$/);
    const svg = (await savedAs(figure, 'SVG')).toString();
    expect(svg, figure).to.match(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"[^]*<\/svg>$/);
    expect(svg, figure).not.to.contain('class=');
    if (!PICTURES.includes(figure)) return;
    const png = await savedAs(figure, 'PNG');
    expect(png.subarray(1, 4).toString(), figure).to.equal('PNG');
    expect(png.readUInt32BE(16), figure).to.be.at.least(960); // pixels across: twice the least width of a drawing
  };

  it('shows the numbers that its files hold: the last point of a run, the angle, a probability', async () => {
    await studio.visit({ theta: [2, -1, 0, 0.5] });
    await studio.settled();
    const lastOf = (csv: Buffer) => csv.toString().trim().split('\n').at(-1)!.split(',');
    expect(await studio.figure('status')).to.contain(
      `Average reward ${lastOf(await savedAs('run', 'CSV'))[2]} `,
    );
    const rows = (await savedAs('angle', 'CSV')).toString().split('\n');
    const angle = rows.find((row) => row.startsWith('0.8,'))!.split(',')[2];
    expect(await studio.figure('angle between ∇_βη and ∇η')).to.equal(`${angle}°`);
    await studio.visit({ ...tiger, view: 'world', step: 2 });
    await studio.settled();
    const [name, probability] = lastOf(await savedAs('belief', 'CSV'));
    expect(await studio.figure(`Exact belief: ${name}`)).to.equal(probability);
  });

  it('goes from tab to tab by the arrow keys, and from control to control by the key Tab', async () => {
    await studio.visit({ view: 'world' });
    await studio.page.getByRole('tab', { name: 'World' }).focus();
    await studio.page.keyboard.press('ArrowRight');
    await untilState(({ view }) => view === 'play');
    expect(await studio.page.evaluate(() => document.activeElement?.textContent)).to.equal('Play');
    await studio.page.keyboard.press('ArrowLeft');
    await studio.page.keyboard.press('ArrowLeft');
    await untilState(({ view }) => view === 'error');
    await studio.settled();
    await studio.page.locator('[data-figure=error]').waitFor();
    await studio.page.getByRole('tab', { name: 'Bias' }).focus();
    await studio.page.keyboard.press('Tab');
    expect(await studio.page.evaluate(() => document.activeElement?.closest('#view') !== null)).to.equal(
      true,
    );
  });

  it('keeps its layout while it loads, and moves nothing by itself', async () => {
    await studio.page.addInitScript(() => {
      const shifts: number[] = ((window as unknown as { shifts: number[] }).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await studio.page.emulateMedia({ reducedMotion: 'reduce' });
    for (const width of [400, 1200]) {
      await studio.page.setViewportSize({ width, height: 900 });
      await studio.visit({ ...tiger, seed: width, view: 'world', step: 2 });
      await studio.settled();
      const shifts = await studio.page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
      // Below .1 is what browsers call good.
      expect(shifts.reduce((sum, shift) => sum + shift, 0)).to.be.below(0.1);
      expect(await studio.page.evaluate(() => document.getAnimations().length)).to.equal(0);
    }
  });
});
