import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { type TracedTasks, tracedTasks } from './traced-tasks.js';

/** Milliseconds from the navigation of the static file from disk. */
export interface FirstPicture {
  /** Until the first contents are painted. */
  readonly painted: number;
  /** Until the first picture of the run that the page shows is there. */
  readonly picture: number;
  /** The tasks until then. */
  readonly tasks: TracedTasks;
}

/** Opens the static file in a fresh context. */
export async function firstPicture(browser: Browser, pageFile: string): Promise<FirstPicture> {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (!document.querySelector('svg.chart polyline, svg.chart circle')) return;
      look.disconnect();
      requestAnimationFrame((picture) => Object.assign(window, { picture }));
    });
    look.observe(document, { subtree: true, childList: true });
  });
  const tasks = await tracedTasks(browser, page, async () => {
    await page.goto(pathToFileURL(pageFile).href);
    await page.waitForFunction(() => 'picture' in window);
  });
  const figures = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    picture: (window as unknown as { picture: number }).picture,
  }));
  await page.close();
  return { ...figures, tasks };
}
