import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aims } from './aims.js';
import { runSolver, type Standing } from './run-solver.js';

/** Seconds that each file of the corpus gets. */
const CORPUS_SECONDS = 20;
/** The reference stopped at a gap of 1e-3, a little under it often: finer, so that the comparison is of what was reached. */
const CORPUS_OPTIONS = { precision: 1e-4 };

const folder = process.env['POMDP_CORPUS'];
if (!folder) {
  console.error('Set POMDP_CORPUS to the folder with the public model files and their README.');
  process.exitCode = 2;
} else if (process.argv.includes('--corpus')) compareWithCorpus(folder);
else compareWithAims();

function compareWithAims(): void {
  console.log('SARSOP, one fresh process each, CPU seconds from the model in memory:');
  for (const problem of new Set(aims.map((one) => one.problem))) {
    const lines = aims.filter((one) => one.problem === problem);
    const standings = runSolver(
      problem,
      lines.map(({ seconds }) => seconds),
    );
    for (const { seconds, reference, aim } of lines) {
      const standing = standings.find((one) => one.seconds >= seconds) ?? standings.at(-1)!;
      const met = standing.lower >= aim[0] && standing.upper <= aim[1];
      console.log(
        `  ${problem} at ${seconds} s: ${told(standing)}; reference [${reference.join(', ')}], ` +
          `aim [${aim.join(', ')}]: ${met ? 'met' : 'not met'}`,
      );
    }
  }
}

/** Every file with a reference interval in the folder's README: ours must overlap it and be no wider. */
function compareWithCorpus(folder: string): void {
  const table = readFileSync(join(folder, 'README.md'), 'utf8');
  const rows = table.matchAll(/^\| (\S+) \|.*\[(\S+), (\S+)\] @(\S+)s \|/gm);
  for (const [, problem, low, high, took] of rows) {
    const [lower, upper] = [Number(low), Number(high)];
    const standing = runSolver(problem!, [CORPUS_SECONDS], CORPUS_OPTIONS).at(-1)!;
    // The reference figures have six digits.
    const rounding = 5e-6 * Math.max(Math.abs(lower), Math.abs(upper));
    const overlaps = standing.lower <= upper + rounding && standing.upper >= lower - rounding;
    const narrow = standing.upper - standing.lower <= upper - lower + 2 * rounding;
    const verdict = !overlaps ? 'APART' : narrow ? 'no wider' : 'WIDER';
    console.log(`${problem}: ${told(standing)}; reference [${low}, ${high}] at ${took} s: ${verdict}`);
  }
}

function told({ seconds, lower, upper, done }: Standing): string {
  return `[${lower.toPrecision(6)}, ${upper.toPrecision(6)}] at ${seconds.toFixed(2)} s${done ? ', done' : ''}`;
}
