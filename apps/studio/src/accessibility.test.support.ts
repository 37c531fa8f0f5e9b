/// <reference lib="dom" />
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { Page } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds in a part of the page: runs in the page. */
async function violations(part: string): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(part: string): Promise<AxeResults> } };
  const { violations: found } = await axe.run(part);
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0]?.html ?? ''})`);
}

/** Texts of pictures that overlap, shapes that no rule gives a colour, and a page wider than its window: runs in the page. */
function layoutFaults(): string[] {
  const faults =
    document.documentElement.scrollWidth > window.innerWidth ? ['The page is wider than its window.'] : [];
  // A shape without a rule is filled black, which the page has no use for.
  for (const shape of document.querySelectorAll('svg :is(path, polygon, polyline, rect, circle)'))
    if (getComputedStyle(shape).fill === 'rgb(0, 0, 0)')
      faults.push(`A ${shape.tagName} of class "${shape.getAttribute('class')}" is black.`);
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
  'Play',
  'Gradient',
  'Line search',
  'Surface',
  'Controller',
  'Value function',
  'Bias and variance',
];

/** Gives the page another window, and waits until it is drawn anew: listeners for its width are called in its next frame. */
export async function showAt(
  page: Page,
  { width, colorScheme }: { readonly width: number; readonly colorScheme: 'light' | 'dark' },
): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    ([wide, scheme]) => innerWidth === wide && matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
    [width, colorScheme] as const,
  );
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))),
  );
}

/** Expects no fault that axe finds, and none of the layout. */
export async function expectFaultlessPage(page: Page): Promise<void> {
  await page.addScriptTag({ path: axe });
  expect([await page.evaluate(violations, 'html'), await page.evaluate(layoutFaults)]).to.deep.equal([
    [],
    [],
  ]);
}

/** How the views are looked at: axe finds the same faults at other widths, but not in other colours. */
const looks = [
  { width: 400, colorScheme: 'light', withAxe: true },
  { width: 1200, colorScheme: 'dark', withAxe: true },
  { width: 2000, colorScheme: 'light', withAxe: false },
] as const;

/** Expects no fault of the view that is shown at several widths, light and dark, that axe finds, and none of the layout. */
export async function expectFaultlessView(page: Page, name: string): Promise<void> {
  await page.addScriptTag({ path: axe });
  await page.locator('#view [aria-busy=true]').first().waitFor({ state: 'detached' });
  for (const { width, colorScheme, withAxe } of looks) {
    await showAt(page, { width, colorScheme });
    const found = withAxe ? await page.evaluate(violations, '#view') : [];
    expect([name, width, found, await page.evaluate(layoutFaults)]).to.deep.equal([name, width, [], []]);
  }
}

/** Goes through the views of a page, and expects no fault of any. */
export async function expectFaultlessViews(page: Page): Promise<void> {
  for (const name of tabs) {
    await page.getByRole('tab', { name }).click();
    await expectFaultlessView(page, name);
  }
}
