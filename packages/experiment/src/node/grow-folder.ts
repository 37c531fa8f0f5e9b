import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, isInputError, unreadable } from '@pomdp-gym/contracts';
import { stringify } from 'yaml';
import { canonicalJson } from '../study/canonical-json.js';
import { readStudy } from '../study/read-study.js';
import { runsOf, type Study } from '../study/study.js';
import { studyDifferences } from '../study/study-differences.js';
import { checkedLine, readCheckedLine } from './checked-line.js';
import { fileLines, writeLines } from './file-lines.js';
import { inFolder } from './usable-folder.js';

/**
 * Makes the folder of an earlier study the folder of one that holds all its runs and more: the lines get the numbers that their runs
 * have now. Does nothing where there is no study yet, or the same one.
 *
 * @throws InputError where the folder's study has runs that this one has not: all that differs, in one sentence.
 */
export function growFolder(path: string, study: Study): void {
  inFolder(path, () => {
    const earlier = studyIn(path);
    if (!earlier || canonicalJson(earlier) === canonicalJson(study)) return;
    refuseDifferences(path, studyDifferences(earlier, study));
    renumberRuns(path, study);
    renumberTimings(path, earlier, study);
    writeLines(join(path, 'study.yaml'), [stringify(study).trimEnd()]);
  });
}

/** The study of a folder; undefined where it has none. */
export function studyIn(path: string): Study | undefined {
  const file = join(path, 'study.yaml');
  if (!existsSync(file)) return undefined;
  try {
    return readStudy(textOf(file), file).study;
  } catch (error) {
    if (!isInputError(error)) throw error;
    const [first] = error.message.split('\n');
    throw new InputError(
      `${path} holds results of a study that cannot be read (${first}). Give another folder with --out.`,
      { cause: error },
    );
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable('study', file, error);
  }
}

function refuseDifferences(path: string, differences: readonly string[]): void {
  if (differences.length === 0) return;
  throw new InputError(
    `${path} holds the results of another study: ${differences.join('; ')} (see its study.yaml). Give another folder with --out, ` +
      `where --reuse ${path} takes the runs that both share, or remove this one.`,
  );
}

/** What names a run within a study, whatever its number. */
export function runKey(environment: unknown, agent: unknown, seed: unknown): string {
  return JSON.stringify([environment, agent, seed]);
}

/** The number of each run of a study. */
function numbersOf(study: Study): ReadonlyMap<string, number> {
  return new Map(
    runsOf(study).map(({ environment, agent, seed }, run) => [
      runKey(environment.name, agent.name, seed),
      run,
    ]),
  );
}

/** Lines that cannot be read stay as they are, for whoever opens the folder to refuse them. */
function renumberRuns(path: string, study: Study): void {
  const file = join(path, 'runs.jsonl');
  if (!existsSync(file)) return;
  const numbers = numbersOf(study);
  writeLines(
    file,
    [...fileLines(file)].map((line) => renumbered(line, numbers)),
  );
}

function renumbered(line: string, numbers: ReadonlyMap<string, number>): string {
  const read = readCheckedLine(line);
  if ('problem' in read) return line;
  const { environment, agent, seed } = read.value;
  const run = numbers.get(runKey(environment, agent, seed));
  return run === undefined ? line : checkedLine({ ...read.value, run }, String(read.origin));
}

function renumberTimings(path: string, earlier: Study, study: Study): void {
  const file = join(path, 'timings.jsonl');
  if (!existsSync(file)) return;
  const [numbers, runs] = [numbersOf(study), runsOf(earlier)];
  const lines = [...fileLines(file)].flatMap((line) => {
    const { number, seconds } = JSON.parse(line) as { number: number; seconds: number };
    const run = runs[number];
    const now = run && numbers.get(runKey(run.environment.name, run.agent.name, run.seed));
    return now === undefined ? [] : [JSON.stringify({ number: now, seconds })];
  });
  writeLines(file, lines);
}
