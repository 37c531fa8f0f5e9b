export {
  poolExecutor,
  workerExecutor,
  type WorkerResult,
  type WorkerSettings,
  type WorkerTasks,
} from './worker-executor.js';
export { ThreadPool, threadLoaded, type ThreadSettings } from './thread-pool.js';
export { checkedLine, readCheckedLine } from './checked-line.js';
export { fileLines } from './file-lines.js';
export { knownRefusals } from './known-refusals.js';
export { type PathReturn, type PathTask, servePath } from './path-threads.js';
export { serveTasks } from './serve-tasks.js';
export { serveEvents, watchRun, type WatchTask } from './watch-run.js';
export { optionTexts } from './option-texts.js';
export type { CellWorkerSettings, WorkDone, WorkerTimes } from './cell-worker.js';
export { workCells, type WorkMeans } from './work-cells.js';
export { exportCells } from './export-cells.js';
export { damagedLine, damageText, type LineDamage } from './damaged-line.js';
export { type Incident, incidentsIn } from './incidents.js';
export { mergeFolders, type Merged } from './merge-folders.js';
export { planCells, type PlanSettings } from './plan-cells.js';
export { recordDigest } from './record-digest.js';
export { studyPlan } from './study-plan.js';
export { type Patience, untilReached } from './until-reached.js';
export { LinesFolder, type LinesOf } from './lines-folder.js';
export { passOn } from './pass-on.js';
export { type DoneRun, readProvenance, type ReadResults, readResults } from './read-results.js';
export { ResultsFolder } from './results-folder.js';
export { studyHash } from './study-hash.js';
export { chainHash } from './chain-hash.js';
export { type CellIdentity, Cells, type CellSettings } from './cells.js';
export { modelOfCell } from './model-of-cell.js';
export { requireSameModel } from './require-same-model.js';
export { studyAt } from './study-at.js';
export { studyIn } from './grow-folder.js';
export { foldersWithRuns } from './kept-runs.js';
export { runModule } from './run-module.js';
export { type IndexEntry, resultsIndex } from './results-index.js';
export { type WrittenRun, writtenRuns } from './written-runs.js';
export { timingsIn } from './timings.js';
