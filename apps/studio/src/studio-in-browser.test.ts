import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { emptyRecord } from './empty-record.test.support.js';
import { expectFaultlessPage, expectFaultlessViews } from './accessibility.test.support.js';
import { hashOf, initialState } from './state/view-state.js';
import { type StudioPage, studioPage } from './studio-page.test.support.js';

const MAIN = fileURLToPath(new URL('../../cli/bin/pomdp-gym.js', import.meta.url));

describe('The studio in a browser, from disk', function () {
  this.timeout(240_000);
  const opened = studioPage();
  let studio: StudioPage;
  before(() => (studio = opened()));

  /** What a command prints as JSON. */
  const printed = (...words: readonly string[]): unknown =>
    JSON.parse(execFileSync(process.execPath, [MAIN, ...words, '--json'], { encoding: 'utf8' }));

  /** Runs a study by `pomdp-gym compare`, and returns the records it writes and the results it prints. */
  const compared = (out: string, ...words: readonly string[]) => {
    const settings = ['--out', out, '--workers', '1', '--json'];
    // Brackets are kept in the folder in which it runs.
    const place = { cwd: studio.folder, encoding: 'utf8', stdio: 'pipe' } as const;
    const text = execFileSync(process.execPath, [MAIN, 'compare', ...words, ...settings], place);
    const lines = readFileSync(join(out, 'runs.jsonl'), 'utf8').trim().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Record);
    return { records, results: (JSON.parse(text) as Comparison).results };
  };

  it('is at most 600 kB, packed', () => {
    expect(gzipSync(readFileSync(join(studio.folder, 'index.html'))).length).to.be.below(600_000);
  });

  it('runs the same bits as the command line', async () => {
    await studio.visit({});
    await studio.settled();
    const words = ['run', initialState.environment, initialState.agent];
    const record = printed(...words, '--seed', '1', '--budget', '20000', '--steps', '1024') as Record;
    expect(await studio.figure('status')).to.contain(
      `Average reward ${record.averageReward} (exact); ${record.steps} steps`,
    );
  });

  it('shows what analyze prints at θ = (2, −1, 0, .5): η, the angle at the β that the slider is moved to, the second eigenvalue, the best β', async () => {
    const theta = [2, -1, 0, 0.5];
    const steps = 10_000;
    const analyzed = printed(
      'analyze',
      'ThreeState-v0',
      '--theta',
      theta.join(','),
      '--beta',
      '.4',
    ) as Analysis;
    await studio.visit({ theta, steps, view: 'gradient' });
    await studio.settled();
    await studio.page.locator('#view input[type=range]').fill('0.4');
    await studio.page.locator('#view output', { hasText: '0.4' }).waitFor();
    await studio.page.locator('[data-name="η"]', { hasText: String(analyzed.eta) }).waitFor();
    await studio.settled();
    const degrees = parseFloat(await studio.figure('angle between ∇_βη and ∇η'));
    expect(degrees).to.be.closeTo(analyzed.betas[0]!.angleDegrees, 1e-12);
    expect(studio.page.url()).to.contain('beta=0.4');
    await studio.page.getByRole('tab', { name: 'Bias and variance' }).click();
    // The least error is another one once the exact errors are there.
    await studio.settled();
    expect(await studio.number('second modulus')).to.be.closeTo(analyzed.secondEigenvalue, 1e-12);
    const { beta } = analyzed.bestBeta.find((best) => best.steps === steps)!;
    // The page tries a β at every tenth there; the nearest of them is at most .05 away.
    expect(await studio.number('best β')).to.be.closeTo(beta, 0.05);
  });

  it('forks a run at a point with another β and T, whose study repeats it', async () => {
    await studio.visit({ point: 0 });
    await studio.settled();
    const theta = (await studio.page.locator('input[name=theta]').inputValue()).split(',').map(Number);
    await studio.page.locator('input[name=fork-beta]').fill('.5');
    await studio.page.locator('input[name=fork-steps]').fill('512');
    await studio.page.getByRole('button', { name: 'Fork a run here' }).click();
    await studio.page.locator('#curve', { hasText: 'forked' }).waitFor();
    await studio.settled();
    const study = join(studio.folder, 'forked.yaml');
    const save = () => studio.page.getByRole('button', { name: 'Save the study' }).click();
    writeFileSync(study, await studio.saved(save));
    const {
      records: [record],
    } = compared(join(studio.folder, 'forked'), study);
    expect(await studio.figure('status')).to.contain(`Average reward ${record!.averageReward} (exact)`);
    expect(studio.page.url()).to.contain(`start=${encodeURIComponent(theta.join(','))}`);
    expect(await command()).to.contain(`--steps 512 --start=${theta.join(',')}`);
  });

  /** The command that the page writes. */
  const command = () => studio.page.locator('.command code').first().textContent();

  /** What the command prints that the page writes, run by a shell as it stands. */
  const printedByCommand = async (): Promise<Record> => {
    const text = (await command())!;
    expect(text).to.match(/^pomdp-gym run /);
    const script = `"$0" "$1" ${text.slice('pomdp-gym '.length)} --json`;
    return JSON.parse(
      execFileSync('sh', ['-c', script, process.execPath, MAIN], { encoding: 'utf8' }),
    ) as Record;
  };

  const forks = [
    { title: 'another β', state: {}, point: 1, beta: '.5' },
    { title: 'another T', state: {}, point: 0, steps: '300' },
    { title: 'another θ', state: {}, point: 0, theta: '2, -1, 0, .5' },
    {
      title: 'β, T and θ of a controller of two nodes',
      state: { environment: 'Tiger-v0', agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp' },
      ...{ point: -1, beta: '.7', steps: '700' },
    },
    {
      title: 'a run of an online learner that is under way',
      state: { agent: 'softmax+olpomdp', budget: 400_000 },
      ...{ point: 0, beta: '.3', isUnderWay: true },
    },
  ] as const;
  for (const { title, state, point, ...change } of forks)
    it(`writes the command that repeats a fork to the bit: ${title}`, async () => {
      await studio.visit({ ...state, point });
      await studio.page.locator('.fork').waitFor();
      if (!('isUnderWay' in change)) await studio.settled();
      if ('theta' in change) {
        await studio.page.locator('input[name=theta]').fill(change.theta);
        await studio.page.locator('input[name=theta]').blur();
        await studio.page.waitForURL((url) => url.hash.includes('theta='));
      }
      if ('beta' in change) await studio.page.locator('input[name=fork-beta]').fill(change.beta);
      if ('steps' in change) await studio.page.locator('input[name=fork-steps]').fill(change.steps);
      await studio.page.getByRole('button', { name: 'Fork a run here' }).click();
      await studio.page.locator('#curve', { hasText: 'forked' }).waitFor();
      await studio.page.waitForURL((url) => url.hash.includes('start='));
      await studio.settled();
      const record = await printedByCommand();
      expect(await studio.figure('status')).to.contain(
        `Average reward ${record.averageReward} (exact); ${record.steps} steps`,
      );
      const theta = await studio.page.locator('input[name=theta]').inputValue();
      expect(theta.split(',').map(Number)).to.deep.equal(record.theta);
    });

  it('says what is wrong with a recipe beside it, and runs nothing', async () => {
    await studio.visit({ environment: 'Tigre-v0' });
    await studio.page.getByRole('alert').first().waitFor();
    expect(await studio.page.getByRole('alert').first().textContent()).to.contain('Tiger-v0');
    expect(await studio.page.getByRole('button', { name: 'Run', exact: true }).isDisabled()).to.equal(true);
  });

  it('shows the exact shares of the nodes of a controller, which sum to one', async () => {
    const agent = 'controller:nodes=2+gpomdp:beta=.9+conjpomdp';
    await studio.visit({ environment: 'Tiger-v0', agent, view: 'controller' });
    await studio.settled();
    const shares = [await studio.number('occupancy 0'), await studio.number('occupancy 1')];
    expect(shares[0]! + shares[1]!).to.be.closeTo(1, 1e-12);
  });

  it('shows the bracket of a line search, and the step that it took', async () => {
    await studio.visit({ view: 'search', seed: 3, point: 1 });
    await studio.settled();
    const taken = await studio.number('taken step');
    const steps = (await studio.page.locator('#view tbody td:nth-child(2)').allTextContents()).map(Number);
    const signs = await studio.page.locator('#view tbody td:nth-child(4)').allTextContents();
    expect(signs).to.include.members(['on', 'back']);
    const on = Math.max(...steps.filter((_, i) => signs[i] === 'on'));
    const back = Math.min(...steps.filter((_, i) => signs[i] === 'back'));
    expect(taken).to.be.within(on, back);
  });

  /** The rows of the table: each figure to the digit, the fraction in hundredths. */
  const expectRows = async (results: readonly Result[]) => {
    for (const [cell, { mean, low, high, bracket, fractionOfOptimum, steps }] of results.entries()) {
      const shown = await studio.page
        .locator(`tr[data-cell="${cell}"] data`)
        .evaluateAll((all) => all.map((each) => Number(each.getAttribute('value'))));
      const ends = [bracket.lower, bracket.upper];
      expect(shown).to.deep.equal([mean, low, high, ...ends, 100 * fractionOfOptimum, steps]);
    }
  };

  it('opens a folder of results with the figures of compare, and a run of it comes out as it is there', async () => {
    const out = join(studio.folder, 'results');
    const agents = ['--agent', 'softmax+gpomdp:beta=.8+conjpomdp', '--agent', 'uniform'];
    const settings = ['--seeds', '3', '--budget', '20000'];
    const { records, results } = compared(out, '--env', 'ThreeState-v0', ...agents, ...settings);
    await studio.visit({});
    await studio.settled();
    await studio.page.locator('input[type=file]').setInputFiles(out);
    await studio.page.getByText('6 of 6 runs').waitFor();
    await studio.page.locator('tr[data-cell="1"] td:nth-child(5) data').first().waitFor();
    for (const cell of [0, 1])
      await studio.page.locator(`tr[data-cell="${cell}"] td:nth-child(8)`, { hasText: /^3$/ }).waitFor();
    await expectRows(results);
    const learning = records.filter(({ agent }) => agent !== 'uniform');
    const mean = await studio.page.locator('tr', { hasText: 'conjpomdp' }).locator('td').nth(2).textContent();
    const sum = learning.reduce((total, { averageReward }) => total + averageReward, 0);
    expect(Number(mean)).to.be.closeTo(sum / 3, 1e-5);
    await studio.page.getByRole('button', { name: 'Look at seed 3' }).click();
    const last = learning.find(({ seed }) => seed === 3)!;
    await studio.page
      .locator('[data-name=status]', { hasText: `Average reward ${last.averageReward} ` })
      .waitFor();
  });

  it('runs the recipe of an address that is put in place of another', async () => {
    await studio.visit({});
    await studio.settled();
    const seed = 2;
    const hash = hashOf({ ...initialState, seed, budget: 3000 });
    await studio.page.evaluate((written) => (location.hash = written), hash);
    await studio.page.locator('svg', { hasText: '3000 steps' }).first().waitFor();
    await studio.settled();
    expect(await studio.page.locator('input[name=seed]').inputValue()).to.equal(String(seed));
  });

  it('looks at no policy of another recipe', async () => {
    await studio.visit({ theta: [1, 1, -1, -1] });
    await studio.settled();
    expect(studio.page.url()).to.contain('theta=');
    await studio.page.locator('input[name=environment]').fill('Tiger-v0');
    await studio.page.locator('input[name=environment]').blur();
    await studio.page.getByRole('button', { name: 'Run', exact: true }).click();
    await studio.page.waitForURL((url) => url.hash.includes('Tiger-v0'));
    expect(studio.page.url()).not.to.contain('theta=');
  });

  it('shows each view without a fault that axe finds, light and dark, and of the layout from 400 to 2000 pixels', async () => {
    const agent = 'controller:nodes=2+gpomdp:beta=.9+conjpomdp';
    await studio.visit({ environment: 'Tiger-v0', agent });
    await studio.settled();
    await expectFaultlessViews(studio.page);
    for (const summary of ['Guided examples', 'Choose the parts', 'Runs of this browser'])
      await studio.page.getByText(summary).click();
    await expectFaultlessPage(studio.page);
  });

  it('says what is wrong with a folder, and counts damaged lines; markup in names stays text; a run that it cannot repeat is no button', async () => {
    await studio.visit({});
    await studio.settled();
    const { page } = studio;
    const input = page.locator('input[type=file]');
    const openWith = async (name: string, runs: string) => {
      const results = mkdtempSync(join(studio.folder, 'hostile-'));
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
    // The counts are drawn before the rows.
    await page.locator('td', { hasText: HOSTILE }).first().waitFor();
    expect(await page.locator('td', { hasText: HOSTILE }).count()).to.equal(1);
    expect(await page.evaluate(() => 'attacked' in window)).to.equal(false);
    await page.getByText('settings that this page does not take').waitFor();
    expect(await page.getByRole('button', { name: 'Look at seed 1' }).count()).to.equal(0);
  });
});

/** What the tests read of a record. */
interface Record {
  readonly agent: string;
  readonly seed: number;
  readonly averageReward: number;
  readonly steps: number;
  readonly theta: readonly number[];
}

/** What the tests read of a comparison. */
interface Comparison {
  readonly results: readonly Result[];
}

interface Result {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly bracket: { readonly lower: number; readonly upper: number };
  readonly fractionOfOptimum: number;
  readonly steps: number;
}

/** What the tests read of an analysis. */
interface Analysis {
  readonly eta: number;
  readonly betas: readonly { readonly angleDegrees: number }[];
  readonly bestBeta: readonly { readonly steps: number; readonly beta: number }[];
  readonly secondEigenvalue: number;
}

const HOSTILE = '<img src=x onerror="window.attacked = 1">';

const hostileStudy = JSON.stringify({
  name: HOSTILE,
  environments: [{ name: HOSTILE, id: 'Tiger-v0' }],
  agents: [{ name: 'uniform', policy: 'uniform', steps: { direction: 5, lineSearch: 6 } }],
  seeds: [1],
  budget: 10,
});
