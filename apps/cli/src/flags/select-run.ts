import { InputError } from '@pomdp-gym/contracts';
import { type DoneRun, type ReadResults, readResults } from '@pomdp-gym/experiment/node';
import { suggestion } from '@pomdp-gym/registry';
import type { Command } from 'commander';
import type { WorkerPlugins } from '../worker.js';
import { wholeNumber } from './shared-options.js';

/** Which run of a folder of results a command is about. */
export interface RunSelection {
  readonly env?: string;
  readonly agent?: string;
  readonly seed?: number;
}

/** A run that was selected, and the results that it stands in. */
export interface SelectedRun extends DoneRun {
  readonly results: ReadResults;
}

/** What the argument RUN of a command is. */
export const RUN = 'a folder of results, or one run of it by its number: FOLDER:NUMBER';

/** The plugins that a command on results loads: those it names, and those that their study names. */
export function pluginsOf({ study }: ReadResults, named: readonly string[]): WorkerPlugins {
  return { plugins: [...named, ...(study.plugins ?? [])], from: process.cwd() };
}

/** Adds the flags that select one run of a folder. */
export function addRunSelection(command: Command): Command {
  return command
    .option('--env <environment>', 'the run in this environment, by the name that the results give it')
    .option('--agent <name>', 'the run of this agent, by the name that the results give it')
    .option('--seed <number>', 'the run of this seed', wholeNumber(0));
}

/**
 * The one run of a folder that the argument and the flags name. A folder of one run needs no flag.
 *
 * @throws InputError where there is no such run, or there are several.
 */
export function selectRun(argument: string, selection: RunSelection): SelectedRun {
  const [, folder = argument, digits] = /^(.+):(\d+)$/.exec(argument) ?? [];
  const results = readResults(folder);
  if (results.runs.length === 0) throw new InputError(`No run in ${folder} is done yet.`);
  const numbered = digits === undefined ? results.runs : withNumber(results, Number(digits));
  const selected = steps.reduce((runs, step) => narrowed(runs, step, selection, folder), numbered);
  const [run, ...others] = selected;
  if (!run) throw new InputError(`${folder} holds no such run.`);
  if (others.length > 0) throw new InputError(severalSentence(folder, selected));
  return { ...run, results };
}

function withNumber({ runs, path }: ReadResults, number: number): readonly DoneRun[] {
  const run = runs.find(({ record }) => record.run === number);
  if (run) return [run];
  const numbers = runs.map(({ record }) => record.run);
  throw new InputError(
    `${path} holds no run ${number}: ${runs.length === 1 ? '1 run is' : `${runs.length} runs are`} done, from ${Math.min(...numbers)} to ${Math.max(...numbers)}.`,
  );
}

/** A flag, and what a run has in its place. */
interface Step {
  readonly flag: keyof RunSelection;
  readonly what: string;
  readonly of: (run: DoneRun) => string;
}

const steps: readonly Step[] = [
  { flag: 'env', what: 'environment', of: ({ record }) => record.environment },
  { flag: 'agent', what: 'agent', of: ({ record }) => record.agent },
  { flag: 'seed', what: 'seed', of: ({ record }) => String(record.seed) },
];

function narrowed(
  runs: readonly DoneRun[],
  { flag, what, of }: Step,
  selection: RunSelection,
  folder: string,
): readonly DoneRun[] {
  const asked = selection[flag];
  if (asked === undefined) return runs;
  const found = runs.filter((run) => of(run) === String(asked));
  if (found.length > 0) return found;
  const names = distinct(runs.map(of));
  const advice =
    flag === 'seed' ? `They are ${listed(names)}.` : suggestion(String(asked), names, `${what}s`);
  throw new InputError(`No run in ${folder} is of the ${what} ${asked}. ${advice}`);
}

function severalSentence(folder: string, runs: readonly DoneRun[]): string {
  const open = steps.flatMap(({ flag, of }) => {
    const names = distinct(runs.map(of));
    return names.length > 1 ? [`--${flag} (${listed(names)})`] : [];
  });
  return `${folder} holds ${runs.length} such runs. Name one: ${open.join(', ')}.`;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** The most names that a sentence lists. */
const LISTED = 8;

function listed(names: readonly string[]): string {
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  return `${names.slice(0, LISTED).join(', ')}${more}`;
}
