import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
import { AIMED_PROBLEMS } from './aims.js';
import { builtCheckout } from './builds/built-checkout.js';
import { compareAtBackups } from './builds/compare-at-backups.js';
import { sarsopOf } from './builds/checkout-files.js';
import { compareAtSeconds } from './builds/compare-at-seconds.js';
import { finishWith, numbers } from './command-arguments.js';
import { requireProblem } from './solver-problem.js';

const HELP = `Compares the bounds of SARSOP in this checkout with those in another one, side by side in fresh processes.

The exit code is 1 where a bound of this checkout is worse: at equal numbers of backups than that of the other; at equal
CPU times, its median, than the worst run of the other.

  --other PATH       the other checkout, built
  --problem NAME     may be repeated; all of the table of aims unless given
  --by KIND          backups or seconds; both unless given
  --backups LIST     300,1000,3000,10000 unless given
  --seconds LIST     CPU seconds; 1,10 unless given
  --runs COUNT       runs of each build at equal CPU times; 7 unless given`;

const own = fileURLToPath(new URL('../../..', import.meta.url));

await finishWith(compareBuilds);

function compareBuilds(): number {
  const { values } = parseArgs({
    options: {
      other: { type: 'string' },
      problem: { type: 'string', multiple: true, default: [...AIMED_PROBLEMS] },
      by: { type: 'string' },
      backups: { type: 'string', default: '300,1000,3000,10000' },
      seconds: { type: 'string', default: '1,10' },
      runs: { type: 'string', default: '7' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.other === undefined) throw new InputError('--other names the checkout to compare with.');
  const { by, problem: problems } = values;
  if (by !== undefined && by !== 'backups' && by !== 'seconds')
    throw new InputError(`--by is backups or seconds, and not ${by}.`);
  problems.forEach(requireProblem);
  const other = builtCheckout(values.other, sarsopOf('.'));
  const verdicts = [
    ...(by === 'seconds' ? [] : byBackups(other, problems, values.backups)),
    ...(by === 'backups' ? [] : bySeconds(other, problems, values)),
  ];
  return verdicts.every(Boolean) ? 0 : 1;
}

function byBackups(other: string, problems: readonly string[], backups: string): boolean[] {
  const marks = numbers('--backups', backups);
  console.log('SARSOP at equal numbers of backups, [lower, upper]:');
  return problems.map((problem) => compareAtBackups(own, other, problem, marks));
}

function bySeconds(
  other: string,
  problems: readonly string[],
  { seconds, runs }: { readonly seconds: string; readonly runs: string },
): boolean[] {
  const marks = numbers('--seconds', seconds);
  const count = numbers('--runs', runs)[0]!;
  console.log(`SARSOP at equal CPU times, medians of ${count} runs, with the least and the greatest:`);
  return problems.map((problem) => compareAtSeconds(own, other, problem, marks, count));
}
