import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { InputError, isInputError, type RunDescription } from '@pomdp-gym/contracts';
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
import {
  type CellWorkerSettings,
  poolExecutor,
  studyPlan,
  ThreadPool,
  workCells,
  type WorkDone,
} from '@pomdp-gym/experiment/node';
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
import { REACH } from './reach-store.js';
import { isOver } from './study-status.js';
import { isSupervised } from './supervised.js';
import type { LeaseMessage } from './supervise-worker.js';
import { untilPlanned } from './until-planned.js';
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
  if (isSupervised()) process.once('disconnect', end);
  try {
    await workStudies(file, options);
  } finally {
    process.off('disconnect', end);
    if (isSupervised()) process.disconnect();
  }
}

async function workStudies(file: string | undefined, options: WorkOptions): Promise<void> {
  const plugins = {
    plugins: [...options.plugin, ...pluginsNamedIn(file)],
    from: process.cwd(),
  };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const means = { registry, plugins, options };
  const own = file === undefined ? undefined : await ownPlan(file, options);
  if (file !== undefined && !own) return;
  const workStore = async (store: QueueStore) => {
    const planned = await plannedStudies(store);
    const studies = own ? planned.filter(({ id }) => id === own.id) : planned;
    if (studies.length === 0) throw new InputError(whyAbsent(file, own, planned));
    await workEach(store, studies, means);
  };
  await withStore(options, means, workStore, { seconds: REACH.worker });
}

/** Does cells of the studies, until a signal. The exit code is that of misuse where cells are left, and none of them can be done here. */
async function workEach(store: QueueStore, studies: readonly StudyPlan[], means: WorkerMeans): Promise<void> {
  const opened: OpenedStudy[] = [];
  const over: StudyDone[] = [];
  const queues: (CellQueue | undefined)[] = [];
  for (const plan of studies) queues.push(await unlessRefused(plan.study.name, () => store.open(plan)));
  const statuses = await Promise.all(queues.map((queue) => queue && untilPlanned(queue, clock)));
  for (const [i, queue] of queues.entries()) {
    const study = studies[i]!.study.name;
    const status = statuses[i];
    if (status && isOver(status)) over.push({ study, ...NOTHING_LEFT });
    else if (queue) {
      const settings = await unlessRefused(study, () => Promise.resolve(openStudy(queue, means)));
      if (settings) opened.push({ study, settings });
    }
  }
  const done = await workOpened(opened, means);
  for (const { study, refusal } of done) if (refusal) note(`${study}: ${refusal.message}`);
  const worked = done.filter(({ refusal }) => !refusal);
  if (over.length + worked.length < studies.length && worked.length === 0)
    process.exitCode = exitCodes.misused;
  report([...over, ...worked], means.options);
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

/** A study of the queue that this worker can do. */
interface OpenedStudy {
  /** Its name. */
  readonly study: string;
  readonly settings: CellWorkerSettings;
}

type StudyDone = WorkDone & Pick<OpenedStudy, 'study'>;

/** Opens a study; one that this worker cannot do is left to others, with the sentence that says why. */
async function unlessRefused<Result>(
  study: string,
  open: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!isInputError(error)) throw error;
    note(`${study}: ${error.message}`);
    return undefined;
  }
}

const NOTHING_LEFT: WorkDone = {
  outcomes: { kept: 0, confirmed: 0, different: 0 },
  ended: true,
};

function openStudy(queue: CellQueue, means: WorkerMeans): CellWorkerSettings {
  const { registry, plugins, options } = means;
  const { plan } = queue;
  const study = soundStudy(plan, means);
  const { cells, provenance } = studyCells(study, registry, plugins);
  const notes = new WorkNotes(study.name, clock);
  return {
    ...{ queue, runs: runsOf(study), versions: provenance.versions },
    worker: `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`,
    trackers: trackersFrom(options.tracker, registry),
    idOf: (run) => cells.idOf(run),
    handshake: cells.handshake(),
    onLease: (held) => {
      if (isSupervised()) process.send?.({ study: plan.id, cells: [...held] } satisfies LeaseMessage);
    },
    onReport: (each) => notes.update(each),
    onIdle: () => notes.idle(),
  };
}

/** Does cells of the studies, in as many threads as there should be runs at once. */
async function workOpened(opened: readonly OpenedStudy[], means: WorkerMeans): Promise<StudyDone[]> {
  const { registry, plugins, options } = means;
  const known = {
    partsOf: (run: RunDescription) => partsOf(run, registry),
    planKey: (run: RunDescription) => sharedPlanKey(run, registry),
    makeTracker: trackerMaker(registry),
  };
  const workers = options.workers ?? availableParallelism();
  const first = new ThreadPool(runThreads(plugins, workers), 1);
  const pools = [first, ...Array.from({ length: workers - 1 }, () => first.another(1))];
  const executors = pools.map((pool) => poolExecutor(pool, known));
  const settings = opened.map((each) => each.settings);
  try {
    const done = await interruptible((signal) => workCells(settings, { executors, clock }, signal));
    return opened.map(({ study }, i) => ({ study, ...done[i]! }));
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
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
        `${different} ${different === 1 ? 'result' : 'results'} of ${study} ${different === 1 ? 'differs' : 'differ'} from the first of their cell: the runs are not deterministic.`,
      );
    if (different > 0) process.exitCode = exitCodes.failed;
  }
  if (done.some(({ ended }) => !ended)) process.exitCode = exitCodes.interrupted;
}
