import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type LoopName, loops } from './gpomdp-loop.js';
import { readSpeed } from './read-speed.js';

/** GPOMDP through the whole stream against the same loop written by hand: a ratio, side by side, in fresh processes. */
const PROCESSES = 9;
const STEPS = 2_000_000;
const script = fileURLToPath(new URL('./measure-loop.js', import.meta.url));

function measure(loop: LoopName): number {
  return Number(execFileSync(process.execPath, [script, loop, String(STEPS)], { encoding: 'utf8' }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

await checkAgreement();
const rounds = Array.from({ length: PROCESSES }, (_, round) => {
  // The order alternates, so that a slow spell of the machine does not always meet the same side.
  if (round % 2 === 0) return { plain: measure('plain'), stream: measure('stream') };
  const stream = measure('stream');
  return { plain: measure('plain'), stream };
});
const ratio = median(rounds.map(({ plain, stream }) => plain / stream));
console.log(
  `GPOMDP on ThreeState-v0, ${STEPS} steps, median of ${PROCESSES} fresh processes each, CPU time:`,
);
console.log(`  by hand  ${median(rounds.map(({ plain }) => plain)).toFixed(2)} ns a step`);
console.log(`  stream   ${median(rounds.map(({ stream }) => stream)).toFixed(2)} ns a step`);
console.log(
  `  speed of the stream relative to the loop by hand: ${ratio.toFixed(2)} (1 or more: the stream is not slower)`,
);
readSpeed();

/** Both loops estimate the same gradient: they must agree to a few standard errors before their speed is compared. */
async function checkAgreement(): Promise<void> {
  const [plain, stream] = await Promise.all([loops.plain(STEPS, 1), loops.stream(STEPS, 1)]);
  const worst = Math.max(...plain.map((value, k) => Math.abs(value - stream[k]!)));
  if (!(worst < 0.005))
    throw new Error(`The two loops disagree by ${worst}: their times cannot be compared.`);
}
