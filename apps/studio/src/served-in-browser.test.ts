/// <reference lib="dom" />
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expectFaultlessPage } from './accessibility.test.support.js';
import { buildPage } from './build/build-page.js';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';
import { emptyRecord } from './empty-record.test.support.js';
import { StudioProcess } from './measure/studio-process.js';
import { writeSyntheticResults } from './measure/synthetic-results.js';

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
  this.timeout(120_000);
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
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-served-page-'));
    await buildPage(await shippedByCommandLine(), join(folder, 'page'));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });
  beforeEach(() => (faults = []));
  afterEach(async () => {
    await studio.end();
    expect(faults).to.deep.equal([]);
  });

  const begin = async (...words: readonly string[]) => {
    studio = await StudioProcess.begin(join(folder, 'page/index.html'), ...words);
  };

  /** Opens the page; notes errors, and requests that go elsewhere than to its server. */
  async function open(hash = '', options?: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage(options);
    await begun(page, hash);
    return page;
  }

  async function begun(page: Page, hash = ''): Promise<void> {
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
    const shown = await page.locator('tr', { hasText: 'online' }).locator('td').nth(2).textContent();
    expect(Number(shown)).to.be.closeTo(mean, 1e-6); // six digits
    await page.getByText('8 runs').click();
    const best = Math.max(...online.map(({ averageReward }) => averageReward));
    const first = await page.locator('.seeds li').first().textContent();
    expect(Number(first!.split(': ')[1])).to.be.closeTo(best, 1e-6);
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

  it('shows the folder and the row of its address, whose curve moves by keys', async () => {
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
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    // Two of the 240 parts of 100,000 steps are behind the first place.
    await steps.filter({ hasText: /^417$/ }).waitFor();
    await page.getByLabel('Results that are served').selectOption('many');
    await figure(page, 'runs', '2000');
    expect(new URL(page.url()).hash).to.equal('#folder=many');
    await page.getByRole('button', { name: 'uniform' }).nth(1).click();
    await page.waitForURL((url) => url.hash === '#folder=many&cell=8');
    // A link into the page that names no folder, as those of the guided examples.
    await page.evaluate(() => void (location.hash = 'view=play'));
    await page.waitForURL((url) => url.hash.includes('view=play') && url.hash.includes('folder=many&cell=8'));
    await page.reload();
    await page.locator('tr.chosen', { hasText: 'Tiger-v0' }).waitFor();
    await page.close();
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
    // The browser notes that its connection has ended.
    faults = faults.filter((fault) => !fault.includes('ERR_INCOMPLETE_CHUNKED_ENCODING'));
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
    expect(await page.locator('td', { hasText: HOSTILE }).count()).to.equal(2);
    expect((await page.locator('table').first().textContent())!.length).to.be.below(2000);
    await page.getByLabel('Results that are served').selectOption(HOSTILE.replace('/', ''));
    await page.getByRole('alert').filter({ hasText: 'study.yaml' }).waitFor();
    // Nothing is left of the folder that was shown before.
    expect(await page.locator('td', { hasText: HOSTILE }).count()).to.equal(0);
    expect(await page.evaluate(() => 'attacked' in window)).to.equal(false);
    await page.close();
  });

  it('shows a study that it may start without a fault, 400 pixels wide, in the dark', async () => {
    await begin(join(folder, 'study.yaml'), '--out', join(folder, 'out'));
    // axe is put into the page, which takes no other scripts.
    const viewport = { width: 400, height: 900 };
    const page = await open('', { viewport, colorScheme: 'dark', bypassCSP: true });
    await figure(page, 'phase', 'done');
    await page.locator('.curve-plot canvas').waitFor();
    await expectFaultlessPage(page);
    await page.close();
  });
});

function writeResults(folder: string, study: string, runs: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'study.yaml'), study);
  writeFileSync(join(folder, 'runs.jsonl'), `${runs}\n`);
}
