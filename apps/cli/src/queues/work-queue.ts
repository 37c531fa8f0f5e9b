import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import {
  type CellQueue,
  completeStudy,
  handshakeDifference,
  parseStudy,
  partsOf,
  type QueueStore,
  refuseAll,
  runsOf,
  sharedPlanKey,
  type Study,
  type StudyPlan,
  studyProblems,
} from '@pomdp-gym/experiment';
import { poolExecutor, studyPlan, ThreadPool, workCells, type WorkDone } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import type { QueueFlags } from '../flags/queue-options.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { pluginsNamedIn } from '../flags/study-from-flags.js';
import { trackerMaker, trackersFrom } from '../flags/tracker-option.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { prepareStudy } from '../runs/prepare-study.js';
import { runThreads } from '../runs/run-threads.js';
import { studyCells } from '../runs/study-cells.js';
import { note, print, printJson } from '../terminal/terminal.js';
import type { WorkerPlugins } from '../worker.js';
import { plannedStudies } from './planned-studies.js';
import { isOver } from './study-status.js';
import type { LeaseMessage } from './supervise-worker.js';
import { WorkNotes } from './work-notes.js';
import { withStore } from './with-store.js';

/** The flags of `work` that matter for queues. */
export interface WorkOptions extends SharedOptions, QueueFlags {
  readonly workers?: number;
  readonly tracker: readonly string[];
}

/** What a worker has: a study comes to it as a recipe, and finds the plugins that are installed here. */
interface WorkerMeans {
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
  readonly options: WorkOptions;
}

/** Does cells of the studies in a queue, or of one of them, until nothing is left. Ends with the process above it, where that supervises it. */
export async function workQueue(file: string | undefined, options: WorkOptions): Promise<void> {
  const end = () => process.exit(exitCodes.interrupted);
  if (process.connected) process.once('disconnect', end);
  try {
    await workStudies(file, options);
  } finally {
    process.off('disconnect', end);
    if (process.connected) process.disconnect();
  }
}

async function workStudies(file: string | undefined, options: WorkOptions): Promise<void> {
  const plugins = { plugins: [...options.plugin, ...pluginsNamedIn(file)], from: process.cwd() };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const means = { registry, plugins, options };
  const own = file === undefined ? undefined : await ownPlan(file, options);
  if (file !== undefined && !own) return;
  await withStore(options, means, async (store) => {
    const planned = await plannedStudies(store);
    const studies = own ? planned.filter(({ id }) => id === own.id) : planned;
    if (studies.length === 0) throw new InputError(whyAbsent(file, own, planned));
    await workEach(store, studies, means);
  });
}

/** Does cells of one study after another, until a signal. The exit code is that of misuse where cells are left, and none of them can be done here. */
async function workEach(store: QueueStore, studies: readonly StudyPlan[], means: WorkerMeans): Promise<void> {
  const done: StudyDone[] = [];
  let [refused, worked] = [false, false];
  for (const plan of studies) {
    const work = await workUnlessRefused(store, plan, means);
    refused ||= !work;
    worked ||= work !== undefined && work !== NOTHING_LEFT;
    if (work) done.push({ study: plan.study.name, ...work });
    if (work?.ended === false) break;
  }
  if (refused && !worked) process.exitCode = exitCodes.misused;
  report(done, means.options);
}

/** Why a queue does not have a study: nobody planned it, or whoever did has other code. */
function whyAbsent(
  file: string | undefined,
  own: StudyPlan | undefined,
  planned: readonly StudyPlan[],
): string {
  if (file === undefined || !own) return 'The queue has no study: pomdp-gym queue plans one.';
  const same = planned.findLast(({ study }) => studyPlan(study, own.handshake).id === own.id);
  const difference = same && handshakeDifference(same.handshake, own.handshake);
  return difference === undefined
    ? `The queue does not have the study ${file} as it is here: pomdp-gym queue plans it.`
    : `The queue has the study ${file} of another version. ${difference}`;
}

/** The plan of a study as this worker would make it; undefined where a signal came first. */
async function ownPlan(file: string, options: WorkOptions): Promise<StudyPlan | undefined> {
  const prepared = await prepareStudy(file, options);
  if (!prepared) return undefined;
  const { study, registry, plugins } = prepared;
  return studyPlan(study, studyCells(study, registry, plugins).cells.handshake());
}

/**
 * Does cells of a study; one that this worker cannot do is left to others, with the sentence that says why. One with nothing left needs
 * nothing of a worker.
 */
async function workUnlessRefused(
  store: QueueStore,
  plan: StudyPlan,
  means: WorkerMeans,
): Promise<WorkDone | undefined> {
  try {
    const queue = await store.open(plan);
    return isOver(await queue.status()) ? NOTHING_LEFT : await workStudy(queue, means);
  } catch (error) {
    if (!isInputError(error)) throw error;
    note(`${plan.study.name}: ${error.message}`);
    return undefined;
  }
}

const NOTHING_LEFT: WorkDone = { outcomes: { kept: 0, confirmed: 0, different: 0 }, ended: true };

async function workStudy(queue: CellQueue, means: WorkerMeans): Promise<WorkDone> {
  const { registry, plugins, options } = means;
  const { plan } = queue;
  const study = soundStudy(plan, means);
  const { cells, provenance } = studyCells(study, registry, plugins);
  const workers = options.workers ?? availableParallelism();
  const pool = new ThreadPool(runThreads(plugins, workers), workers);
  const executor = poolExecutor(pool, {
    partsOf: (run) => partsOf(run, registry),
    planKey: (run) => sharedPlanKey(run, registry),
    makeTracker: trackerMaker(registry),
  });
  const notes = new WorkNotes(study.name, clock);
  const trackers = trackersFrom(options.tracker, registry);
  try {
    return await interruptible((signal) =>
      workCells(
        {
          ...{ queue, executor, clock, trackers, runs: runsOf(study), versions: provenance.versions },
          worker: `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`,
          idOf: (run) => cells.idOf(run),
          handshake: cells.handshake(),
          onLease: (cells) => process.send?.({ study: plan.id, cells: [...cells] } satisfies LeaseMessage),
          onReport: (each) => notes.update(each),
          onIdle: () => notes.idle(),
        },
        signal,
      ),
    );
  } finally {
    await pool.end();
  }
}

/** The study of a plan, read by its schema. Its plugins must be among those of this worker: a plan brings no code. */
function soundStudy({ study: planned }: StudyPlan, { registry, plugins }: WorkerMeans): Study {
  const study = parseStudy(planned);
  const missing = (study.plugins ?? []).filter((name) => !plugins.plugins.includes(name));
  if (missing.length > 0)
    throw new InputError(
      `It needs the plugin ${missing.join(', ')}: install it on this worker, and name it with --plugin.`,
    );
  refuseAll(studyProblems(study, registry).errors);
  return completeStudy(study, registry);
}

/** What a worker did of a study. */
interface StudyDone extends WorkDone {
  readonly study: string;
}

function report(done: readonly StudyDone[], { json }: WorkOptions): void {
  if (json) printJson({ studies: done });
  for (const { study, outcomes, ended } of done) {
    const { kept, confirmed, different } = outcomes;
    if (!json)
      print(
        `${study}: ${kept} cells done, ${confirmed} confirmed${ended ? ', nothing is left' : ', stopped by a signal'}.`,
      );
    if (different > 0)
      note(
        `${different} results of ${study} differ from the first of their cell: the runs are not deterministic.`,
      );
    if (different > 0) process.exitCode = exitCodes.failed;
  }
  if (done.some(({ ended }) => !ended)) process.exitCode = exitCodes.interrupted;
}
