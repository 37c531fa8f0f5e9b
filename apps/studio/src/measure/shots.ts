import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
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
    forms: { type: 'boolean', default: false },
    page: { type: 'string' },
  },
});

/** Milliseconds that a view may compute. */
const PATIENCE = 60_000;

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

/** Waits until nothing is computed any more; what takes too long is shown as it is. */
async function settled(page: Page): Promise<void> {
  const busy = page.locator('#view [aria-busy=true]').first();
  await busy.waitFor({ state: 'detached', timeout: PATIENCE }).catch(() => console.log('  still computing'));
  const cells = page.locator('[data-name="surface cells"]');
  if ((await cells.count()) === 0) return;
  const all = page.getByText(/\b(\d+) of \1 points/);
  await all.waitFor({ timeout: PATIENCE }).catch(() => console.log('  part of the surface'));
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

/** The guided examples, and the forms with the options of each part. */
async function shootForms(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.getByText('ended:').first().waitFor();
  await page.locator('.gallery > summary').click();
  await shoot(page, '.gallery', 'gallery');
  await page.getByText('Choose the parts').click();
  for (const options of await page.locator('.part summary').all()) await options.click();
  await page.locator('input[name="environment"]').fill('Nowhere-v0');
  await page.locator('input[name="environment"]').blur();
  await page.locator('.recipe .problem').first().waitFor();
  await shoot(page, '.recipe', 'forms');
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

const names = values.runs.split(',').filter(Boolean);
const unknown = names.filter((name) => !(name in shownRuns));
if (unknown.length > 0)
  throw new InputError(
    `There is no run ${unknown.join(', ')} to take pictures of. The runs are ${Object.keys(shownRuns).join(', ')}.`,
  );

const built = values.page ?? join(folder, 'index.html');
const address = pathToFileURL(resolve(built)).href;
if (values.page === undefined) await buildPage(await shippedByCommandLine(), folder);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  for (const name of names) await shootRun(page, name);
  if (values.forms) await shootForms(page);
  if (Number(values.study) > 0) await shootStudy(page);
  console.log(`The pictures are in ${out}.`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
