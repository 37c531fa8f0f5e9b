/// <reference lib="dom" />
import 'reflect-metadata';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '@pomdp-gym/test-problems';
import { EXAMPLE_PICTURES } from './example-pictures.js';
import { htmlPages } from './html-pages.js';
import { type Links, linksOf } from './local-links.test.support.js';
import { repository } from './repository.js';
import { runNode } from './run-command.test.support.js';
import { serveFolder } from './serve-folder.test.support.js';
import { kinds, shippedPlugins } from './shipped-plugins.js';
import { pageOfPlugin } from './site-paths.js';

/** Pages of each sort: they are looked at in a browser. */
const looked = [
  'index.html',
  'getting-started.html',
  'tutorials/learner.html',
  'environments/tiger-v0.html',
  'solvers/sarsop.html',
  'reference/contracts.html',
];

/** A fifth of the steps of most studies: every study runs to its table and its picture. */
const SHORT_RUNS = ['--steps-a-run', '4000'];

/** Milliseconds that a browser has for whatever a test waits for: a machine that is busy with other tests is slow. */
const PATIENCE = 100_000;

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('The site', function () {
  this.timeout(600_000);
  let site: string;
  let links: Links;
  let isBuiltHere = false;

  // A site that is built already, with studies of full length, is looked at where SITE names its folder.
  before(() => {
    site = process.env['SITE'] ?? mkdtempSync(join(tmpdir(), 'pomdp-gym-site-'));
    isBuiltHere = process.env['SITE'] === undefined;
    if (isBuiltHere) {
      const { code, err } = runNode(repository, 'apps/site/dist/main.js', '--out', site, ...SHORT_RUNS);
      expect(code, err).to.equal(0);
    }
    links = linksOf(site);
  });
  after(() => {
    if (isBuiltHere) rmSync(site, { recursive: true });
  });

  const textOf = (page: string) => readFileSync(join(site, page), 'utf8');

  it('has a page for everything that is registered, with its options', () => {
    for (const plugin of shippedPlugins()) {
      const page = textOf(`${pageOfPlugin(plugin)}.html`);
      expect(page, plugin.id).to.include('id="options"').and.include(`pomdp-gym info ${plugin.id}`);
    }
  });

  it('shows what is to be expected of each environment and each algorithm, with a picture and the command', () => {
    const without = shippedPlugins()
      .filter(({ kind }) => kind === 'environment' || 'part' in kinds[kind])
      .filter((plugin) => {
        const page = textOf(`${pageOfPlugin(plugin)}.html`);
        return !(/<img src="[^"]+\.svg"/.test(page) && page.includes('id="numbers-to-expect"'));
      });
    expect(without.map(({ id }) => id)).to.deep.equal(['File', 'Gymnasium']);
  });

  it('shows the picture of each guided example beneath its text, in words too', () => {
    const page = textOf('gallery.html');
    const examples = [...page.matchAll(/studio\/index.html#[^"]*example=([\w-]+)"/g)].map(([, id]) => id);
    expect(examples).to.have.length(10);
    for (const id of examples)
      for (const file of [id, `${id}-narrow`])
        expect(page).to.match(new RegExp(`<img [^>]*src="\\./${picturePath(file)}" alt="[^"]{20,}"`));
  });

  it('draws the numbers of the studio in them: the belief after two growls, and the best average reward', () => {
    const [bar = ''] =
      /<text [^>]*"Exact belief: tiger-right"[^>]*>/.exec(textOf(picturePath('tiger-belief'))) ?? [];
    const [, belief] = /data-value="([^"]*)"/.exec(bar) ?? [];
    // Two growls of one side, within rounding.
    expect(Number(belief)).to.be.closeTo(0.85 ** 2 / (0.85 ** 2 + 0.15 ** 2), 1e-9);
    const [, best] =
      /<title>Exact average reward over the plane, from [\d.]+ to ([\d.]+)<\/title>/.exec(
        textOf(picturePath('cliff')),
      ) ?? [];
    // The ascent ends where the gradient is below its ε, so the plateau is .8 within that.
    expect(Number(best)).to.be.closeTo(0.8, 1e-5);
  });

  it('has no dead link and no dead anchor', () => {
    expect(htmlPages(site).length).to.be.above(150);
    expect(links.dead).to.deep.equal([]);
  });

  it('loads nothing from other sites', () => expect(links.loaded).to.deep.equal([]));

  it('links to other sites by addresses that are encrypted', () => {
    expect(links.external.filter((address) => !address.startsWith('https://'))).to.deep.equal([]);
  });

  describe('in Chromium', () => {
    const executablePath = findChromium();
    let browser: Browser;
    let served: { readonly address: string; readonly server: Server };

    before(async function () {
      if (executablePath === undefined) {
        this.test!.title += ': skipped, no Chromium is found on PATH, nor by the variable CHROMIUM';
        this.skip();
      }
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: PATIENCE });
      served = await serveFolder(site);
    });
    after(async () => {
      await browser?.close();
      served?.server.close();
    });

    const opened = async (options?: BrowserContextOptions): Promise<Page> => {
      const page = await browser.newPage(options);
      page.setDefaultTimeout(PATIENCE);
      return page;
    };

    for (const width of [1200, 400])
      it(`is whole at ${width} pixels, asks for nothing elsewhere, and keeps the rules of axe`, async () => {
        const page = await opened({ viewport: { width, height: 900 } });
        const watched = watch(page);
        for (const path of looked) {
          await page.goto(`${served.address}/${path}`, { waitUntil: 'networkidle' });
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).to.be.at.most(width);
          await page.addScriptTag({ path: axe });
          const { violations } = await page.evaluate<AxeResults>('axe.run()');
          const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          expect(serious.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
        }
        expect(watched.requests.filter((address) => !address.startsWith(served.address))).to.deep.equal([]);
        expect(watched.messages).to.deep.equal([]);
        await page.close();
      });

    it('opens the guided examples in the studio that it holds, each in its state, served and from disk', async () => {
      for (const address of [served.address, pathToFileURL(site).href]) {
        const page = await opened();
        await page.goto(`${address}/gallery.html`, { waitUntil: 'networkidle' });
        const watched = watch(page);
        const links = page.locator('main h2 a[href*="studio/index.html"]');
        expect(await links.count()).to.equal(10);
        const link = links.filter({ hasText: 'The belief after two growls' });
        const { hash } = new URL(await link.evaluate((each: HTMLAnchorElement) => each.href));
        await link.click();
        await page.locator('.example h3', { hasText: 'The belief after two growls' }).waitFor();
        expect(page.url()).to.equal(`${address}/studio/index.html${hash}`);
        const belief = page.locator('[data-name="Exact belief: tiger-right"]');
        // Two growls of one side: .85² / (.85² + .15²), within rounding.
        expect(Number(await belief.getAttribute('data-value'))).to.be.closeTo(
          0.85 ** 2 / (0.85 ** 2 + 0.15 ** 2),
          1e-9,
        );
        expect(
          watched.requests.filter((each) => !each.startsWith(address) && !/^(blob|data):/.test(each)),
        ).to.deep.equal([]);
        expect(watched.messages).to.deep.equal([]);
        await page.close();
      }
    });

    it('draws the guided examples in letters that can be read, light and dark', async () => {
      const page = await opened();
      await page.goto(`${served.address}/gallery.html`, { waitUntil: 'networkidle' });
      const images = page.locator('main img.wide');
      const files = await images.evaluateAll((all) =>
        all.map((image) => new URL((image as HTMLImageElement).src).pathname),
      );
      expect(
        await images.evaluateAll(
          (all: HTMLImageElement[]) => all.filter((image) => image.naturalWidth === 0).length,
        ),
      ).to.equal(0);
      expect(files).to.have.length(10);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const file of files) {
          await page.goto(`${served.address}${file}`);
          const [ground = '', ...letters] = await page.evaluate(() =>
            [...document.querySelectorAll('.ground, .label, .tick')].map(
              (each) => getComputedStyle(each).fill,
            ),
          );
          // WCAG asks for 4.5 : 1.
          for (const colour of letters)
            expect(contrast(colour, ground), `${file}, ${colorScheme}`).to.be.at.least(4.5);
        }
      }
      await page.close();
    });

    it('can be read from a disk without scripts: text, code, pictures and links are there', async () => {
      const page = await opened({ javaScriptEnabled: false, viewport: { width: 1200, height: 900 } });
      await page.goto(pathToFileURL(join(site, 'environments/tiger-v0.html')).href);
      // The link of a heading to itself is a character without width.
      expect(await page.locator('h1').innerText()).to.match(/^Tiger-v0\s/);
      expect(await page.locator('pre').first().innerText()).to.include('environments: [Tiger-v0]');
      const picture = page.locator('main img[src$=".svg"]').first();
      expect((await picture.boundingBox())?.height).to.be.above(100);
      const link = page.locator('aside a', { hasText: 'ThreeState-v0' }).first();
      expect(await link.isVisible()).to.equal(true);
      await link.click();
      await page.locator('h1', { hasText: 'ThreeState-v0' }).waitFor();
      await page.close();
    });
  });

  it('has search that needs no network', () => {
    expect(existsSync(join(site, 'assets'))).to.equal(true);
    expect(textOf('index.html')).to.not.include('algolia');
  });
});

/** The file of a picture of a guided example. */
function picturePath(name: string | undefined): string {
  return `${EXAMPLE_PICTURES}/${name}.svg`;
}

/** The contrast of two colours, such as `rgb(255, 0, 0)`, as WCAG defines it. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance, from 0 for black to 1 for white: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What a page writes to its console as errors or warnings, and all that it asks for. */
function watch(page: Page): { readonly messages: string[]; readonly requests: string[] } {
  const [messages, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(message.text());
  });
  page.on('pageerror', ({ message }) => messages.push(message));
  page.on('request', (request) => requests.push(request.url()));
  return { messages, requests };
}
