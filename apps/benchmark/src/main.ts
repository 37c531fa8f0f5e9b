import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type LoopName, loops } from './gpomdp-loop.js';
import { readSpeed } from './read-speed.js';

/** GPOMDP through the whole stream against the same loop written by hand: a ratio, side by side, in fresh processes. */
const PROCESSES = 15;
const STEPS = 500_000;
/** Enough for two estimates of the gradient to agree to .005. */
const AGREEMENT_STEPS = 2_000_000;
const script = fileURLToPath(new URL('./measure-loop.js', import.meta.url));

function measure(loop: LoopName): number {
  return Number(execFileSync(process.execPath, [script, loop, String(STEPS)], { encoding: 'utf8' }));
}

function quartile(values: readonly number[], which: 1 | 2 | 3): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length * which) / 4)]!;
}

const median = (values: readonly number[]) => quartile(values, 2);

await checkAgreement();
const rounds = Array.from({ length: PROCESSES }, (_, round) => {
  // The order alternates, so that a slow spell of the machine does not always meet the same side.
  if (round % 2 === 0) return { plain: measure('plain'), stream: measure('stream') };
  const stream = measure('stream');
  return { plain: measure('plain'), stream };
});
const ratios = rounds.map(({ plain, stream }) => plain / stream);
const [low, ratio, high] = ([1, 2, 3] as const).map((which) => quartile(ratios, which).toFixed(2));
console.log(
  `GPOMDP on ThreeState-v0, CPU time, median of ${PROCESSES} fresh processes each, fastest of ten stretches of ${STEPS} steps:`,
);
console.log(`  by hand  ${median(rounds.map(({ plain }) => plain)).toFixed(2)} ns a step`);
console.log(`  stream   ${median(rounds.map(({ stream }) => stream)).toFixed(2)} ns a step`);
console.log(
  `  speed of the stream relative to the loop by hand: ${ratio}, quartiles ${low} and ${high} (1 or more: the stream is not slower)`,
);
readSpeed();

/** Both loops estimate the same gradient: they must agree to a few standard errors before their speed is compared. */
async function checkAgreement(): Promise<void> {
  const [plain, stream] = await Promise.all([
    loops.plain(AGREEMENT_STEPS, 1),
    loops.stream(AGREEMENT_STEPS, 1),
  ]);
  const worst = Math.max(...plain.map((value, k) => Math.abs(value - stream[k]!)));
  if (!(worst < 0.005))
    throw new Error(`The two loops disagree by ${worst}: their times cannot be compared.`);
}
