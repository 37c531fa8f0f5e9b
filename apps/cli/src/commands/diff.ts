import { metricNames } from '@pomdp-gym/experiment';
import type { Metric } from '@pomdp-gym/contracts';
import { type RunDifference, resultsDifference } from '@pomdp-gym/report';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { readResults } from '../runs/read-results.js';
import { print, printJson, table } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Compare two folders of results run by run: which runs are the same to the bit, which differ and by how much, which only one ' +
        'of them has. Exit code 1 where the folders differ.',
    )
    .argument('<first>', 'a folder that compare wrote')
    .argument('<second>', 'another one')
    .addHelpText(
      'after',
      examples(['pomdp-gym diff results/three-state-1234abcd elsewhere/three-state-1234abcd', '']),
    )
    .action(diff);
}

function diff(first: string, second: string, { json }: SharedOptions): void {
  finishUnread();
  const runs = resultsDifference(readResults(first), readResults(second));
  const same = runs.filter(({ verdict }) => verdict === 'same').length;
  if (json) printJson({ first, second, same, runs });
  else {
    print(table(columns, groupRows(runs)));
    for (const { environment, agent, seed, where } of runs
      .filter((run) => run.where !== null)
      .slice(0, SHOWN))
      print(`${agent} in ${environment}, seed ${seed}: ${where}.`);
    print(`${same} of ${runs.length} runs are the same to the bit.`);
  }
  if (same < runs.length) process.exitCode = exitCodes.failed;
}

const METRICS: readonly Metric[] = ['average-reward', 'discounted-value', 'return', 'length'];

/** Runs whose first difference is printed. */
const SHOWN = 5;

const columns = [
  ...[{ title: 'environment' }, { title: 'agent' }],
  ...['same', 'same cell, other values', 'other cell, other values', 'only first', 'only second'].map(
    (title) => ({ title, align: 'right' }) as const,
  ),
  { title: 'second − first' },
];

/** A row for each agent in each environment. */
function groupRows(runs: readonly RunDifference[]): string[][] {
  const keyOf = ({ environment, agent }: RunDifference) => JSON.stringify([environment, agent]);
  return [...new Set(runs.map(keyOf))].map((key) => {
    const group = runs.filter((run) => keyOf(run) === key);
    const [first] = group;
    const count = (holds: (run: RunDifference) => boolean) => String(group.filter(holds).length);
    return [
      first?.environment ?? '',
      first?.agent ?? '',
      count(({ verdict }) => verdict === 'same'),
      count(({ verdict, sameCell }) => verdict === 'other values' && sameCell),
      count(({ verdict, sameCell }) => verdict === 'other values' && !sameCell),
      count(({ verdict }) => verdict === 'only first'),
      count(({ verdict }) => verdict === 'only second'),
      differencesText(group),
    ];
  });
}

/** For each metric the mean of the differences over the seeds, and the greatest. */
function differencesText(group: readonly RunDifference[]): string {
  return METRICS.map((metric) => ({
    metric,
    found: group.flatMap(({ differences }) => differences[metric] ?? []),
  }))
    .filter(({ found }) => found.some((each) => each !== 0))
    .map(({ metric, found }) => {
      const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
      const most = Math.max(...found.map(Math.abs));
      return `${metricNames[metric]} ${short(mean)} in the mean, ${short(most)} at most`;
    })
    .join('; ');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
