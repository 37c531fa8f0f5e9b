import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildPage } from './build/build-page.js';
import { findChromium } from './find-chromium.test.support.js';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';
import { hashOf, initialState, type ViewState } from './state/view-state.js';

const MAIN = fileURLToPath(new URL('../../cli/bin/pomdp-gym.js', import.meta.url));

describe('The studio in a browser, from disk', function () {
  this.timeout(120_000);
  let folder: string;
  let browser: Browser;
  let faults: string[];

  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      this.test!.parent!.title += ': skipped, there is no Chromium here';
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-studio-'));
    await buildPage(await shippedByCommandLine(), folder);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });
  beforeEach(() => (faults = []));
  afterEach(() => expect(faults).to.deep.equal([]));

  /** Opens the page in a state; notes errors, and requests that leave the page. */
  async function open(state: Partial<ViewState>): Promise<Page> {
    const page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|blob|data):/.test(request.url())) faults.push(`a request to ${request.url()}`);
    });
    const address = `${pathToFileURL(join(folder, 'index.html')).href}#${hashOf({ ...initialState, ...state })}`;
    await page.goto(address);
    return page;
  }

  /** The text of a figure of the page, once it is there. */
  const figure = (page: Page, name: string) =>
    page.locator(`[data-name=${JSON.stringify(name)}]`).textContent();

  const ended = (page: Page) => page.getByText('ended:').waitFor();

  it('is at most 600 kB, packed', () => {
    expect(gzipSync(readFileSync(join(folder, 'index.html'))).length).to.be.below(600_000);
  });

  it('runs the same bits as the command line', async () => {
    const page = await open({});
    await ended(page);
    const status = await figure(page, 'status');
    const words = ['run', initialState.environment, initialState.agent, '--json'];
    const settings = ['--seed', '1', '--budget', '20000', '--steps', '1024'];
    const record = JSON.parse(
      execFileSync(process.execPath, [MAIN, ...words, ...settings], { encoding: 'utf8' }),
    ) as { averageReward: number; steps: number };
    expect(status).to.contain(`Average reward ${record.averageReward} (exact); ${record.steps} steps`);
    await page.close();
  });

  it('shows the exact angle at a β that the slider is moved to', async () => {
    const page = await open({ point: 0, view: 'gradient' });
    await ended(page);
    await page.locator('#view input[type=range]').fill('0.9');
    await page.locator('#view output', { hasText: '0.9' }).waitFor();
    expect(await figure(page, 'angle between ∇_βη and ∇η')).to.match(/^[\d.e-]+°$/);
    expect(page.url()).to.contain('beta=0.9');
    await page.close();
  });

  it('shows the belief of the tiger after two equal growls, .85²/(.85² + .15²) = .9698', async () => {
    const state = {
      environment: 'Tiger-v0',
      agent: 'controller:nodes=3+gpomdp:beta=.9+conjpomdp',
      view: 'world',
      step: 2,
    } as const;
    const page = await open(state);
    await ended(page);
    // The policy listens nearly always; two growls are equal in .745 of the episodes, and unlike in all of 20 once in 10¹¹.
    const likelier: number[] = [];
    for (let episodeSeed = 1; episodeSeed <= 20; episodeSeed++) {
      await page.evaluate(
        (hash) => (location.hash = hash),
        hashOf({ ...initialState, ...state, episodeSeed }),
      );
      await page.locator(`#view [data-episode="${episodeSeed}"]`).waitFor();
      const [left, right] = [
        await figure(page, 'Exact belief: tiger-left'),
        await figure(page, 'Exact belief: tiger-right'),
      ];
      likelier.push(Math.max(Number(left), Number(right)));
    }
    expect(likelier).to.include(0.9698);
    await page.close();
  });

  it('says what is wrong with a recipe beside it, and runs nothing', async () => {
    const page = await open({ environment: 'Tigre-v0' });
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('alert').first().textContent()).to.contain('Tiger-v0');
    expect(await page.getByRole('button', { name: 'Run' }).isDisabled()).to.equal(true);
    await page.close();
  });
});
