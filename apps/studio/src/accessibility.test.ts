/// <reference lib="dom" />
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import { type Browser, chromium } from 'playwright-core';
import { buildPage } from './build/build-page.js';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';
import { findChromium } from './find-chromium.test.support.js';
import { hashOf, initialState } from './state/view-state.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds in the page: runs in the page. */
async function violations(): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
  const { violations: found } = await axe.run();
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0]?.html ?? ''})`);
}

/** Texts of pictures that overlap, and a page wider than its window: runs in the page. */
function layoutFaults(): string[] {
  const faults =
    document.documentElement.scrollWidth > window.innerWidth ? ['The page is wider than its window.'] : [];
  for (const svg of document.querySelectorAll('svg')) {
    const boxes = [...svg.querySelectorAll('text')].map((text) => ({
      name: text.textContent,
      box: text.getBoundingClientRect(),
    }));
    for (const [i, { name, box }] of boxes.entries())
      for (const other of boxes.slice(i + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // Boxes of letters reach a few pixels above and below what is drawn of them.
        if (across > 1 && down > 4) faults.push(`"${name}" and "${other.name}" overlap.`);
      }
  }
  return faults;
}

const tabs = [
  'World',
  'Gradient',
  'Line search',
  'Surface',
  'Controller',
  'Value function',
  'Bias and variance',
];

describe('The studio for everybody', function () {
  this.timeout(120_000);
  let folder: string;
  let browser: Browser;

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

  for (const [width, colorScheme] of [
    [400, 'light'],
    [1200, 'dark'],
    [2000, 'light'],
  ] as const)
    it(`shows each view without a fault, ${width} pixels wide, ${colorScheme}`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const state = {
        ...initialState,
        environment: 'Tiger-v0',
        agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp',
      };
      await page.goto(`${pathToFileURL(join(folder, 'index.html')).href}#${hashOf(state)}`);
      await page.getByText('ended:').waitFor();
      await page.addScriptTag({ path: axe });
      for (const name of tabs) {
        await page.getByRole('tab', { name }).click();
        await page.locator('#view [aria-busy=true]').waitFor({ state: 'detached' });
        expect([name, await page.evaluate(violations), await page.evaluate(layoutFaults)]).to.deep.equal([
          name,
          [],
          [],
        ]);
      }
      await page.close();
    });
});
