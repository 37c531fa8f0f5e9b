import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { canonicalJson } from '../study/canonical-json.js';
import type { Study } from '../study/study.js';
import { studyDifferences } from '../study/study-differences.js';
import { CellsFile } from './cells-file.js';
import { damagedLine } from './damaged-line.js';
import { incidentsIn } from './incidents.js';
import { readProvenance } from './read-results.js';
import { ResultsFolder } from './results-folder.js';
import { studyAt } from './study-at.js';
import { timingsIn } from './timings.js';
import { writtenRuns } from './written-runs.js';

/** A folder that is merged. */
interface Source {
  readonly path: string;
  readonly study: Study;
  readonly cells: CellsFile;
}

/** What came of a merge. */
export interface Merged {
  readonly folder: ResultsFolder;
  readonly study: Study;
  /** How many runs were new in the folder. */
  readonly added: number;
}

/**
 * Puts the runs of several folders of one study into one folder. Merging the same folders again changes nothing. Results of one run that
 * differ are incidents: the first stays, and the others are kept beside it.
 *
 * @throws InputError where a folder holds no results, another study, cells of other code or other data, or a line that was changed.
 */
export function mergeFolders(paths: readonly string[], out: string): Merged {
  const sources = paths.map(sourceAt);
  const [first] = sources;
  if (!first) throw new InputError('There is nothing to merge: give folders of results.');
  const target = existsSync(join(out, 'study.yaml')) ? [sourceAt(out)] : [];
  for (const source of [...sources, ...target]) refuseOther(first, source);
  const { study, cells } = first;
  const folder = ResultsFolder.open(out, study, readProvenance(first.path), (run) => cells.idOf(run));
  folder.write('cells.json', cells.text);
  const added = sources.map(({ path }) => receiveAll(folder, path)).reduce((sum, each) => sum + each, 0);
  return { folder, study, added };
}

function sourceAt(path: string): Source {
  const study = studyAt(path);
  const cells = CellsFile.read(path);
  if (!cells) throw new InputError(`${path} holds no cells.json that can be read: repeat its study.`);
  return { path, study, cells };
}

function refuseOther(first: Source, { path, study, cells }: Source): void {
  if (canonicalJson(study) !== canonicalJson(first.study)) {
    const [difference = 'its text differs'] = [
      ...studyDifferences(study, first.study),
      ...studyDifferences(first.study, study),
    ];
    throw new InputError(
      `${path} holds the results of another study than ${first.path}: ${difference}. Merge folders of one study.`,
    );
  }
  const difference = first.cells.differenceFrom(cells);
  if (difference !== undefined)
    throw new InputError(
      `${path} was made by other code or other data than ${first.path}: ${difference}. Do its runs again with the same version.`,
    );
}

/** Returns how many runs were new. */
function receiveAll(folder: ResultsFolder, path: string): number {
  const seconds = timingsIn(path);
  let added = 0;
  for (const written of writtenRuns(path)) {
    if ('problem' in written)
      throw damagedLine(`${join(path, 'runs.jsonl')}:${written.line}`, written.problem);
    if (folder.receive(written, seconds.get(written.record.run) ?? 0) === 'kept') added++;
  }
  for (const incident of incidentsIn(path)) folder.receive(incident, 0);
  return added;
}
