/// <reference lib="dom" />
import { expect } from 'chai';
import { renderSvg } from '@pomdp-gym/figures';
import { faultyPlugin } from './faulty-plugin.test.support.js';
import { type StudioPage, studioPage } from './studio-page.test.support.js';
import { initialState, recipeIn, stateOf, type ViewState } from './state/view-state.js';
import { schemaProblems } from './vega-lite-schema.test.support.js';

const tiger = { environment: 'Tiger-v0', agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp' };

/** Three hidden states, solved in a moment. */
const threeHidden = {
  environment: 'Garnet-v0:states=3,observations=2,branching=2,observationNoise=.3',
  solver: 'sarsop:discount=.9,precision=.1',
};

/** Figures that the page has. */
const FIGURES: readonly string[] = [
  ...['run', 'gradients', 'angle', 'angle-by-steps', 'arrows', 'learning-curve', 'line-search', 'surface'],
  ...['error', 'error-by-steps', 'spectrum', 'controller', 'belief', 'belief-simplex', 'next-action'],
  ...['bounds', 'value-function', 'value-regions', 'belief-map', 'world'],
];

/** Pauses the run of the first page of a session once it is shown to have a number, before which it does not end: runs in the page. */
function pauseOnce(): void {
  if (window.name === 'paused') return;
  const { addEventListener } = Worker.prototype;
  Worker.prototype.addEventListener = function (type: string, listener: EventListener) {
    const isEnd = (event: Event) =>
      (event as MessageEvent<{ event?: { kind?: string } }>).data.event?.kind === 'finished';
    addEventListener.call(this, type, (event) => {
      // However fast the run is, it is under way until the button is pressed.
      if (type !== 'message' || window.name === 'paused' || !isEnd(event)) listener.call(this, event);
    });
  };
  const look = new MutationObserver(() => {
    const status = document.querySelector('[data-name=status]')?.textContent ?? '';
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Pause',
    );
    const isKept = /^Run \d/.test(document.querySelector('#curve')?.textContent ?? '');
    if (!status.startsWith('Running') || !isKept || !button || button.disabled) return;
    look.disconnect();
    // A name of the window is there after a reload at once, and what storage holds may not be yet.
    window.name = 'paused';
    button.click();
  });
  look.observe(document, { subtree: true, childList: true, characterData: true });
}

/** Notes each state that the run has from now on: runs in the page. */
function noteStates(): void {
  const states: string[] = [];
  const note = () => states.push(document.querySelector('[data-name=status]')?.textContent ?? '');
  new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
  Object.assign(window, { states });
}

