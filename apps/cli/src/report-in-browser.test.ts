/// <reference lib="dom" />
import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { findChromium } from '@pomdp-gym/test-problems';

/** Uniform random earns about -609 from the start of Tiger, the others 20 at most; names are long, and one run fails. */
const study = `name: a report
environments: [Tiger-v0]
agents:
  - { name: 'softmax, climbing the exact gradient of its average reward', policy: softmax, estimator: exact, optimizer: conjpomdp }
  - { name: 'OLPOMDP with a short trace', policy: softmax, learner: 'olpomdp:beta=.5' }
  - { name: planner, solver: 'sarsop:trials=20' }
  - { name: uniform random, policy: uniform }
seeds: 3
budget: 3000
metrics: [discounted-value, average-reward]
normalizeFrom: uniform random
evaluation: { steps: 1000, discounted: { discount: 0.95, episodes: 20 } }
`;

/** Milliseconds that a browser has for whatever a test waits for: a machine that is busy with other tests is slow. */
const PATIENCE = 100_000;

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What is wrong with the pictures of a page, as sentences: runs in the page. */
function pictureFaults(): string[] {
  const shown = [...document.querySelectorAll('svg')].filter((svg) => svg.getBoundingClientRect().width > 0);
  const faults = shown.length === 0 ? ['The page shows no picture.'] : [];
  for (const svg of shown) {
    const frame = svg.getBoundingClientRect();
    if (frame.width < 0.95 * svg.viewBox.baseVal.width)
      faults.push(`A picture of ${svg.viewBox.baseVal.width} pixels is scaled down.`);
    if (frame.right > window.innerWidth) faults.push('A picture is wider than the page.');
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim() !== '');
    const boxes = texts
      .filter((text) => getComputedStyle(text).opacity !== '0')
      .map((text) => ({ name: text.textContent, box: text.getBoundingClientRect() }));
    for (const [i, { name, box }] of boxes.entries()) {
      const inside =
        box.left >= frame.left - 1 &&
        box.right <= frame.right + 1 &&
        box.top >= frame.top - 1 &&
        box.bottom <= frame.bottom + 1;
      if (!inside) faults.push(`"${name}" is clipped.`);
      for (const other of boxes.slice(i + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // Boxes of letters reach a few pixels above and below what is drawn of them.
        if (across > 1 && down > 4) faults.push(`"${name}" and "${other.name}" overlap.`);
      }
    }
  }
  return faults;
}

describe('A report in Chromium', function () {
  this.timeout(240_000);
  const executablePath = findChromium();
  let home: string | undefined;
  let browser: Browser | undefined;

  before(async function () {
    if (executablePath === undefined) {
      this.test!.title += ': skipped, no Chromium is found on PATH, nor by the variable CHROMIUM';
      this.skip();
    }
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-browser-'));
    writeFileSync(join(home, 'study.yaml'), study);
    const { err } = await answer(
      ...['compare', join(home, 'study.yaml'), '--out', join(home, 'out'), '--workers', '1'],
    );
    expect(err).to.not.include('WARN');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: PATIENCE });
  });
  after(async () => {
    await browser?.close();
    if (home !== undefined) rmSync(home, { recursive: true });
  });

  for (const width of [1200, 400])
    it(`is whole and legible at ${width} pixels, asks for nothing, and keeps the rules of axe`, async () => {
      const page = await browser!.newPage({ viewport: { width, height: 900 } });
      page.setDefaultTimeout(PATIENCE);
      const [messages, requests] = watched(page);
      const address = pathToFileURL(join(home!, 'out', 'report.html')).href;
      await page.goto(address);
      expect(requests).to.deep.equal([address]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(width);
      expect(await page.evaluate(pictureFaults)).to.deep.equal([]);
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      expect(messages).to.deep.equal([]);
      await page.close();
    });
});

/** What a page writes to its console as errors or warnings, and all that it asks for. */
function watched(page: Page): [messages: string[], requests: string[]] {
  const [messages, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(message.text());
  });
  page.on('pageerror', ({ message }) => messages.push(message));
  page.on('request', (request) => requests.push(request.url()));
  return [messages, requests];
}
