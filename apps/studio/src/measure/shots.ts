import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { buildPage } from '../build/build-page.js';
import { shippedByCommandLine } from '../build/shipped-by-command-line.js';
import { hashOf, initialState, views } from '../state/view-state.js';
import { shownRuns } from './shown-runs.js';
import { writeSyntheticResults } from './synthetic-results.js';

const { values } = parseArgs({
  options: {
    chromium: { type: 'string', default: process.env['CHROMIUM'] ?? '/usr/bin/chromium' },
    out: { type: 'string', default: 'shots' },
    widths: { type: 'string', default: '400,1200,2000' },
    schemes: { type: 'string', default: 'light,dark' },
    runs: { type: 'string', default: Object.keys(shownRuns).join(',') },
    views: { type: 'string', default: views.join(',') },
    study: { type: 'string', default: '1000' },
    page: { type: 'string' },
  },
});

const out = resolve(values.out);
const widths = values.widths.split(',').map(Number);
const schemes = (['light', 'dark'] as const).filter((scheme) => values.schemes.split(',').includes(scheme));
const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-shots-'));

/** Takes a part of the page at each width, in each scheme. */
async function shoot(page: Page, part: string, name: string): Promise<void> {
  for (const width of widths)
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: 1000 });
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page
        .locator(part)
        .first()
        .screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`) });
    }
}

/** Waits until nothing is computed any more: for two minutes at most, then shows it as it is. */
async function settled(page: Page): Promise<void> {
  const busy = page.locator('#view [aria-busy=true]').first();
  await busy.waitFor({ state: 'detached', timeout: 120_000 }).catch(() => console.log('  still computing'));
}

async function shootRun(page: Page, name: string): Promise<void> {
  const { of = {}, ...shown } = shownRuns[name] ?? {};
  const wanted = views.filter((view) => values.views.split(',').includes(view));
  for (const view of wanted) {
    const state = { ...initialState, ...shown, ...of[view], view };
    await page.goto('about:blank');
    await page.goto(`${address}#${hashOf(state)}`);
    await page.getByText('ended:').first().waitFor({ timeout: 120_000 });
    await shoot(page, '.stage', `${name}-${view}`);
    if (view === wanted[0]) await shoot(page, '.side', `${name}-side`);
    console.log(`${name} ${view}`);
  }
}

async function shootStudy(page: Page): Promise<void> {
  const results = join(folder, 'results');
  writeSyntheticResults(results, Number(values.study));
  await page.goto(address);
  await page.getByText('ended:').first().waitFor();
  await page.locator('input[type=file]').setInputFiles(results);
  await page.getByText(`${values.study} of ${values.study} runs`).waitFor();
  await shoot(page, '.top', 'study');
}

const built = values.page ?? join(folder, 'index.html');
const address = pathToFileURL(resolve(built)).href;
if (values.page === undefined) await buildPage(await shippedByCommandLine(), folder);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  for (const name of values.runs.split(',').filter(Boolean)) await shootRun(page, name);
  if (Number(values.study) > 0) await shootStudy(page);
  console.log(`The pictures are in ${out}.`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
