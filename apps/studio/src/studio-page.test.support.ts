import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { BundledPlugin } from './build/browser-plugins.js';
import { buildPage } from './build/build-page.js';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';
import { writeShippedPage } from './shipped-page.test.support.js';
import { hashOf, initialState, type ViewState } from './state/view-state.js';

/** The page of the studio in one tab of a browser, opened from disk; it notes errors, and requests that leave the page. */
export class StudioPage {
  readonly faults: string[] = [];
  /** When the last files were saved, in milliseconds. */
  private readonly saves: number[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    /** A folder for files of tests. */
    readonly folder: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|blob|data|about):/.test(request.url()))
        this.faults.push(`a request to ${request.url()}`);
    });
  }

  /** Builds the page, with further plugins, and opens the browser at this path. */
  static async open(executablePath: string, plugins: readonly BundledPlugin[] = []): Promise<StudioPage> {
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-studio-'));
    if (plugins.length === 0) await writeShippedPage(folder);
    else await buildPage([...(await shippedByCommandLine()), ...plugins], folder);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext();
    return new StudioPage(browser, await context.newPage(), folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Loads the page anew in a state. The runs of earlier visits are kept. */
  async visit(state: Partial<ViewState>, page = this.page): Promise<void> {
    await this.visitHash(hashOf({ ...initialState, ...state }), page);
  }

  async visitHash(hash: string, page = this.page): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${pathToFileURL(join(this.folder, 'index.html')).href}#${hash}`);
  }

  /** Waits for the end of the run, and of what its view computes. */
  async settled(): Promise<void> {
    await this.page.getByText('ended:').waitFor();
    await this.page.locator('#view [aria-busy=true]').first().waitFor({ state: 'detached' });
  }

  /** All digits of a named number of the page, once it is there; its text where it is no rounded number. */
  async figure(name: string): Promise<string> {
    const found = this.page.locator(`[data-name=${JSON.stringify(name)}]`).first();
    await found.waitFor();
    return found.evaluate(
      (element) =>
        element.getAttribute('value') ?? element.getAttribute('data-value') ?? element.textContent ?? '',
    );
  }

  /** The text of a file that the page saves. */
  async saved(click: () => Promise<unknown>): Promise<Buffer> {
    await this.paceSaves();
    const [download] = await Promise.all([this.page.waitForEvent('download'), click()]);
    return readFile(await download.path());
  }

  /** Chromium drops what a page saves beyond ten files a second. */
  private async paceSaves(): Promise<void> {
    const wait = (this.saves.at(-9) ?? -Infinity) + 1500 - performance.now();
    if (wait > 0) await this.page.waitForTimeout(wait);
    this.saves.push(performance.now());
  }
}

/**
 * Opens the page for the tests of a suite, which are skipped, with a word in its title, where there is no Chromium. After each test
 * the page must have no fault.
 *
 * @param plugins plugins that the page has besides those that are shipped.
 * @returns the page, once the tests run.
 */
export function studioPage(plugins?: () => readonly BundledPlugin[]): () => StudioPage {
  let studio: StudioPage | undefined;
  const opened = () => {
    if (!studio) throw new Error('The page is open while tests run.');
    return studio;
  };
  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      this.test!.parent!.title += ': skipped, there is no Chromium here';
      this.skip();
    }
    studio = await StudioPage.open(executablePath, plugins?.());
  });
  after(() => studio?.close());
  afterEach(() => expect(opened().faults).to.deep.equal([]));
  return opened;
}
