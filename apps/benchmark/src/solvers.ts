import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSolver, type Standing } from './run-solver.js';

/** A line of the table of aims: after so many CPU seconds the bounds should be at least this good. */
interface Aim {
  readonly problem: string;
  readonly seconds: number;
  /** What the reference solver had: APPL's pomdpsol, 2008, one thread. */
  readonly reference: readonly [lower: number, upper: number];
  readonly aim: readonly [lower: number, upper: number];
}

const aims: readonly Aim[] = [
  { problem: 'tiger.95.POMDP', seconds: 1, reference: [19.3711, 19.3721], aim: [19.3703, 19.3724] },
  { problem: 'RockSample_4_4.POMDP', seconds: 0.29, reference: [17.9245, 17.9255], aim: [17.9244, 17.9255] },
  { problem: 'hallway.POMDP', seconds: 10, reference: [0.972, 1.219], aim: [0.975, 1.21] },
  { problem: 'hallway2', seconds: 10, reference: [0.275, 0.927], aim: [0.28, 0.91] },
  { problem: 'rock-sample-5-5', seconds: 1, reference: [19.237, 21.51], aim: [19.2369, Infinity] },
  { problem: 'rock-sample-5-5', seconds: 10, reference: [19.237, 20.94], aim: [19.2369, 20.3] },
  { problem: 'RockSample_5_7.POMDP', seconds: 10, reference: [23.92, 27.73], aim: [24, 27.2] },
  { problem: 'rock-sample-7-8', seconds: 10, reference: [19.3, 25.7], aim: [21, 25] },
  { problem: 'rock-sample-7-8', seconds: 100, reference: [20.4, 25.2], aim: [21.17, 24.36] },
  { problem: 'tag', seconds: 10, reference: [-6.33, -1.39], aim: [-5.96, -2.4] },
  { problem: 'tag-placed', seconds: 10, reference: [-5.96, -2.4], aim: [-5.96, -2.4] },
];

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
