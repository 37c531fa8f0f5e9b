export type {
  Agent,
  DiscountedEvaluation,
  DiscountedSettings,
  Ended,
  Evaluation,
  EvaluationSettings,
  GradientSteps,
  RunDescription,
  RunEvent,
  StudyEnvironment,
  VisitedPoint as Point,
} from '@pomdp-gym/contracts';
export { runsOf, type Study } from './study.js';
export { isModelFile, MODEL_FILE, parseEnvironment } from './environment-reference.js';
export { formatReference, parseReference } from './reference.js';
export { parseStudy, readStudy, type Place, type WrittenStudy } from './read-study.js';
export { checkStudy } from './check-study.js';
export { assemble, type AssembledAgent, type AssembledRun } from './assemble.js';
export { discountedReturns, horizon, type ReturnSettings } from './discounted-returns.js';
export { runState, waiting, type RunState } from './run-state.js';
export { runEvents } from './run-events.js';
export { recordOf, type RunRecord } from './run-record.js';
export type { Clock, Executor, Task, TaskReport } from './executor.js';
export { inProcessExecutor } from './in-process-executor.js';
export { poolExecutor, workerExecutor, type WorkerSettings, type WorkerTask } from './worker-executor.js';
export { serveTask } from './serve-task.js';
export { LinesFolder, type LinesOf, type Provenance } from './lines-folder.js';
export { ResultsFolder } from './results-folder.js';
export { runStudy } from './run-study.js';
export { studyHash } from './study-hash.js';
export { summarize, type DiscountedSummary, type Summary } from './summary.js';
