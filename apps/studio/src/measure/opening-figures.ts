import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { logCounts, shownAt } from './count-log.js';
import { StudioProcess } from './studio-process.js';
import { writeSyntheticResults } from './synthetic-results.js';
import { type TracedTasks, tracedTasks } from './traced-tasks.js';

/** How a folder of results opens in an edition of the page, and how its curve moves. */
export interface OpeningFigures {
  readonly edition: 'served' | 'static';
  readonly runs: number;
  /** Milliseconds from the navigation, or from the choice of the folder, until all runs are shown. */
  readonly opened: number;
  /** The tasks until then. */
  readonly opening: TracedTasks;
  /** Those while the mouse moves over the curve, and zooms in and out. */
  readonly moving: TracedTasks;
}

/** Opens a folder of synthetic results in both editions. */
export async function openingFigures(
  browser: Browser,
  pageFile: string,
  runs: number,
): Promise<readonly OpeningFigures[]> {
  const root = mkdtempSync(join(tmpdir(), 'pomdp-gym-measure-'));
  const folder = join(root, 'results');
  writeSyntheticResults(folder, runs);
  try {
    return [
      await servedFigures(browser, pageFile, folder, runs),
      await staticFigures(browser, pageFile, folder, runs),
    ];
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function servedFigures(
  browser: Browser,
  pageFile: string,
  folder: string,
  runs: number,
): Promise<OpeningFigures> {
  const studio = await StudioProcess.begin(pageFile, folder);
  const page = await browser.newPage();
  await logCounts(page);
  let opened = 0;
  const opening = await tracedTasks(browser, page, async () => {
    await page.goto(studio.url, { waitUntil: 'commit' });
    opened = (await shownAt(page, runs)) - (await page.evaluate(() => performance.timeOrigin));
  });
  const moving = await movingTasks(browser, page);
  await page.close();
  await studio.end();
  return { edition: 'served', runs, opened, opening, moving };
}

async function staticFigures(
  browser: Browser,
  pageFile: string,
  folder: string,
  runs: number,
): Promise<OpeningFigures> {
  const page = await browser.newPage();
  await logCounts(page);
  await page.goto(pathToFileURL(pageFile).href);
  await page.getByText('ended:').waitFor();
  await page.evaluate(() => {
    document.addEventListener('change', () => Object.assign(window, { chosen: Date.now() }), true);
  });
  let opened = 0;
  const opening = await tracedTasks(browser, page, async () => {
    await page.locator('input[type=file]').setInputFiles(folder);
    const shown = await shownAt(page, runs);
    opened = shown - (await page.evaluate(() => (window as unknown as { chosen: number }).chosen));
  });
  const moving = await movingTasks(browser, page);
  await page.close();
  return { edition: 'static', runs, opened, opening, moving };
}

async function movingTasks(browser: Browser, page: Page): Promise<TracedTasks> {
  const plot = page.locator('.curve-plot .u-over');
  await plot.waitFor();
  await page.waitForTimeout(500);
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
  return tracedTasks(browser, page, async () => {
    for (let turn = 0; turn < 5; turn++) {
      await page.mouse.move(...at(0.05));
      await page.mouse.move(...at(0.95), { steps: 60 });
      await page.mouse.move(...at(0.3));
      await page.mouse.down();
      await page.mouse.move(...at(0.6), { steps: 20 });
      await page.mouse.up();
      await page.mouse.move(...at(0.1), { steps: 40 });
      await page.mouse.dblclick(...at(0.5));
    }
  });
}
