import { availableParallelism } from 'node:os';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import {
  partsOf,
  runsOf,
  sharedPlanKey,
  type Study,
  StudyTime,
  studyProblems,
  refuseAll,
  untilAborted,
} from '@pomdp-gym/experiment';
import { readProvenance, studyAt, workerExecutor, writtenRuns } from '@pomdp-gym/experiment/node';
import type { Command } from 'commander';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { partOfAll } from '../flags/part-of-all.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { cellFinder } from '../runs/cell-finder.js';
import { runThreads } from '../runs/run-threads.js';
import {
  type Candidate,
  computeAgain,
  type Fault,
  shareOf,
  type SortedRuns,
  sortRuns,
} from '../runs/verify-runs.js';
import { progressDisplay } from '../terminal/progress-display.js';
import { colors, note, print, printJson } from '../terminal/terminal.js';
import type { Registry } from '@pomdp-gym/registry';
import type { WorkerPlugins } from '../worker.js';
import { finishUnread } from '../unread-output.js';

interface Options extends SharedOptions {
  readonly share: number;
  readonly seed: number;
  readonly workers?: number;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Compute runs of a folder of results again, and say whether each number comes out to the bit. Exit code 1 where one does not.',
    )
    .argument('<folder>', 'a folder that compare wrote')
    .option('--share <part>', 'a random part of the runs, such as 5%', partOfAll, 1)
    .option('--seed <number>', 'draws that part', wholeNumber(0), 1)
    .option('--workers <count>', 'runs at once; as many as there are cores by default', wholeNumber(1))
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym verify results/three-state-1234abcd', 'all runs'],
        ['pomdp-gym verify results/three-state-1234abcd --share 5%', 'one in twenty'],
      ),
    )
    .action(verify);
}

/** What verification found. */
interface Findings {
  readonly computed: number;
  readonly faults: readonly Fault[];
}

async function verify(path: string, options: Options): Promise<void> {
  const study = studyAt(path);
  const plugins: WorkerPlugins = {
    plugins: [...options.plugin, ...(study.plugins ?? [])],
    from: process.cwd(),
  };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  finishUnread();
  refuseAll(studyProblems(study, registry).errors);
  const sorted = sortRuns(study, writtenRuns(path), cellFinder(study, registry, plugins));
  refuseEmpty(path, sorted);
  const chosen = shareOf(sorted.candidates, options.share, options.seed);
  const findings = await findFaults(study, chosen, registry, plugins, options.workers);
  if (!findings) return;
  const faults = [...sorted.faults, ...findings.faults].sort((a, b) => a.line - b.line);
  const provenance = provenanceProblem(path);
  if (options.json) {
    const { timedOut, otherCells } = sorted;
    const missing = runsOf(study).length - sorted.candidates.length - timedOut;
    printJson({
      folder: path,
      computed: findings.computed,
      faults,
      provenance,
      timedOut,
      otherCells,
      missing,
    });
  } else printFindings(path, { ...findings, faults }, sorted);
  if (provenance !== null && !options.json) print(colors.red(provenance));
  if (faults.length > 0 || provenance !== null) process.exitCode = exitCodes.failed;
}

/** A folder without a run has nothing that could come out otherwise: it is not verified. */
function refuseEmpty(path: string, { candidates, faults, timedOut, otherCells }: SortedRuns): void {
  if (candidates.length + faults.length + timedOut + otherCells === 0)
    throw new InputError(`${path} holds no run yet: compare does them.`);
}

/** What is wrong with the file that says what made the results; null for a sound one. */
function provenanceProblem(path: string): string | null {
  try {
    readProvenance(path);
    return null;
  } catch (error) {
    if (!isInputError(error)) throw error;
    return error.message;
  }
}

/** Computes runs again; undefined where a signal came first. */
async function findFaults(
  study: Study,
  chosen: readonly Candidate[],
  registry: Registry,
  plugins: WorkerPlugins,
  asked = availableParallelism(),
): Promise<Findings | undefined> {
  if (chosen.length === 0) return { computed: 0, faults: [] };
  const workers = Math.min(asked, chosen.length);
  const executor = workerExecutor({
    ...runThreads(plugins, workers),
    pathThreads: Math.floor(asked / workers),
    partsOf: (run) => partsOf(run, registry),
    planKey: (run) => sharedPlanKey(run, registry),
  });
  const display = progressDisplay(chosen.length, 0, study.budget, timeOf(study, chosen, workers));
  const faults: Fault[] = [];
  let computed = 0;
  try {
    const verdicts = computeAgain(chosen, executor, (report) => display.update(report));
    const ended = await interruptible((signal) =>
      untilAborted(verdicts, signal, ({ candidate: { line }, problem }) => {
        computed++;
        if (problem !== undefined) faults.push({ line, problem: `${problem}.` });
      }),
    );
    if (ended) return { computed, faults };
  } finally {
    display.stop();
  }
  note(`Stopped after ${computed} of ${chosen.length} runs.`);
  process.exitCode = exitCodes.interrupted;
  return undefined;
}

function timeOf({ budget }: Study, chosen: readonly Candidate[], workers: number): StudyTime {
  const groups = chosen.map(({ record }): [number, string] => [
    record.run,
    JSON.stringify([record.environment, record.agent]),
  ]);
  return new StudyTime(new Map(groups), budget, workers, clock);
}

function printFindings(path: string, { computed, faults }: Findings, sorted: SortedRuns): void {
  for (const { line, problem } of faults) print(colors.red(`${path}/runs.jsonl:${line}: ${problem}`));
  const right =
    computed - faults.filter(({ line }) => !sorted.faults.some((each) => each.line === line)).length;
  print(`${right} of ${computed} runs come out as they are written, to the bit.`);
  const { otherCells, timedOut } = sorted;
  if (otherCells > 0) {
    const runs = otherCells === 1 ? '1 run was' : `${otherCells} runs were`;
    print(colors.yellow(`${runs} made by other code or other data than there is now.`));
  }
  if (timedOut > 0) {
    const [runs, are] = timedOut === 1 ? ['run', 'is'] : ['runs', 'are'];
    print(colors.yellow(`${timedOut} ${runs} timed out, and ${are} not computed again.`));
  }
}
