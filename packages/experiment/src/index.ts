export type {
  Agent,
  DiscountedSettings,
  EvaluationSettings,
  GradientSteps,
  RunDescription,
  Study,
  StudyEnvironment,
} from './study/study.js';
export { runsOf } from './study/study.js';
export { isModelFile, MODEL_FILE, parseEnvironment } from './study/environment-reference.js';
export { formatReference, parseReference } from './study/reference.js';
export { parseStudy, readStudy, type Place, type WrittenStudy } from './study/read-study.js';
export { checkStudy } from './study/check-study.js';
export { assemble, type AssembledAgent, type AssembledRun } from './run/assemble.js';
export { createProblem, type Problem } from './run/create-problem.js';
export { gradientEstimates, type GradientQuestion } from './run/gradient-estimates.js';
export { discountedReturns, horizon, type ReturnSettings } from './run/discounted-returns.js';
export type { DiscountedEvaluation, Ended, Evaluation, Point, RunEvent } from './run/run-event.js';
export { runState, waiting, type RunState } from './run/run-state.js';
export { runEvents } from './run/run-events.js';
export { recordOf, type RunRecord } from './run/run-record.js';
export { whyEnded } from './run/why-ended.js';
export type { Clock, Executor, Task, TaskReport } from './executors/executor.js';
export { inProcessExecutor } from './executors/in-process-executor.js';
export {
  poolExecutor,
  workerExecutor,
  type WorkerSettings,
  type WorkerTask,
} from './executors/worker-executor.js';
export { pluginFrames } from './run/plugin-frames.js';
export { partsOf } from './run/parts-of.js';
export { serveEvents, watchRun, type WatchTask } from './executors/watch-run.js';
export { serveTask } from './executors/serve-task.js';
export { LinesFolder, type LinesOf } from './results/lines-folder.js';
export type { PluginIdentity, Provenance } from './results/provenance.js';
export { optionTexts, originOf } from './results/origin-of.js';
export { completeStudy } from './study/complete-study.js';
export { ResultsFolder } from './results/results-folder.js';
export { runStudy } from './results/run-study.js';
export { studyHash } from './study/study-hash.js';
export { summarize, type DiscountedSummary, type Summary } from './results/summary.js';
export {
  besideBrackets,
  type Brackets,
  compareBrackets,
  type ComparedResult,
  wasCut,
} from './results/compare-brackets.js';
export { describeAgent } from './study/describe-agent.js';
