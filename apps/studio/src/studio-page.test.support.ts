/// <reference lib="dom" />
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { BundledPlugin } from './build/browser-plugins.js';
import { buildPage } from './build/build-page.js';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';
import { writeShippedPage } from './shipped-page.test.support.js';
import { hashOf, initialState, type ViewState } from './state/view-state.js';

/** Milliseconds that a browser has for whatever a test waits for: a machine that is busy with other tests is slow. */
export const PATIENCE = 100_000;

/** The page of the studio in one tab of a browser, opened from disk; it notes errors, and requests that leave the page. */
export class StudioPage {
  readonly faults: string[] = [];
  /** When the last files had been saved, in milliseconds. */
  private readonly saves: number[] = [];
  private tab: Page | undefined;
  private context: BrowserContext | undefined;

  private constructor(
    private readonly browser: Browser,
    /** A folder for files of tests. */
    readonly folder: string,
  ) {}

  /** The tab. */
  get page(): Page {
    if (!this.tab) throw new Error('A tab is open while tests run.');
    return this.tab;
  }

  /** Builds the page, with further plugins, and opens the browser at this path. */
  static async open(executablePath: string, plugins: readonly BundledPlugin[] = []): Promise<StudioPage> {
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-studio-'));
    if (plugins.length === 0) await writeShippedPage(folder);
    else await buildPage([...(await shippedByCommandLine()), ...plugins], folder);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: PATIENCE });
    return new StudioPage(browser, folder);
  }

  /** Opens another tab in place of the one before. All of that is left behind, what the browser keeps too: a second try of a test begins as the first did. */
  async renew(): Promise<void> {
    await this.context?.close();
    this.faults.length = 0;
    this.context = await this.browser.newContext();
    this.context.setDefaultTimeout(PATIENCE);
    const page = (this.tab = await this.context.newPage());
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|blob|data|about):/.test(request.url()))
        this.faults.push(`a request to ${request.url()}`);
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Loads the page anew in a state. The runs of earlier visits by the same test are kept. */
  async visit(state: Partial<ViewState>, page = this.page): Promise<void> {
    await this.visitHash(hashOf({ ...initialState, ...state }), page);
  }

  async visitHash(hash: string, page = this.page): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${pathToFileURL(join(this.folder, 'index.html')).href}#${hash}`);
  }

  /** Waits for the end of the run, for its number, and for the end of what its view computes. */
  async settled(): Promise<void> {
    await this.page.getByText('ended:').waitFor();
    await this.page.locator('#curve', { hasText: /^Run \d/ }).waitFor();
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

  /** A named number of the page, once there is one: before it is known, a dash or a sentence may stand in its place. */
  async number(name: string): Promise<number> {
    const text = await this.page.waitForFunction(
      (selector) => {
        const element = document.querySelector(selector);
        const shown =
          element?.getAttribute('value') ?? element?.getAttribute('data-value') ?? element?.textContent;
        return Number.isNaN(parseFloat(shown ?? '')) ? null : shown!;
      },
      `[data-name=${JSON.stringify(name)}]`,
    );
    return parseFloat((await text.jsonValue())!);
  }

  /** Waits until a store of the browser's database has a value whose JSON contains the text: what is written while a page is left is lost. */
  async kept(store: string, text: string): Promise<void> {
    await this.page.waitForFunction(
      ([name, wanted]) =>
        new Promise((resolve) => {
          const opening = indexedDB.open('pomdp-gym-studio');
          opening.onsuccess = () => {
            const all = opening.result.transaction(name).objectStore(name).getAll();
            all.onsuccess = () => {
              opening.result.close();
              resolve(all.result.some((value) => JSON.stringify(value).includes(wanted)));
            };
          };
        }),
      [store, text] as const,
    );
  }

  /** The text of a file that the page saves. */
  async saved(click: () => Promise<unknown>): Promise<Buffer> {
    await this.paceSaves();
    const [download] = await Promise.all([this.page.waitForEvent('download'), click()]);
    const path = await download.path();
    this.saves.push(performance.now());
    return readFile(path);
  }

  /** Chromium drops what a page saves beyond ten files a second. */
  private async paceSaves(): Promise<void> {
    const wait = (this.saves.at(-9) ?? -Infinity) + 1500 - performance.now();
    if (wait > 0) await this.page.waitForTimeout(wait);
  }
}

/**
 * Opens the page for the tests of a suite, which are skipped, with a word in its title, where there is no Chromium. Each test has a tab
 * of its own, which must have no fault after it.
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
  beforeEach(() => opened().renew());
  afterEach(() => expect(opened().faults).to.deep.equal([]));
  return opened;
}
