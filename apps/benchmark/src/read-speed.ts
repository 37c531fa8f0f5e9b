import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { modelNames } from './model-text.js';

interface Figures {
  readonly bytes: number;
  readonly first: number;
  readonly again: number;
  readonly cut: number;
}

const script = fileURLToPath(new URL('./measure-reading.js', import.meta.url));

/** Prints how fast `.POMDP` files are read, in CPU time, beside only cutting the same text into words and numbers. */
export function readSpeed(): void {
  console.log('Reading .POMDP files, one fresh process each, CPU time:');
  for (const name of modelNames()) {
    const { bytes, first, again, cut } = JSON.parse(
      execFileSync(process.execPath, [script, name], { encoding: 'utf8' }),
    ) as Figures;
    const speed = (seconds: number) => `${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
    console.log(
      `  ${name}, ${(bytes / 1e6).toFixed(1)} MB: first ${speed(first)}, then ${speed(again)}; ` +
        `${(cut / again).toFixed(2)} times the speed of cutting it into words and numbers`,
    );
  }
}
