/// <reference lib="dom" />
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderSvg } from '@pomdp-gym/figures';
import { findChromium } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { expectFaultlessPage, showAt } from './accessibility.test.support.js';
import { PATIENCE } from './studio-page.test.support.js';
import { writeShippedPage } from './shipped-page.test.support.js';
import { emptyRecord } from './empty-record.test.support.js';
import { StudioProcess } from './measure/studio-process.js';
import { writeSyntheticResults } from './measure/synthetic-results.js';

/** The runs of the row that is looked at. */
const RUNS = '[aria-labelledby=study-runs]';
const HOSTILE = '<img src=x onerror="window.attacked = 1">';

/** Two runs that are done at once, and two that do not end by themselves. */
const endless = `name: endless
environments: [ThreeState-v0]
agents:
  - { name: uniform, policy: uniform }
  - { name: online, policy: softmax, learner: olpomdp }
seeds: 2
budget: 1000000000
`;

/** Runs that take some tenths of a second each. */
const study = `name: ${JSON.stringify(HOSTILE)}
environments: [ThreeState-v0]
agents:
  - { name: online, policy: softmax, learner: olpomdp }
  - { name: uniform, policy: uniform }
seeds: 8
budget: 120000
`;

describe('The studio in a browser, served', function () {
  this.timeout(240_000);
  let pages: string;
  let folder: string;
  let browser: Browser;
  let studio: StudioProcess;
  let faults: string[];

  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      this.test!.parent!.title += ': skipped, there is no Chromium here';
      this.skip();
    }
    pages = mkdtempSync(join(tmpdir(), 'pomdp-gym-served-page-'));
    await writeShippedPage(join(pages, 'page'));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: PATIENCE });
  });
  after(async () => {
    await browser?.close();
    if (pages) rmSync(pages, { recursive: true });
  });
  beforeEach(() => {
    faults = [];
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-served-'));
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await studio.end();
    rmSync(folder, { recursive: true });
    expect(faults).to.deep.equal([]);
  });

  const begin = async (...words: readonly string[]) => {
    studio = await StudioProcess.begin(join(pages, 'page/index.html'), ...words);
  };

  /** Opens the page; notes errors, and requests that go elsewhere than to its server. */
  async function open(hash = '', options?: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage(options);
    await begun(page, hash);
    return page;
  }

  async function begun(page: Page, hash = ''): Promise<void> {
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      const url = request.url();
      if (!/^(?:blob|data):/.test(url) && new URL(url).origin !== new URL(studio.url).origin)
        faults.push(`a request to ${url}`);
    });
    await page.goto(`${studio.url}${hash}`);
  }

  const figure = (page: Page, name: string, text: string | RegExp) =>
    page.locator(`[data-name=${JSON.stringify(name)}]`, { hasText: text }).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const saved = async (page: Page, format: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: format, exact: true }).click();
    return readFileSync(await (await download).path());
  };
  const runsOnDisk = (out: string) =>
    readFileSync(join(out, 'runs.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { agent: string; averageReward: number });

  it('starts, pauses and stops a study', async () => {
    const file = join(folder, 'endless.yaml');
    writeFileSync(file, endless);
    await begin(file, '--out', join(folder, 'endless'), '--workers', '1');
    const page = await open();
    await figure(page, 'phase', 'idle');
    await press(page, 'Start the study');
    await figure(page, 'runs', /^2/);
    await press(page, 'Pause the study');
    await figure(page, 'phase', 'paused');
    await press(page, 'Start the study');
    await figure(page, 'phase', 'running');
    await press(page, 'Stop the study');
    await figure(page, 'phase', 'idle');
    await figure(page, 'runs', /^2/);
    await page.close();
  });

  it('shows the runs of a study as they come, to its end, with the digits of the file', async () => {
    const [file, out] = [join(folder, 'study.yaml'), join(folder, 'out')];
    writeFileSync(file, study);
    await begin(file, '--out', out, '--workers', '1');
    const page = await open();
    await press(page, 'Start the study');
    await figure(page, 'phase', 'done');
    await figure(page, 'runs', '16');
    const online = runsOnDisk(out).filter(({ agent }) => agent === 'online');
    const mean = online.reduce((sum, { averageReward }) => sum + averageReward, 0) / online.length;
    // The status and the counts may be drawn before the row of all runs.
    const whole = { hasText: 'online', has: page.locator('td:nth-child(8)', { hasText: /^8$/ }) };
    const shown = await page.locator('.rows tr', whole).locator('td').nth(2).textContent();
    expect(Number(shown)).to.be.closeTo(mean, 1e-6); // six digits
    const best = Math.max(...online.map(({ averageReward }) => averageReward));
    await page.locator(`${RUNS} tbody tr:first-child data[value="${best}"]`).waitFor();
    await page.getByText('Save or read').first().click();
    for (const [format, part] of [
      ['SVG', '<polyline'],
      ['CSV', 'steps,series,averageReward'],
      ['PNG', 'PNG'],
    ] as const)
      expect((await saved(page, format)).toString('latin1')).to.include(part);
    // The name of the study is markup, which stays text.
    expect(await page.locator('h2', { hasText: HOSTILE }).count()).to.equal(1);
    expect(await page.evaluate(() => 'attacked' in window)).to.equal(false);
    await page.close();
  });

  it('steers its study, by name, while a folder from disk is shown in its place', async () => {
    const file = join(folder, 'endless.yaml');
    writeFileSync(file, endless);
    await begin(file, '--out', join(folder, 'steered'), '--workers', '1');
    const disk = join(folder, 'disk');
    writeSyntheticResults(disk, 60);
    const page = await open();
    await press(page, 'Start the study');
    await figure(page, 'runs', /^2/);
    await page.locator('input[type=file]').setInputFiles(disk);
    await figure(page, 'runs', '60');
    await figure(page, 'steered', 'steered');
    await press(page, 'Pause the study');
    await figure(page, 'phase', 'paused');
    await press(page, 'Stop the study');
    await figure(page, 'phase', 'idle');
    await figure(page, 'runs', '60');
    await page.getByLabel('Results that are served').selectOption('steered');
    await figure(page, 'runs', /^2$/);
    await page.close();
  });

  it('lists folders that come while it is open, and the first of all where there was none', async () => {
    const root = join(folder, 'growing');
    mkdirSync(root);
    await begin(root);
    const page = await open();
    await page.getByText('The server has no results yet').waitFor();
    writeSyntheticResults(join(root, 'first'), 60);
    await figure(page, 'runs', '60');
    writeSyntheticResults(join(root, 'second'), 100);
    await page.locator('option', { hasText: 'second' }).waitFor({ state: 'attached' });
    await page.getByLabel('Results that are served').selectOption('second');
    await figure(page, 'runs', '100');
    await page.close();
  });

  it('shows eight tabs, of which a browser connects six at once: those that are hidden give their place away, and catch up', async () => {
    const out = join(folder, 'tabs');
    writeSyntheticResults(out, 60);
    const lines = readFileSync(join(out, 'runs.jsonl'), 'utf8').split('\n');
    writeFileSync(join(out, 'runs.jsonl'), `${lines.slice(0, 50).join('\n')}\n`);
    await begin(out);
    const context = await browser.newContext();
    // A browser without a screen shows all of its tabs.
    await context.addInitScript(() => {
      let state = 'visible';
      Object.defineProperty(document, 'visibilityState', { get: () => state });
      addEventListener('set-visibility', (event) => {
        state = (event as CustomEvent<string>).detail;
        document.dispatchEvent(new Event('visibilitychange'));
      });
    });
    const become = (page: Page, state: string) =>
      page.evaluate((detail) => dispatchEvent(new CustomEvent('set-visibility', { detail })), state);
    const tabs: Page[] = [];
    for (let i = 0; i < 8; i++) {
      const page = await context.newPage();
      await begun(page);
      await figure(page, 'runs', '50');
      await become(page, 'hidden');
      tabs.push(page);
    }
    appendFileSync(join(out, 'runs.jsonl'), lines.slice(50).join('\n'));
    const [first, ...others] = tabs;
    await become(first!, 'visible');
    await figure(first!, 'runs', '60');
    // The others read nothing meanwhile.
    for (const page of others) await figure(page, 'runs', '50');
    await become(others[6]!, 'visible');
    await figure(others[6]!, 'runs', '60');
    await context.close();
  });

  it('shows the folder, the row and the zoom of its address, whose curve moves by keys and by the mouse', async () => {
    const root = join(folder, 'several');
    for (const [name, runs] of [
      ['few', 100],
      ['many', 2000],
    ] as const)
      writeSyntheticResults(join(root, name), runs);
    await begin(root);
    const page = await open('#folder=few&cell=3');
    await figure(page, 'runs', '100');
    await page.locator('tr.chosen', { hasText: 'uniform' }).waitFor();
    const plot = page.locator('.curve-plot');
    const steps = plot.locator('.u-series', { hasText: 'steps' }).locator('.u-value');
    // The plot with the bracket of the optimum is another one, without the cursor of the first.
    await plot.locator('.u-series.at-most').waitFor();
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    // Two of the 240 parts of 100,000 steps are behind the first place.
    await steps.filter({ hasText: /^417$/ }).waitFor();
    await page.keyboard.press('+');
    // Half of 100,000 steps around the cursor, as far as there are any: up to 416.667 + 25,000.
    await page.waitForURL((url) => url.hash === '#folder=few&cell=3&zoom=0%2C25416.7');
    await page.reload();
    await plot.locator('.u-series.at-most').waitFor();
    const over = plot.locator('.u-over');
    await over.hover({ position: { x: (await over.boundingBox())!.width - 1, y: 50 } });
    await steps.filter({ hasText: /^25417$/ }).waitFor();
    await page.mouse.move(0, 0);
    await plot.evaluate(async (element) => {
      // The page is busy: it draws, but has no frame between the two keys.
      for (let i = 0; i < 2; i++) {
        element.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
        for (let turn = 0; turn < 100; turn++) await Promise.resolve();
      }
    });
    // A quarter of 25,416.7 steps around the middle of them.
    await page.waitForURL((url) => url.hash === '#folder=few&cell=3&zoom=9531.26%2C15885.4');
    await page.waitForFunction(
      () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 0, true))),
    );
    expect(new URL(page.url()).hash).to.equal('#folder=few&cell=3&zoom=9531.26%2C15885.4');
    await over.dblclick();
    await page.waitForURL((url) => url.hash === '#folder=few&cell=3');
    const { x, y, width } = (await over.boundingBox())!;
    await page.mouse.move(x + width / 4, y + 50);
    await page.mouse.down();
    await page.mouse.move(x + (3 * width) / 4, y + 50, { steps: 2 });
    await page.mouse.up();
    await page.waitForURL((url) => url.hash.includes('zoom='));
    const ends = /zoom=([\d.]+)%2C([\d.]+)$/.exec(page.url())!.slice(1).map(Number);
    // The middle half of 100,000 steps; a pixel of the mouse is rounded at each end.
    expect(ends[0]).to.be.closeTo(25_000, 200_000 / width);
    expect(ends[1]).to.be.closeTo(75_000, 200_000 / width);
    await page.getByLabel('Results that are served').selectOption('many');
    await figure(page, 'runs', '2000');
    expect(new URL(page.url()).hash).to.equal('#folder=many');
    await page.locator('tr[data-cell="8"] td').nth(2).click();
    await page.waitForURL((url) => url.hash === '#folder=many&cell=8');
    // A link into the page that names no folder, as those of the guided examples.
    await page.evaluate(() => void (location.hash = 'view=play'));
    await page.waitForURL((url) => url.hash.includes('view=play') && url.hash.includes('folder=many&cell=8'));
    await page.reload();
    await page.locator('tr.chosen', { hasText: 'Tiger-v0' }).waitFor();
    await page.close();
  });

  it('narrows to an environment, an agent and a seed by clicks and keys, sorts by keys, and leads back; the address says it all', async () => {
    const out = join(folder, 'narrowed');
    writeSyntheticResults(out, 200);
    await begin(out);
    const page = await open();
    const at = (hash: string) => page.waitForURL((url) => url.hash === `#folder=narrowed${hash}`);
    const rows = page.locator('.rows tbody tr[data-cell]');
    await page.locator('tr[data-cell="6"]').getByRole('button', { name: 'Tiger-v0' }).click();
    await at('&cell=6&ofEnvironment=1');
    await rows.nth(5).waitFor({ state: 'detached' });
    expect(await rows.count()).to.equal(5);
    // A line for each agent, and the bracket of the optimum.
    await page.locator('.u-series.mean').nth(4).waitFor();
    await page.locator('.u-series.at-most').waitFor();
    expect(await page.locator('.u-series.mean').count()).to.equal(5);
    await page.locator('tr[data-cell="6"]').getByRole('button', { name: 'ascent' }).focus();
    await page.keyboard.press('Enter');
    await at('&cell=6&ofEnvironment=1&ofAgent=1');
    await page.getByRole('button', { name: 'Narrow to seed 7' }).focus();
    await page.keyboard.press('Enter');
    await at('&cell=6&ofEnvironment=1&ofAgent=1&ofSeed=7');
    await page.locator('.u-series.run', { hasText: 'seed 7' }).waitFor();
    await page.reload();
    await page.locator('.u-series.run', { hasText: 'seed 7' }).waitFor();
    const crumbs = page.getByRole('navigation', { name: 'What is shown of the study' });
    expect(await crumbs.getByRole('button').allTextContents()).to.deep.equal([
      ...['200 synthetic runs', 'Tiger-v0', 'softmax+gpomdp+ascent', 'seed 7'],
    ]);
    await crumbs.getByRole('button', { name: 'Tiger-v0' }).click();
    await at('&cell=6&ofEnvironment=1');
    await page.getByRole('button', { name: 'mean η' }).focus();
    await page.keyboard.press('Enter');
    await at('&cell=6&ofEnvironment=1&order=-mean');
    await page.locator('th[aria-sort=descending]', { hasText: 'mean' }).waitFor();
    await crumbs.getByRole('button').first().click();
    await at('&cell=6&order=-mean');
    await rows.nth(19).waitFor();
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => Number(row.querySelector('td:nth-child(3) data')!.getAttribute('value'))),
    );
    expect(shown).to.deep.equal([...shown].sort((a, b) => b - a));
    await page.close();
  });

  it('saves the table with the digits that it shows, as CSV, JSON and Vega-Lite', async () => {
    const out = join(folder, 'saved');
    writeSyntheticResults(out, 200);
    await begin(out);
    const page = await open('#ofAgent=2');
    // Both ends of the bracket of each of four rows.
    await page.locator('.rows td:nth-child(5) data').nth(7).waitFor();
    const cells = await page
      .locator('.rows tbody tr[data-cell]')
      .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('data')].map((data) => data.value)));
    const csv = (await saved(page, 'Table as CSV')).toString().trim().split('\n');
    const [head, ...lines] = csv.map((line) => line.split(','));
    const columnsOf = (line: readonly string[], ...names: readonly string[]) =>
      names.map((name) => line[head!.indexOf(name)]!);
    const files = lines.map((line) => columnsOf(line, 'mean', 'low', 'high', 'optimumLower', 'optimumUpper'));
    expect(files).to.deep.equal(cells.map((row) => row.slice(0, 5)));
    const json = JSON.parse((await saved(page, 'Table as JSON')).toString()) as { readonly mean: number }[];
    expect(json.map(({ mean }) => String(mean))).to.deep.equal(cells.map(([mean]) => mean));
    const specification = JSON.parse((await saved(page, 'Table as Vega-Lite')).toString());
    expect(specification.data.values).to.deep.equal(json);
    expect(await renderSvg({ name: 'study', description: 'study', specification, data: [] })).to.match(
      /^<svg/,
    );
    await page.close();
  });

  it('opens a link to a run far down in 10,000, and to a row far down in 1,000, with the row in view', async () => {
    const root = join(folder, 'deep');
    const seeds = Array.from({ length: 10_000 }, (_, i) => i + 1);
    const agents = Array.from({ length: 1000 }, (_, i) => ({ name: `agent ${i}`, policy: 'uniform' }));
    const shared = { name: 'deep', environments: ['Tiger-v0'], budget: 10 };
    const line = (run: number) =>
      JSON.stringify({ ...emptyRecord, run, seed: run + 1, environment: 'Tiger-v0', agent: 'agent 0' });
    const lines = seeds.map((_, run) => line(run)).join('\n');
    writeResults(join(root, 'runs'), JSON.stringify({ ...shared, agents: agents.slice(0, 1), seeds }), lines);
    writeResults(join(root, 'rows'), JSON.stringify({ ...shared, agents, seeds: [1] }), line(0));
    await begin(root);
    const inView = async (page: Page, row: string) => {
      await page.locator(`${row}.chosen`).waitFor();
      await page.waitForFunction((selector) => {
        const { top = -1, bottom = -1 } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
        return top >= 0 && bottom <= innerHeight;
      }, row);
    };
    const runs = await open('#folder=runs&ofSeed=8765&runOrder=seed');
    await inView(runs, 'tr[data-seed="8765"]');
    await runs.getByText('8701 to 8800 of 10000').waitFor();
    await press(runs, 'Next runs');
    await runs.waitForURL((url) => url.hash.endsWith('runPage=88'));
    await runs.locator('tr[data-seed="8801"]').waitFor();
    await runs.close();
    const rows = await open('#folder=rows&cell=987');
    await inView(rows, 'tr[data-cell="987"]');
    await rows.getByRole('region', { name: 'Rows of deep' }).focus();
    await rows.keyboard.press('ArrowDown');
    await inView(rows, 'tr[data-cell="988"]');
    await rows.close();
  });

  it('follows a folder that another program writes, counts damaged lines, and says that the server has ended', async () => {
    const out = join(folder, 'followed');
    writeSyntheticResults(out, 60);
    const lines = readFileSync(join(out, 'runs.jsonl'), 'utf8').split('\n');
    writeFileSync(join(out, 'runs.jsonl'), `${lines.slice(0, 50).join('\n')}\n`);
    await begin(out);
    const page = await open();
    await figure(page, 'runs', '50');
    const damaged = ['{"run":', 'null', HOSTILE, '\0\r\u2028', '{"run":1e99}', '['.repeat(10_000)];
    appendFileSync(join(out, 'runs.jsonl'), `${damaged.join('\n')}\n${lines.slice(50).join('\n')}`);
    await figure(page, 'runs', '60');
    await page.getByText(`${damaged.length} lines hold no run of this study`).waitFor();
    await studio.end();
    await page.getByText('pomdp-gym studio has ended').waitFor();
    await page.close();
    // The browser notes that its connection has ended, and that there is none when the page looks for the server again.
    faults = faults.filter((fault) => !/ERR_(?:INCOMPLETE_CHUNKED_ENCODING|CONNECTION_\w+)/.test(fault));
  });

  it('opens results with huge names, whose markup stays text, and says what is wrong with a study that is not readable', async () => {
    const root = join(folder, 'hostile');
    const name = `${HOSTILE}${'x'.repeat(1_000_000)}`;
    const written = {
      name,
      environments: [{ name: HOSTILE, id: 'Tiger-v0' }],
      agents: [{ name, policy: 'uniform' }],
      seeds: [1],
      budget: 10,
    };
    const line = JSON.stringify({ ...emptyRecord, environment: HOSTILE, agent: name });
    writeResults(join(root, 'huge'), JSON.stringify(written), line);
    writeResults(join(root, HOSTILE.replace('/', '')), 'agents: [', '{}');
    await begin(root);
    const page = await open('#folder=huge');
    await figure(page, 'runs', '1');
    // The count is drawn before the row.
    await page.locator('td', { hasText: HOSTILE }).nth(1).waitFor();
    expect(await page.locator('td', { hasText: HOSTILE }).count()).to.equal(2);
    expect((await page.locator('table').first().textContent())!.length).to.be.below(2000);
    await page.getByLabel('Results that are served').selectOption(HOSTILE.replace('/', ''));
    await page.getByRole('alert').filter({ hasText: 'study.yaml' }).waitFor();
    // Nothing is left of the folder that was shown before.
    expect(await page.locator('td', { hasText: HOSTILE }).count()).to.equal(0);
    expect(await page.evaluate(() => 'attacked' in window)).to.equal(false);
    await page.close();
  });

  it('shows a study that it may start without a fault, 400 pixels wide in the dark, and narrowed 2000 pixels wide', async () => {
    const file = join(folder, 'short.yaml');
    writeFileSync(file, study.replace('120000', '3000'));
    await begin(file, '--out', join(folder, 'short'), '--workers', '1');
    // axe is put into the page, which takes no other scripts.
    const viewport = { width: 400, height: 900 };
    const page = await open('', { viewport, colorScheme: 'dark', bypassCSP: true });
    await press(page, 'Start the study');
    await figure(page, 'phase', 'done');
    // With the bracket of the optimum the page is as it stays.
    await page.locator('.curve-plot canvas').waitFor();
    await page.locator('.u-series.at-most').waitFor();
    await page.locator('tr[data-cell="1"] td:nth-child(8)', { hasText: /^8$/ }).waitFor();
    await expectFaultlessPage(page);
    // The mean is in view before the table is scrolled.
    const right = (at: Locator) => at.boundingBox().then((box) => box!.x + box!.width);
    expect(await right(page.locator('tr[data-cell="0"] td:nth-child(3) data'))).to.be.below(
      await right(page.locator('.rows').first()),
    );
    await showAt(page, { width: 2000, colorScheme: 'light' });
    await page.locator('tr[data-cell="0"] button').first().click();
    await page.locator('.crumbs li').nth(1).filter({ hasText: 'ThreeState-v0' }).waitFor();
    await page.locator('.u-series.at-most').waitFor();
    await expectFaultlessPage(page);
    await page.close();
  });
});

function writeResults(folder: string, study: string, runs: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'study.yaml'), study);
  writeFileSync(join(folder, 'runs.jsonl'), `${runs}\n`);
}
