import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunDescription } from '@pomdp-gym/contracts';
import {
  type CellQueue,
  completeStudy,
  type Executor,
  inProcessExecutor,
  parseStudy,
  plannedCells,
  type QueueStore,
  runsOf,
  runStudy,
  type Study,
} from '@pomdp-gym/experiment';
import {
  Cells,
  chainHash,
  exportCells,
  planCells,
  ResultsFolder,
  studyPlan,
} from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { lastValueFrom } from 'rxjs';
import { openRegistry } from '../open-registry.test.support.js';

/** What runs are done on, in the lines of tests. */
export const versions = { 'pomdp-gym': 'tested' };

/** A study as written: half of its runs learn for as long as the budget lasts, the others do not learn. */
export function writtenStudy(seeds: number, budget: number): object {
  return {
    name: 'queued',
    environments: ['ThreeState-v0'],
    agents: [
      { name: 'long', policy: 'softmax', estimator: 'gpomdp:beta=.8', optimizer: 'conjpomdp', steps: 10_000 },
      { name: 'short', policy: 'softmax' },
    ],
    ...{ seeds, budget },
  };
}

/** A study that several processes of a test share. */
export class QueuedStudy {
  readonly runs: readonly RunDescription[];
  private readonly cells: Cells;

  private constructor(
    private readonly study: Study,
    private readonly registry: Registry,
  ) {
    this.runs = runsOf(study);
    this.cells = new Cells(study, { registry, program: 'tested', pluginDigest: () => 'tested', files: {} });
  }

  static async open(written: unknown): Promise<QueuedStudy> {
    const registry = await openRegistry();
    return new QueuedStudy(completeStudy(parseStudy(written), registry), registry);
  }

  get handshake(): ReturnType<Cells['handshake']> {
    return this.cells.handshake();
  }

  readonly idOf = (run: RunDescription): string => this.cells.idOf(run);

  executor(): Executor {
    return inProcessExecutor(this.registry, () => 0, chainHash);
  }

  /** Puts the runs into the queue of a store. */
  async queue(store: QueueStore): Promise<CellQueue> {
    const queue = await store.open(studyPlan(this.study, this.handshake));
    await planCells(queue, plannedCells(this.runs, this.idOf));
    return queue;
  }

  /** The file of results that a single thread writes. */
  async linesOfOneThread(folder: string): Promise<string> {
    await lastValueFrom(runStudy(this.study, this.executor(), this.folder(folder)));
    return linesIn(folder);
  }

  /** The file of results that a queue has. */
  async linesOf(queue: CellQueue, folder: string): Promise<string> {
    await exportCells(queue, this.folder(folder));
    return linesIn(folder);
  }

  private folder(path: string): ResultsFolder {
    const provenance = { versions, build: 'tested', plugins: [], files: {} };
    return ResultsFolder.open(path, this.study, provenance, this.idOf);
  }
}

function linesIn(folder: string): string {
  return readFileSync(join(folder, 'runs.jsonl'), 'utf8');
}
