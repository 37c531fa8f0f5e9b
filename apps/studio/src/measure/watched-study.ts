import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { browserSeconds } from './browser-seconds.js';
import { logCounts, loggedCounts, shownAt } from './count-log.js';
import { StudioProcess } from './studio-process.js';

/** Milliseconds between two looks at the results of a study. */
const LOOK = 5;

/** A study that runs for some seconds, whose runs take some tenths each. */
function studyText(seeds: number, budget: number): string {
  return JSON.stringify({
    name: 'watched',
    environments: ['ThreeState-v0', 'Tiger-v0'],
    agents: [
      { name: 'online', policy: 'softmax', learner: 'olpomdp' },
      { name: 'batch', policy: 'softmax', estimator: 'gpomdp:beta=.8', optimizer: 'conjpomdp', steps: 1000 },
    ],
    seeds,
    budget,
  });
}

/** How a study ran. */
export interface WatchedStudy {
  /** From the request to start until the last run is written. */
  readonly seconds: number;
  /** Of processor time that the study's process took meanwhile. */
  readonly processor: number;
  /** Of processor time that the browser took meanwhile, in all its processes; 0 where no page watched. */
  readonly browser: number;
  /** Milliseconds from the line of each run on disk until the page shows it; none where no page watched. */
  readonly delays: readonly number[];
}

interface Settings {
  readonly seeds: number;
  readonly budget: number;
  readonly workers: number;
}

/** Runs a study by `pomdp-gym studio`, with a page that follows it or without one. */
export async function watchedStudy(
  browser: Browser | undefined,
  pageFile: string,
  { seeds, budget, workers }: Settings,
): Promise<WatchedStudy> {
  const root = mkdtempSync(join(tmpdir(), 'pomdp-gym-watched-'));
  const [study, out] = [join(root, 'study.yaml'), join(root, 'out')];
  writeFileSync(study, studyText(seeds, budget));
  const studio = await StudioProcess.begin(pageFile, study, '--out', out, '--workers', String(workers));
  const page = await browser?.newPage();
  if (page) await follow(page, studio.url);
  const before = browser ? await browserSeconds(browser) : 0;
  const [begun, taken] = [Date.now(), studio.processorSeconds()];
  await studio.steer('start');
  const written = await linesWritten(join(out, 'runs.jsonl'), 4 * seeds);
  const seconds = (written.at(-1)! - begun) / 1000;
  const processor = studio.processorSeconds() - taken;
  const delays = page ? await delaysOf(page, written) : [];
  const ofBrowser = browser ? (await browserSeconds(browser)) - before : 0;
  await page?.close();
  await studio.end();
  rmSync(root, { recursive: true });
  return { seconds, processor, browser: ofBrowser, delays };
}

async function follow(page: Page, url: string): Promise<void> {
  await logCounts(page);
  await page.goto(url);
  await page.getByText('ended:').waitFor();
  await shownAt(page, 0);
}

/** When each line of a file was written: milliseconds since 1970 began. */
async function linesWritten(file: string, count: number): Promise<readonly number[]> {
  const written: number[] = [];
  for (let size = 0; written.length < count; await pause(LOOK)) {
    const now = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (now === size) continue;
    size = now;
    const lines = readFileSync(file, 'utf8').split('\n').length - 1;
    while (written.length < lines) written.push(Date.now());
  }
  return written;
}

async function delaysOf(page: Page, written: readonly number[]): Promise<readonly number[]> {
  await shownAt(page, written.length);
  const counts = await loggedCounts(page);
  return written.map((at, i) => counts.find(({ count }) => count > i)!.at - at);
}
