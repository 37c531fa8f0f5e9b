import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expectFaultlessViews } from './accessibility.test.support.js';
import { buildPage } from './build/build-page.js';
import { findChromium } from '@pomdp-gym/test-problems';
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
  async function open(state: Partial<ViewState>, options?: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage(options);
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

  /** What `pomdp-gym analyze` prints. */
  const analysis = (environment: string, flags: readonly string[]) =>
    JSON.parse(
      execFileSync(process.execPath, [MAIN, 'analyze', environment, ...flags, '--json'], {
        encoding: 'utf8',
      }),
    ) as {
      eta: number;
      betas: { angleDegrees: number }[];
      bestBeta: { steps: number; beta: number }[];
      secondEigenvalue: number;
    };

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

  it('shows the exact angle of the three-state problem at θ = (2, −1, 0, .5), at the β that the slider is moved to', async () => {
    const theta = [2, -1, 0, 0.5];
    const page = await open({ theta, view: 'gradient' });
    await ended(page);
    await page.locator('#view input[type=range]').fill('0.4');
    await page.locator('#view output', { hasText: '0.4' }).waitFor();
    const analyzed = analysis('ThreeState-v0', ['--theta', theta.join(','), '--beta', '.4']);
    const shown = page.locator('[data-name="η"]', { hasText: String(analyzed.eta) });
    await shown.waitFor();
    expect(parseFloat((await figure(page, 'angle between ∇_βη and ∇η')) ?? '')).to.be.closeTo(
      analyzed.betas[0]!.angleDegrees,
      1e-3, // four digits
    );
    expect(page.url()).to.contain('beta=0.4');
    await page.close();
  });

  it('forks a run at a point, whose study repeats it', async () => {
    const page = await open({ point: 0 });
    await ended(page);
    const theta = (await page.locator('input[name=theta]').inputValue()).split(',').map(Number);
    await page.getByRole('button', { name: 'Fork a run here' }).click();
    await page.locator('input[name=steps]').fill('512');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the study' }).click();
    const study = join(folder, 'forked.yaml');
    await (await saved).saveAs(study);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Running').waitFor({ state: 'detached' });
    await ended(page);
    const out = join(folder, 'forked');
    execFileSync(process.execPath, [MAIN, 'compare', study, '--out', out, '--bracket', '0'], {
      stdio: 'pipe',
    });
    const record = JSON.parse(readFileSync(join(out, 'runs.jsonl'), 'utf8')) as { averageReward: number };
    expect(await figure(page, 'status')).to.contain(`Average reward ${record.averageReward} (exact)`);
    expect(page.url()).to.contain(`start=${encodeURIComponent(theta.join(','))}`);
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
    expect(await page.getByRole('button', { name: 'Run', exact: true }).isDisabled()).to.equal(true);
    await page.close();
  });

  it('finds the maximum of the surface of the three-state problem, η* = .8', async () => {
    const page = await open({ view: 'surface' });
    await ended(page);
    await page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
    // The run ends within 1e-6 of the optimum, in the middle of the picture.
    expect(Number(await figure(page, 'surface maximum'))).to.be.closeTo(0.8, 1e-5);
    await page.close();
  });

  it('shows the value function of Tiger at the start, 19.3714 at γ = .95, between the bounds that the solver proves', async () => {
    const page = await open({ environment: 'Tiger-v0', view: 'value' });
    await ended(page);
    await page.getByRole('button', { name: 'Solve' }).click();
    await page.locator('[data-name="envelope at one half"]').waitFor();
    // The solver of `pomdp-gym solve` closes its gap at 19.3714 too; here it ends within .001.
    const optimum = 19.3714;
    expect(Number(await figure(page, 'envelope at one half'))).to.be.closeTo(optimum, 0.001);
    expect(Number(await figure(page, 'lower bound'))).to.be.within(optimum - 0.001, optimum + 0.0001);
    expect(Number(await figure(page, 'upper bound'))).to.be.within(optimum - 0.0001, optimum + 0.001);
    await page.close();
  });

  it('shows the exact shares of the nodes of a controller, which sum to one', async () => {
    const page = await open({
      environment: 'Tiger-v0',
      agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp',
      view: 'controller',
    });
    await ended(page);
    const shares = [await figure(page, 'occupancy 0'), await figure(page, 'occupancy 1')].map(Number);
    expect(shares[0]! + shares[1]!).to.be.closeTo(1, 2e-4); // four digits each
    await page.close();
  });

  it('shows the bracket of a line search, and the step that it took', async () => {
    const page = await open({ view: 'search', seed: 3, point: 1 });
    await ended(page);
    const taken = Number(await figure(page, 'taken step'));
    const steps = (await page.locator('#view tbody td:nth-child(2)').allTextContents()).map(Number);
    const signs = await page.locator('#view tbody td:nth-child(4)').allTextContents();
    expect(signs).to.include.members(['on', 'back']);
    const on = Math.max(...steps.filter((_, i) => signs[i] === 'on'));
    const back = Math.min(...steps.filter((_, i) => signs[i] === 'back'));
    expect(taken).to.be.within(on, back);
    await page.close();
  });

  it('shows the second eigenvalue of the chain, and the β of the least error, as analyze has them', async () => {
    const theta = [1, 1, -1, -1];
    const steps = 10_000;
    const page = await open({ view: 'error', theta, steps });
    await ended(page);
    const analyzed = analysis('ThreeState-v0', ['--theta', theta.join(',')]);
    expect(Number(await figure(page, 'second modulus'))).to.be.closeTo(analyzed.secondEigenvalue, 1e-4);
    const { beta } = analyzed.bestBeta.find((best) => best.steps === steps)!;
    // The page tries a β at every tenth there; the nearest of them is at most .05 away.
    expect(Number(await figure(page, 'best β'))).to.be.closeTo(beta, 0.05);
    await page.close();
  });

  it('opens a folder of results, and a run of it comes out as it is there', async () => {
    const out = join(folder, 'results');
    const problem = [
      '--env',
      'ThreeState-v0',
      '--agent',
      'softmax+gpomdp:beta=.8+conjpomdp',
      '--agent',
      'uniform',
    ];
    const settings = ['--seeds', '3', '--budget', '20000', '--bracket', '0', '--out', out];
    execFileSync(process.execPath, [MAIN, 'compare', ...problem, ...settings], { stdio: 'pipe' });
    const page = await open({});
    await ended(page);
    await page.locator('input[type=file]').setInputFiles(out);
    await page.getByText('6 of 6 runs').waitFor();
    const lines = readFileSync(join(out, 'runs.jsonl'), 'utf8').trim().split('\n');
    const records = lines.map(
      (line) => JSON.parse(line) as { agent: string; seed: number; averageReward: number },
    );
    const last = records.filter(({ agent }) => agent !== 'uniform').find(({ seed }) => seed === 3)!;
    const mean = await page.locator('tr', { hasText: 'conjpomdp' }).locator('td').nth(2).textContent();
    const values = records
      .filter(({ agent }) => agent !== 'uniform')
      .map(({ averageReward }) => averageReward);
    expect(Number(mean)).to.be.closeTo(values.reduce((sum, value) => sum + value, 0) / 3, 1e-5);
    await page.getByText('3 runs').click();
    await page.getByRole('button', { name: 'seed 3' }).click();
    await page.locator('[data-name=status]', { hasText: `Average reward ${last.averageReward} ` }).waitFor();
    await page.close();
  });

  it('runs the recipe of an address that is put in place of another', async () => {
    const page = await open({});
    await ended(page);
    const seed = 2;
    await page.evaluate((hash) => (location.hash = hash), hashOf({ ...initialState, seed, budget: 3000 }));
    await page.locator('svg', { hasText: '3000 steps' }).first().waitFor();
    await ended(page);
    expect(await page.locator('input[name=seed]').inputValue()).to.equal(String(seed));
    await page.close();
  });

  it('looks at no policy of another recipe', async () => {
    const page = await open({ theta: [1, 1, -1, -1] });
    await ended(page);
    expect(page.url()).to.contain('theta=');
    await page.locator('input[name=environment]').fill('Tiger-v0');
    await page.locator('input[name=environment]').blur();
    await page.waitForURL((url) => url.hash.includes('Tiger-v0'));
    expect(page.url()).not.to.contain('theta=');
    await page.close();
  });

  for (const [width, colorScheme] of [
    [400, 'light'],
    [1200, 'dark'],
    [2000, 'light'],
  ] as const)
    it(`shows each view without a fault, ${width} pixels wide, ${colorScheme}`, async () => {
      const tiger = { environment: 'Tiger-v0', agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp' };
      const page = await open(tiger, { viewport: { width, height: 900 }, colorScheme });
      await ended(page);
      await expectFaultlessViews(page);
      await page.close();
    });

  it('says what is wrong with a folder, and counts damaged lines; markup in names stays text; a run that it cannot repeat is no button', async () => {
    const page = await open({});
    await ended(page);
    const input = page.locator('input[type=file]');
    const openWith = async (name: string, runs: string) => {
      const results = mkdtempSync(join(folder, 'hostile-'));
      writeFileSync(join(results, 'study.yaml'), hostileStudy);
      writeFileSync(join(results, name), runs);
      await input.setInputFiles(results);
    };
    await openWith('other.jsonl', '');
    await page.getByText('holds no study.yaml and runs.jsonl').waitFor();
    await openWith('runs.jsonl', '{"run":\n[]\nnull\n');
    await page.getByText('hold no run of their study').waitFor();
    const record = { environment: HOSTILE, agent: 'uniform', ...emptyRecord };
    await openWith('runs.jsonl', `${JSON.stringify(record)}\n{"run":\n`);
    await page.getByText('1 of 1 runs; 1 lines hold no run').waitFor();
    expect(await page.locator('td', { hasText: HOSTILE }).count()).to.equal(1);
    expect(await page.evaluate(() => 'attacked' in window)).to.equal(false);
    await page.getByText('1 runs', { exact: true }).click();
    await page.getByText('settings that this page does not take').waitFor();
    expect(await page.getByRole('button', { name: 'seed 1' }).count()).to.equal(0);
    await page.close();
  });
});

const HOSTILE = '<img src=x onerror="window.attacked = 1">';

const hostileStudy = JSON.stringify({
  name: HOSTILE,
  environments: [{ name: HOSTILE, id: 'Tiger-v0' }],
  agents: [{ name: 'uniform', policy: 'uniform', steps: { direction: 5, lineSearch: 6 } }],
  seeds: [1],
  budget: 10,
});

/** What a line of results holds besides its names. */
const emptyRecord = {
  ...{
    run: 0,
    seed: 1,
    status: 'finished',
    averageReward: -1,
    exact: true,
    halfWidth: 0,
    evaluationSteps: 0,
  },
  ...{
    fractionOfOptimum: null,
    steps: 0,
    ended: 'finished',
    moved: null,
    iterates: 0,
    probes: 0,
    theta: null,
  },
  ...{ curve: [], bounds: null, error: null },
};
