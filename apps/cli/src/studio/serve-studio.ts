import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, unreadable } from '@pomdp-gym/contracts';
import { completeStudy, runsOf } from '@pomdp-gym/experiment';
import { studyHash } from '@pomdp-gym/experiment/node';
import { exitCodes } from '../exit-codes.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { pluginsNamedIn, writtenStudy } from '../flags/study-from-flags.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { isAccepted } from '../runs/accepted.js';
import { openResults } from '../runs/open-results.js';
import { fileName, RESULTS } from '../runs/results-root.js';
import { note, print, printJson } from '../terminal/terminal.js';
import type { WorkerPlugins } from '../worker.js';
import { ServedFolders } from './served-folders.js';
import { type StudioContent, StudioServer, type StudyOfStudio } from './studio-server.js';
import { studioPage } from './studio-page.js';
import { StudyControl } from './study-control.js';

/** The flags of `studio`. */
export interface StudioOptions extends SharedOptions {
  readonly port?: number;
  readonly out?: string;
  readonly workers?: number;
  readonly start?: true;
  readonly page?: string;
}

/** A token that cannot be guessed. */
const TOKEN_BYTES = 24;

/** Serves the page until a signal of the system ends it, and a study that is under way with it. */
export async function serveStudio(path: string | undefined, options: StudioOptions): Promise<void> {
  const page = studioPage(options.page);
  const isFile = path !== undefined && isStudy(path);
  if (!isFile && (options.start ?? options.out ?? options.workers) !== undefined)
    throw new InputError('--start, --out and --workers are for a study: give its file.');
  const content = isFile
    ? await studyContent(path, options)
    : { folders: new ServedFolders(path ?? RESULTS) };
  if (content) await serve({ page, ...content }, options);
}

function isStudy(path: string): boolean {
  const found = whatIsAt(path);
  if (!found) throw new InputError(`There is nothing at ${path}: give a study file, or a folder of results.`);
  return !found.isDirectory();
}

/** Undefined where nothing is there. Refuses a path that cannot be followed, as through a folder that may not be read. */
function whatIsAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable('path', path, error);
  }
}

/** The study of a file and its folder of results, ready to start; undefined where a signal came first. */
async function studyContent(
  file: string,
  options: StudioOptions,
): Promise<Omit<StudioContent, 'page'> | undefined> {
  const from = process.cwd();
  const plugins: WorkerPlugins = { plugins: [...options.plugin, ...pluginsNamedIn(file)], from };
  const registry = await openRegistry(plugins.plugins, from);
  const { study: written, errors, isSound } = writtenStudy(file, {}, registry);
  if (!(await isAccepted(runsOf(written).filter(isSound), plugins, options.workers, errors)))
    return undefined;
  const study = completeStudy(written, registry);
  const path = options.out ?? join(RESULTS, `${fileName(study.name)}-${studyHash(study)}`);
  const reuse = options.out === undefined ? [RESULTS] : [];
  const folder = openResults(path, study, { registry, plugins, reuse });
  const means = { registry, plugins, trackers: written.trackers ?? [], workers: options.workers };
  const folders = new ServedFolders(path, () => [path]);
  const [{ name } = { name: '' }] = folders.list();
  return { folders, study: { name, path, control: new StudyControl(study, folder, means) } };
}

async function serve(content: StudioContent, { json, port, start }: StudioOptions): Promise<void> {
  const server = new StudioServer(content, randomBytes(TOKEN_BYTES).toString('base64url'));
  const url = await server.listen(port);
  const { study, folders } = content;
  const names = folders.list().map(({ name }) => name);
  if (json) printJson({ url, folders: names, study: study?.path ?? null });
  else print(`The studio is at ${url}\nCtrl-C ends it; whatever is done is kept.`);
  if (!study && names.length === 0) note('There are no results here yet: compare writes some.');
  const refusal = start && study?.control.act('start');
  if (refusal) note(refusal);
  const isCut = await interruptible(async (signal) => {
    await once(signal, 'abort');
    return study?.control.end();
  });
  await server.close();
  if (study && isCut) noteCut(study);
}

function noteCut({ path, control }: StudyOfStudio): void {
  const { done, runs } = control.status;
  note(`Stopped: ${done} of ${runs} runs are done and kept in ${path}. The same command goes on from there.`);
  process.exitCode = exitCodes.interrupted;
}
