export { poolExecutor, workerExecutor, type WorkerSettings, type WorkerTask } from './worker-executor.js';
export { serveTask } from './serve-task.js';
export { LinesFolder, type LinesOf } from './lines-folder.js';
export { ResultsFolder } from './results-folder.js';
export { studyHash } from './study-hash.js';
