import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isInputError } from '@pomdp-gym/contracts';
import { runsOf, type Study } from '../study/study.js';
import { fileLines } from './file-lines.js';
import { foldersWith } from './folders-with.js';
import { studyIn } from './grow-folder.js';

/** What a folder of results holds. Plain JSON. */
export interface IndexEntry {
  readonly folder: string;
  /** The name of its study. */
  readonly name: string;
  /** When a run was last written, or the study if none was: ISO 8601. */
  readonly when: string;
  readonly environments: readonly string[];
  readonly agents: readonly string[];
  /** Runs of the study, those that are done, and how many of these failed or timed out. */
  readonly runs: number;
  readonly done: number;
  readonly failed: number;
  /** Why the study cannot be read. */
  readonly problem?: string;
}

/** The folders of results in a folder, the newest first; the folder itself where it is one. */
export function resultsIndex(path: string): IndexEntry[] {
  const folders = foldersWith('provenance.json', path);
  return folders.map(entryOf).sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0));
}

function entryOf(folder: string): IndexEntry {
  const statuses = [...statusesIn(folder).values()];
  const { study, problem } = readable(folder);
  return {
    folder,
    name: study?.name ?? '',
    when: lastWritten(folder),
    environments: study?.environments.map(({ name }) => name) ?? [],
    agents: study?.agents.map(({ name }) => name) ?? [],
    runs: study ? runsOf(study).length : 0,
    done: statuses.length,
    failed: statuses.filter((status) => status !== 'finished').length,
    ...(problem !== undefined && { problem }),
  };
}

function readable(folder: string): { study?: Study | undefined; problem?: string } {
  try {
    return { study: studyIn(folder) };
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { problem: error.message };
  }
}

const STATUS = /^\{"run":(\d+),.*?"status":"([a-z ]+)"/s;

/** How each run ended, by its number, without reading its line whole. */
function statusesIn(folder: string): Map<string, string> {
  const statuses = new Map<string, string>();
  for (const line of fileLines(join(folder, 'runs.jsonl'))) {
    const [, run, status] = STATUS.exec(line) ?? [];
    if (run !== undefined && status !== undefined) statuses.set(run, status);
  }
  return statuses;
}

function lastWritten(folder: string): string {
  const files = ['runs.jsonl', 'study.yaml'].map((name) => join(folder, name)).filter(existsSync);
  return statSync(files[0] ?? folder).mtime.toISOString();
}