describe('The page of the studio', function () {
  this.timeout(240_000);
  const opened = studioPage(() => [faultyPlugin()]);
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

  /** Waits until a field of the recipe holds a text. */
  const untilWritten = (name: string, text: string) =>
    studio.page.waitForFunction(
      ([selector, wanted]) => document.querySelector<HTMLInputElement>(selector)?.value === wanted,
      [`input[name=${name}]`, text] as const,
    );

  it('has a field for each option, the default in it, and writes the recipe from them', async () => {
    await studio.visit(tiger);
    await studio.page.getByText('Choose the parts').click();
    await studio.page.getByText('options of Tiger-v0').click();
    expect(await field('environment accuracy').getAttribute('placeholder')).to.equal('0.85');
    await fill('environment accuracy', '.7');
    await untilWritten('environment', 'Tiger-v0:accuracy=0.7');
    await field('policy').selectOption('softmax');
    await untilWritten('agent', 'softmax+gpomdp:beta=0.9+conjpomdp');
    await field('optimizer').selectOption('restarts');
    await studio.page.getByText('options of restarts').click();
    await field('optimizer optimizer').selectOption('conjpomdp');
    await studio.page.getByText('options of conjpomdp').click();
    await fill('optimizer optimizer maxIterations', '5');
    const agent = 'softmax+gpomdp:beta=0.9+restarts:optimizer=(conjpomdp:maxIterations=5)';
    await untilWritten('agent', agent);
    await untilWritten('environment', 'Tiger-v0:accuracy=0.7');
    await studio.page.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
  });

  it('adds a change of the parts to one before it that is not written yet', async () => {
    await studio.visit(tiger);
    await studio.page.getByText('Choose the parts').click();
    await field('policy').waitFor();
    // The form is drawn between the changes, but no reply of the engine comes.
    await studio.page.evaluate(async () => {
      for (const [name, value] of [
        ['policy', 'softmax'],
        ['estimator', ''],
        ['optimizer', ''],
        ['learner', 'olpomdp'],
      ] as const) {
        const select = document.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        for (let turn = 0; turn < 100; turn++) await Promise.resolve();
      }
    });
    await untilWritten('agent', 'softmax+olpomdp');
  });

  it('shows the option of the agent in a field whose text was typed and taken back', async () => {
    await studio.visit(tiger);
    await studio.page.getByText('Choose the parts').click();
    await field('policy nodes').press('9');
    await field('policy nodes').press('Backspace');
    await field('policy nodes').blur();
    await fill('agent', 'controller:nodes=3+gpomdp:beta=.9+conjpomdp');
    await untilWritten('"policy nodes"', '3');
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

  it('leaves the address alone while the forms are changed, until the run starts; the changes can be taken back', async () => {
    await studio.visit(tiger);
    await studio.settled();
    const shown = [state(), await studio.figure('status')];
    await fill('steps', '512');
    await fill('agent', 'uniform');
    await studio.page.locator('[data-name=draft]').waitFor();
    expect(await studio.page.locator('.command code').textContent()).to.equal(
      'pomdp-gym run Tiger-v0 uniform --seed 1 --budget 20000 --steps 512',
    );
    expect([state(), await studio.figure('status')]).to.deep.equal(shown);
    await studio.page.getByRole('button', { name: 'Take the changes back' }).click();
    await studio.page.locator('[data-name=draft]').waitFor({ state: 'detached' });
    expect(await field('agent').inputValue()).to.equal(tiger.agent);
    await fill('agent', 'uniform');
    await studio.page.getByRole('button', { name: 'Run', exact: true }).click();
    await untilState(({ agent }) => agent === 'uniform');
    await studio.page.locator('[data-name=draft]').waitFor({ state: 'detached' });
    await studio.settled();
  });

  it('gives two runs that two tabs begin at once two numbers, and lists both in both tabs', async () => {
    const other = await studio.page.context().newPage();
    const tabs = [studio.page, other];
    // Both tabs have read the same list before either begins its run.
    for (const page of tabs) {
      await studio.visit({}, page);
      await page.getByText('ended:').waitFor();
    }
    for (const [i, page] of tabs.entries()) {
      await page.locator('input[name=seed]').fill(String(501 + i));
      await page.locator('input[name=seed]').blur();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
    }
    const numbers: string[] = [];
    for (const [i, page] of tabs.entries()) {
      await page.waitForURL((url) => stateOf(url.hash).seed === 501 + i);
      await page.getByText('ended:').waitFor();
      await page.locator('#curve', { hasText: /^Run \d+$/ }).waitFor();
      numbers.push((await page.locator('#curve').textContent())!);
      for (const seed of [501, 502])
        await page
          .locator('.runs li', { hasText: new RegExp(`seed ${seed} .*finished`) })
          .waitFor({ state: 'attached' });
    }
    expect(numbers[0])
      .to.match(/^Run \d+$/)
      .and.not.to.equal(numbers[1]);
    // Each number stands for its own run in each tab.
    for (const [i, seed] of [501, 502].entries())
      for (const page of [studio.page, other])
        expect(
          await page.locator('.runs li button', { hasText: `${numbers[i]}: ` }).textContent(),
        ).to.contain(`seed ${seed}`);
    // A number is never given again.
    await studio.page
      .getByLabel(`Forget ${numbers[1]!.toLowerCase()}`)
      .evaluate((button) => (button as HTMLElement).click());
    // The other tab is informed once the database has forgotten it.
    await other.locator('.runs li', { hasText: `${numbers[1]}: ` }).waitFor({ state: 'detached' });
    await studio.visit({ seed: 503 });
    await studio.settled();
    const later = Number((await studio.page.locator('#curve').textContent())!.slice('Run '.length));
    expect(later).to.be.above(Math.max(...numbers.map((text) => Number(text.slice('Run '.length)))));
    await other.close();
  });

  it('keeps a study over seeds over a reload, goes on from its runs, and has it in the address', async () => {
    await studio.visit({ budget: 3000 });
    await studio.settled();
    await studio.page.getByRole('button', { name: 'Run 20 seeds of the run below' }).click();
    await studio.page.locator('[data-name=runs]', { hasText: /^20$/ }).waitFor();
    // The count above is drawn before the row of all twenty.
    const row = studio.page.locator('tbody tr', {
      ...{ hasText: '[0.79999, 0.80001]', has: studio.page.locator('td:nth-child(8)', { hasText: /^20$/ }) },
    });
    const shown = await row.textContent();
    expect(state().seeds).to.deep.include({ count: 20 });
    await studio.kept('records', '"run":19,');
    // Without the runs of the worker, they come from what is kept alone.
    await studio.page.addInitScript(() => {
      const { transaction } = IDBDatabase.prototype;
      const counts = ((window as unknown as { kept: number[] }).kept = [0]);
      IDBDatabase.prototype.transaction = function (names, mode, ...rest) {
        if (mode === 'readwrite' && [names].flat().includes('records')) counts[0]!++;
        return transaction.call(this, names, mode, ...rest);
      };
    });
    await studio.page.reload();
    await studio.page.locator('[data-name=runs]', { hasText: /^20$/ }).waitFor();
    expect(await row.textContent()).to.equal(shown);
    expect(await studio.page.evaluate(() => (window as unknown as { kept: number[] }).kept)).to.deep.equal([
      0,
    ]);
  });

  it('leaves a study over seeds stopped over a reload, until it is run again', async () => {
    const { page } = studio;
    // Gradient ascent takes its whole budget: none of its runs ends while the test takes place.
    const agent = 'softmax+gpomdp:beta=.8+gradient-ascent';
    await studio.visit({ agent, steps: 1_000_000, budget: 1_000_000_000 });
    const [run, stop] = ['Run 20 seeds of the run below', 'Stop them'].map((name) =>
      page.getByRole('button', { name, exact: true }),
    );
    await run!.click();
    await stop!.click();
    await studio.kept('studies', '"isStopped":true');
    await page.reload();
    await page.locator('[data-name=runs]', { hasText: /^0$/ }).waitFor();
    await page.locator('button:disabled', { hasText: 'Stop them' }).waitFor();
    await run!.click();
    await stop!.click();
  });

  it('shows the sentence of the fault of a plugin and where it lies: of a solver, and of a run', async () => {
    await studio.visit({ ...tiger, view: 'value', solver: 'throws' });
    await studio.page.getByRole('alert').filter({ hasText: 'planted in solve' }).waitFor();
    await studio.page.locator('.fault summary').click();
    expect(await studio.page.locator('.fault pre').textContent()).to.match(
      /planted in solve[^]*\n\s+at .*solve/,
    );
    // It is shown in its view alone, and again where that computes it anew.
    await studio.page.getByRole('tab', { name: 'World' }).click();
    await studio.page.locator('.fault').waitFor({ state: 'detached' });
    await studio.page.getByRole('tab', { name: 'Value function' }).click();
    await studio.page.locator('.fault').waitFor();
    // A refusal of what a person gave has a sentence alone, and the fault before it is shown no longer.
    await studio.page.locator('input[name=solver]').fill('sarsop:precision=no');
    await studio.page.getByRole('button', { name: 'Solve', exact: true }).click();
    await studio.page.getByRole('alert').filter({ hasText: 'precision' }).waitFor();
    expect(await studio.page.locator('.fault').count()).to.equal(0);
    await studio.visit({ agent: 'softmax+gpomdp+falls' });
    await studio.page.getByText('It failed: Error: planted in ascend').waitFor();
    await studio.page.locator('#curve ~ details summary', { hasText: 'Where it failed' }).click();
    expect(await studio.page.locator('#curve ~ details pre').textContent()).to.match(/^at .*ascend/);
  });

  it('stops a computation that never comes to an end, by a button and by leaving its view; the run beside it goes on', async () => {
    await studio.visit({ ...tiger, view: 'value', solver: 'loops' });
    await studio.page.getByText('ended:').waitFor();
    await studio.page.getByRole('button', { name: 'Stop computing' }).click();
    await studio.page.getByRole('alert').filter({ hasText: 'was stopped' }).waitFor();
    const solve = async (solver: string) => {
      await studio.page.locator('input[name=solver]').fill(solver);
      await studio.page.getByRole('button', { name: 'Solve', exact: true }).click();
    };
    // The same text solves anew after it was stopped, and the address keeps it.
    await solve('loops');
    const stop = studio.page.getByRole('button', { name: 'Stop', exact: true });
    await stop.click();
    await studio.page.locator('#view [aria-busy=true]').first().waitFor({ state: 'detached' });
    expect(await stop.isDisabled()).to.equal(true);
    expect(state().solver).to.equal('loops');
    await solve('sarsop:precision=.1');
    // The value is 19.3714, and the bound at most .1 above it: no text is there before the first report, and greater ones before the last.
    await studio.page.locator('[data-name="upper bound"]', { hasText: /^19\.(?:3[7-9]|4[0-7])/ }).waitFor();
    await solve('loops');
    await studio.page.getByRole('tab', { name: 'World' }).click();
    await studio.page.locator('[data-figure="belief"]').waitFor();
  });

  it('names the point that an address asks for and the run does not have, and goes back to the last', async () => {
    await studio.visit({ ...tiger, budget: 100, steps: 10, point: 400, view: 'controller' });
    await studio.settled();
    const sentence = /There is no graph: the run has \d+ points, so that there is no point 401\./;
    await studio.page.locator('#view').getByText(sentence).waitFor();
    await studio.page.getByRole('button', { name: 'Show the last point' }).click();
    await untilState(({ point }) => point === -1);
    await studio.page.locator('#timeline').waitFor();
  });

  it('begins with β of the agent, and has a knob for one of the address that is nearer to 1 than .99', async () => {
    const short = { ...tiger, budget: 100, steps: 10, view: 'error' } as const;
    await studio.visit(short);
    await studio.settled();
    expect(await field('beta').inputValue()).to.equal('0.9');
    await studio.visit({ ...short, beta: 0.999 });
    await studio.settled();
    expect(await field('beta').inputValue()).to.equal('0.999');
    await studio.visit({ ...short, beta: 0.5 });
    await studio.settled();
    await field('beta').fill('0.9');
    await untilState(({ beta }) => beta === null);
  });

  it('says beside a field which numbers it takes, and keeps what is shown', async () => {
    await studio.visit({ budget: 100, steps: 10, view: 'gradient' });
    await studio.settled();
    await fill('paths', '1000');
    await studio.page.getByRole('alert').filter({ hasText: 'a whole number from 1 to 100' }).waitFor();
    expect(await field('paths').getAttribute('aria-invalid')).to.equal('true');
    expect(state().paths).to.equal(initialState.paths);
    await fill('paths', '3');
    await untilState(({ paths }) => paths === 3);
    expect(await field('paths').getAttribute('aria-invalid')).to.equal('false');
  });

  it('lines the fields of the numbers of a run up', async () => {
    await studio.page.setViewportSize({ width: 1200, height: 900 });
    await studio.visit({ budget: 100, steps: 10 });
    await studio.settled();
    const bottoms = await studio.page
      .locator('.recipe :is([name=seed], [name=budget], [name=steps])')
      .evaluateAll((fields) => fields.map((each) => each.getBoundingClientRect().bottom));
    expect(bottoms).to.have.length(3);
    // Within a pixel.
    for (const bottom of bottoms) expect(bottom).to.be.closeTo(bottoms[0]!, 1);
  });

  it('takes whatever an address holds as text, in the lists of what is kept too', async () => {
    const hostile = '<img src=x onerror="window.attacked = 1">';
    const recipe = { ...recipeIn(initialState), environment: hostile, agent: hostile };
    for (const view of ['value', 'play'] as const) {
      const texts = { folder: hostile, example: hostile, solver: hostile };
      await studio.visit({ ...recipe, ...texts, view, seeds: { recipe, count: 1000 } });
      await studio.page.locator('.recipe [role=alert]', { hasText: 'window.attacked = 1' }).first().waitFor();
      await studio.page.locator('.runs button', { hasText: hostile }).first().waitFor({ state: 'attached' });
      await studio.page.getByText('It failed: There is no').waitFor();
      expect(await studio.page.locator('img[src=x]').count()).to.equal(0);
      expect(await studio.page.evaluate(() => 'attacked' in window)).to.equal(false);
    }
    await studio.visit({ environment: 'x'.repeat(100_000) });
    await studio.page.locator('.recipe [role=alert]', { hasText: 'xxx' }).first().waitFor();
    await studio.visit({});
    await studio.settled();
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
    const slow = { agent: 'softmax+olpomdp', budget: 400_000 };
    await studio.page.addInitScript(pauseOnce);
    await studio.visit(slow);
    await studio.page.getByText('Paused after').waitFor();
    const paused = await studio.figure('status');
    await studio.page.locator('.runs summary', { hasText: 'Runs' }).click();
    await studio.page.locator('.runs li', { hasText: 'paused' }).first().waitFor();
    await studio.kept('watched', '"status":"stopped"');
    await studio.page.reload();
    await studio.page.getByText('Paused after').waitFor();
    expect(await studio.figure('status')).to.equal(paused);
    await studio.page.getByRole('button', { name: 'Go on' }).click();
    await studio.page.getByText('ended:').waitFor();
    const resumed = await studio.figure('status');
    await studio.page.evaluate(noteStates);
    await studio.page.getByRole('button', { name: 'Run', exact: true }).click();
    await studio.page.waitForFunction(() => {
      const { states } = window as unknown as { states: readonly string[] };
      return states.some((text) => text.startsWith('Running')) && states.at(-1)!.includes('ended:');
    });
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
    expect(await studio.number('Exact belief: tiger-left')).to.be.closeTo(left / (left + right), 1e-15);
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

  it('saves every figure of every view with the numbers of the page, to the digit, in four formats', async () => {
    const seeds = { recipe: recipeIn({ ...initialState, budget: 3000 }), count: 3 };
    const rowOfAll = { has: studio.page.locator('td:nth-child(8)', { hasText: /^3$/ }) };
    const shown: readonly Partial<ViewState>[] = [
      { view: 'gradient', theta: [2, -1, 0, 0.5], seeds },
      { view: 'search', seed: 3, point: 1 },
      { view: 'surface' },
      { view: 'error', theta: [1, 1, -1, -1] },
      { ...tiger, view: 'controller' },
      { ...tiger, view: 'world', step: 2 },
      { ...tiger, view: 'value', solver: 'sarsop:precision=.1' },
      { ...threeHidden, view: 'value' },
      { environment: 'Hallway-v0', view: 'play', played: [1, 2] },
    ];
    const saved = new Set<string>();
    for (const state of shown) {
      await studio.visit(state);
      await studio.settled();
      if (state.view === 'surface')
        await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      if (state.view === 'play') await studio.page.locator('[data-figure="belief-map"]').waitFor();
      if (state.solver) await studio.page.locator('[data-figure="value-function"]').waitFor();
      if (state.seeds) {
        // The row and the curves of all runs, with the bracket: nothing is drawn anew after them.
        await studio.page.locator('tbody tr', rowOfAll).waitFor();
        await studio.page.locator('.u-series.at-most').waitFor();
      }
      for (const figure of await figuresShown()) {
        if (!saved.has(figure)) await expectSaved(figure);
        saved.add(figure);
      }
    }
    // A view whose figure does not come is no view that passes.
    expect([...saved]).to.include.members(FIGURES);
  });

  /** The names of the figures of the page. */
  const figuresShown = () =>
    studio.page
      .locator('[data-figure]')
      .evaluateAll((figures) => figures.map((figure) => figure.getAttribute('data-figure')!));

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
    expect(schemaProblems(specification), figure).to.deep.equal([]);
    const [first] = specification.data.values as Record<string, unknown>[];
    // A record has no value in the columns of others.
    const cells = table[1]!.filter((cell) => cell !== '');
    expect(Object.values(first!).map(String), figure).to.deep.equal(cells);
    const drawn = await renderSvg({ name: figure, description: figure, specification, data: [] });
    expect(drawn, figure).to.match(/^<svg[^]*<\/svg>\s*$/);
    const svg = (await savedAs(figure, 'SVG')).toString();
    expect(svg, figure).to.match(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"[^]*<\/svg>$/);
    expect(svg, figure).not.to.contain('class=');
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
