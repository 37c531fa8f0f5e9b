import type { Page } from 'playwright-core';

/** When the page showed how many runs. */
export interface ShownCount {
  readonly count: number;
  /** Milliseconds since 1970 began, at the frame that shows it. */
  readonly at: number;
}

/** Lets a page log, from its begin on, when it shows how many runs of a study. */
export async function logCounts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const log = { counts: [] as { count: number; at: number }[] };
    Object.assign(window, { log });
    const look = () => {
      const count = Number(document.querySelector('[data-name=runs]')?.textContent ?? NaN);
      if (count === log.counts.at(-1)?.count || Number.isNaN(count)) return;
      requestAnimationFrame(() => log.counts.push({ count, at: Date.now() }));
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** What the page has logged until now. */
export function loggedCounts(page: Page): Promise<readonly ShownCount[]> {
  return page.evaluate(
    () => (window as unknown as { log: { counts: { count: number; at: number }[] } }).log.counts,
  );
}

/** Waits until the page shows so many runs, and returns when it did. */
export async function shownAt(page: Page, count: number): Promise<number> {
  await page.waitForFunction(
    (wanted) =>
      (window as unknown as { log: { counts: { count: number }[] } }).log.counts.some(
        (each) => each.count >= wanted,
      ),
    count,
    { timeout: 120_000, polling: 50 },
  );
  return (await loggedCounts(page)).find((each) => each.count >= count)!.at;
}
