import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quantile } from '@pomdp-gym/statistics';
import { type Browser, chromium } from 'playwright-core';
import { buildPage } from '../build/build-page.js';
import { shippedByCommandLine } from '../build/shipped-by-command-line.js';
import { type FirstPicture, firstPicture } from './first-picture.js';
import { openingFigures } from './opening-figures.js';
import type { TracedTasks } from './traced-tasks.js';
import { type WatchedStudy, watchedStudy } from './watched-study.js';

const { values } = parseArgs({
  options: {
    chromium: { type: 'string', default: process.env['CHROMIUM'] ?? '/usr/bin/chromium' },
    runs: { type: 'string', default: '10000,100000' },
    pairs: { type: 'string', default: '7' },
    seeds: { type: 'string', default: '20' },
    budget: { type: 'string', default: '100000' },
    workers: { type: 'string', default: '1' },
  },
});

const ms = (value: number) => `${value.toFixed(0)} ms`;
const median = (of: readonly number[]) => quantile(of, 0.5);

async function printFirstPicture(browser: Browser, page: string): Promise<void> {
  const all: FirstPicture[] = [];
  for (let i = 0; i < 7; i++) all.push(await firstPicture(browser, page));
  const text = (of: (each: FirstPicture) => number) =>
    `${ms(median(all.map(of)))} (at most ${ms(Math.max(...all.map(of)))})`;
  console.log(
    `The static file from disk, 7 times: first paint after ${text(({ painted }) => painted)}, picture of a run after ` +
      `${text(({ picture }) => picture)}; processor time until then ${text(({ tasks }) => tasks.page)} of the page, ` +
      `${text(({ tasks }) => tasks.workers)} of its worker.`,
  );
}

async function printOpening(browser: Browser, page: string, runs: number): Promise<void> {
  for (const { edition, opened, opening, moving } of await openingFigures(browser, page, runs)) {
    console.log(
      `${runs} runs, ${edition} edition: opened in ${ms(opened)}; processor time ${ms(opening.page)} of the page, ` +
        `${ms(opening.workers)} of its worker. Longest task of the page ${tasksText(opening)}; ` +
        `while its curve is hovered and zoomed ${tasksText(moving)}.`,
    );
  }
}

function tasksText({ longest, longestWall }: TracedTasks): string {
  return `${longest.processor.toFixed(1)} ms of processor time (wall time of the longest: ${longestWall.toFixed(1)} ms)`;
}

/** Pairs of the same study, watched and not, in turns of which comes first. */
async function printWatching(browser: Browser, page: string): Promise<void> {
  const settings = {
    ...{ seeds: Number(values.seeds), budget: Number(values.budget), workers: Number(values.workers) },
  };
  const pairs: { readonly watched: WatchedStudy; readonly alone: WatchedStudy }[] = [];
  for (let i = 0; i < Number(values.pairs); i++) {
    const first = await watchedStudy(i % 2 === 0 ? browser : undefined, page, settings);
    const second = await watchedStudy(i % 2 === 0 ? undefined : browser, page, settings);
    const [watched, alone] = i % 2 === 0 ? [first, second] : [second, first];
    pairs.push({ watched, alone });
    console.log(`Pair ${i + 1}: ${studyText(watched)} watched, ${studyText(alone)} not.`);
  }
  const delays = pairs.flatMap(({ watched }) => watched.delays);
  console.log(
    `Live: a run is shown ${ms(median(delays))} after its line is written, ${ms(quantile(delays, 0.95))} at 95 %, ` +
      `${ms(Math.max(...delays))} at most; ${delays.length} runs.`,
  );
  console.log(
    `The browser takes ${median(pairs.map(({ watched }) => watched.browser)).toFixed(2)} s of processor time meanwhile, all its ` +
      `processes together: it, the studio and ${settings.workers} workers of the study share ${availableParallelism()} cores.`,
  );
  for (const [figure, what] of [
    ['processor', 'processor time of the study'],
    ['seconds', 'wall time'],
  ] as const)
    console.log(
      `Being watched costs ${costText(pairs.map(({ watched, alone }) => watched[figure] / alone[figure]))}: ${what}, ` +
        `${settings.workers} workers.`,
    );
}

function studyText({ seconds, processor }: WatchedStudy): string {
  return `${seconds.toFixed(2)} s (${processor.toFixed(2)} s of processor time)`;
}

/** The median of ratios, and its interval from the least to the greatest: it holds the median but for 2 ^ (1 − n) of cases. */
function costText(ratios: readonly number[]): string {
  const percent = (ratio: number) => `${(100 * (ratio - 1)).toFixed(1)} %`;
  const level = 100 * (1 - 2 ** (1 - ratios.length));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map(percent);
  return `${percent(median(ratios))}, the median of ${ratios.length} pairs (${level.toFixed(1)} % interval ${least} to ${most})`;
}

const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-studio-'));
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
try {
  await buildPage(await shippedByCommandLine(), folder);
  const page = join(folder, 'index.html');
  await printFirstPicture(browser, page);
  for (const runs of values.runs.split(',').filter(Boolean)) await printOpening(browser, page, Number(runs));
  if (Number(values.pairs) > 0) await printWatching(browser, page);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
