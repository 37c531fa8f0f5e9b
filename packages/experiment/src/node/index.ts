export {
  poolExecutor,
  workerExecutor,
  type WorkerResult,
  type WorkerSettings,
  type WorkerTask,
} from './worker-executor.js';
export { ThreadPool, threadLoaded, type ThreadSettings } from './thread-pool.js';
export { checkedLine, readCheckedLine } from './checked-line.js';
export { fileLines } from './file-lines.js';
export { knownRefusals } from './known-refusals.js';
export { serveTask } from './serve-task.js';
export { serveEvents, watchRun, type WatchTask } from './watch-run.js';
export { optionTexts, originOf } from './origin-of.js';
export { LinesFolder, type LinesOf } from './lines-folder.js';
export { passOn } from './pass-on.js';
export { type DoneRun, type ReadResults, readResults } from './read-results.js';
export { ResultsFolder } from './results-folder.js';
export { studyHash } from './study-hash.js';
