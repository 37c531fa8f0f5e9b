import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from './build/build-page.js';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';

let page: Promise<Buffer> | undefined;

/** Writes the page with the shipped plugins to `index.html` in a folder. A process builds it once, for all of its suites. */
export async function writeShippedPage(folder: string): Promise<void> {
  page ??= builtPage();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), await page);
}

async function builtPage(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-built-page-'));
  await buildPage(await shippedByCommandLine(), folder);
  const bytes = readFileSync(join(folder, 'index.html'));
  rmSync(folder, { recursive: true });
  return bytes;
}
