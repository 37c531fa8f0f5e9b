import { setTimeout as pause } from 'node:timers/promises';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { queuePace, type QueueStore } from '@pomdp-gym/experiment';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import type { QueueFlags } from '../flags/queue-options.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { note, print, printJson } from '../terminal/terminal.js';
import { foldersAt, folderStatus, type FolderStatus, withPace } from './folder-status.js';
import { plannedStudies } from './planned-studies.js';
import { isOver, statusText, type StudyStatus } from './study-status.js';
import { withStore } from './with-store.js';

/** The flags of `status`. */
export interface StatusOptions extends SharedOptions, QueueFlags {
  /** Seconds between two looks. */
  readonly watch?: number | true;
}

/** Seconds between two looks unless others are asked for. */
const APART = 2;

/** Shows how far the studies of folders are, or those of a queue where no folder is named. */
export async function showStatus(paths: readonly string[], options: StatusOptions): Promise<void> {
  if (paths.length > 0) {
    await showUntilOver(options, folderLooks(paths));
    return;
  }
  const plugins = { plugins: options.plugin, from: process.cwd() };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  await withStore(options, { registry, plugins }, (store) =>
    showUntilOver(options, async () => ({ studies: await queueStatuses(store), problems: [] })),
  );
}

/** How far studies are, and a sentence for each folder that cannot be read, or only in part. */
interface Look {
  readonly studies: readonly StudyStatus[];
  readonly problems: readonly string[];
}

/** Looks at folders; the pace is that since the last look. */
function folderLooks(paths: readonly string[]): () => Promise<Look> {
  const seen = new Map<string, { readonly status: StudyStatus; readonly at: number }>();
  return () => {
    const folders = paths.flatMap(foldersAt).map(readableStatus);
    const statuses = folders.flatMap(({ status = [] }) => status);
    const problems = folders.flatMap((folder) => folder.problems);
    if (statuses.length === 0) throw new InputError(problems.join('\n'));
    const studies = statuses.map((status) => {
      const earlier = seen.get(status.id);
      return earlier ? withPace(status, earlier.status, clock() - earlier.at) : status;
    });
    for (const status of statuses) if (!seen.has(status.id)) seen.set(status.id, { status, at: clock() });
    return Promise.resolve({ studies, problems });
  };
}

/** The status of a folder; a sentence alone where it cannot be read, so that the other folders are shown all the same. */
function readableStatus(folder: string): Partial<FolderStatus> & Pick<FolderStatus, 'problems'> {
  try {
    return folderStatus(folder);
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { problems: [error.message] };
  }
}

async function queueStatuses(store: QueueStore): Promise<StudyStatus[]> {
  const statuses: StudyStatus[] = [];
  for (const plan of await plannedStudies(store)) {
    const status = await (await store.open(plan)).status();
    statuses.push({ study: plan.study.name, id: plan.id, ...status, ...queuePace(status) });
  }
  return statuses;
}

async function showUntilOver({ watch, json }: StatusOptions, look: () => Promise<Look>): Promise<void> {
  await interruptible(async (signal) => {
    for (;;) {
      const found = await look();
      show(found, json === true, watch !== undefined);
      if (watch === undefined || found.studies.every(isOver)) return;
      const seconds = watch === true ? APART : watch;
      await pause(1000 * seconds, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) {
        process.exitCode = exitCodes.interrupted;
        return;
      }
    }
  });
}

function show({ studies, problems }: Look, json: boolean, watched: boolean): void {
  if (json && watched) print(JSON.stringify({ studies, problems }));
  else if (json) printJson({ studies, problems });
  else print(studies.length === 0 ? 'The queue has no study.' : statusText(studies));
  if (!json) for (const problem of problems) note(problem);
  process.exitCode = codeOf(studies, problems);
}

function codeOf(studies: readonly StudyStatus[], problems: readonly string[]): number {
  if (problems.length > 0) return exitCodes.misused;
  return studies.some(({ incidents }) => incidents > 0) ? exitCodes.failed : exitCodes.done;
}
