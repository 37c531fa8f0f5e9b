export type {
  Agent,
  DiscountedEvaluation,
  DiscountedSettings,
  EndReason,
  Evaluation,
  EvaluationSettings,
  GradientSteps,
  RunDescription,
  RunEvent,
  StudyEnvironment,
  VisitedPoint as Point,
} from '@pomdp-gym/contracts';
export { runsOf, type Study } from './study/study.js';
export {
  isModelFile,
  MODEL_FILE,
  type NamedEnvironment,
  parseEnvironment,
} from './study/environment-reference.js';
export { parseAgent, type WrittenAgent } from './study/agent-reference.js';
export { formatReference, parseReference, splitOutsideBrackets } from './study/reference.js';
export { parseStudy, readStudy, type Place, type WrittenStudy } from './study/read-study.js';
export { checkStudy, refuseAll, type StudyProblems, studyProblems } from './study/check-study.js';
export { firstMetric, metricNames, metricsOf } from './run/metrics-of.js';
export { assemble, type AssembledAgent, type AssembledRun } from './run/assemble.js';
export { createEnvironment } from './run/create-environment.js';
export { createPolicy } from './run/create-policy.js';
export { createProblem, type Problem, type ProblemDescription } from './run/create-problem.js';
export { autoEstimates, type AutoEstimate } from './run/auto-estimates.js';
export { createEstimator, estimatorEstimates, type EstimatorQuestion } from './run/estimator-estimates.js';
export { gradientEstimates, type GradientQuestion } from './run/gradient-estimates.js';
export { discountedReturns, horizon, type ReturnSettings } from './run/discounted-returns.js';
export { runState, waiting, type RunState } from './run/run-state.js';
export type { ChoiceTallies } from './run/choice-tallies.js';
export { runEvents } from './run/run-events.js';
export { measurePolicy } from './run/measure-policy.js';
export { trainAgain, type TrainedRun } from './run/train-again.js';
export { agentText, readAgent } from './saved/read-agent.js';
export { restoreAgent, type RestoredAgent, runOf } from './saved/restore-agent.js';
export { saveAgent, type SaveSettings } from './saved/save-agent.js';
export type { SavedAgent, SavedPolicy } from './saved/saved-agent.js';
export { rehearse } from './run/rehearse.js';
export { asItEnded } from './run/as-it-ended.js';
export { recordOf, type RunRecord, runRecordSchema } from './run/run-record.js';
export { whyEnded } from './run/why-ended.js';
export type { Clock, Executor, Task, TaskReport } from './executors/executor.js';
export type { MakeTracker } from './executors/observers.js';
export { inProcessExecutor } from './executors/in-process-executor.js';
export { handshakeDifference, type Handshake, PROTOCOL } from './executors/handshake.js';
export {
  type Attempt,
  type CellQueue,
  type CellResult,
  type LeasedCell,
  type LeaseRequest,
  type LostCell,
  type Outcome,
  type PlannedCell,
  type QueueLoad,
  type QueueStatus,
  type QueueStore,
  RETRIES,
  type StoredResult,
  type StudyPlan,
} from './executors/cell-queue.js';
export { executorChecks } from './executors/rules/executor-checks.js';
export type { StudyProgress } from './results/study-progress.js';
export { cellQueueRules } from './executors/rules/cell-queue-rules.js';
export {
  entriesOf as trialEntries,
  type QueueRule,
  type QueueTrial,
  resultOf as trialResult,
  trialPlan,
  type WorkedQueue,
  workedBetweenPieces,
} from './executors/rules/queue-trial.js';
export { confirmedCells, plannedCells } from './executors/planned-cells.js';
export { isOutOfReach, OutOfReach } from './executors/out-of-reach.js';
export { queuePace, type QueuePace } from './executors/queue-pace.js';
export { inQueueOrder } from './executors/queue-order.js';
export { planText, readPlan, readPlans } from './executors/read-plan.js';
export { MemoryStore } from './executors/memory-store.js';
export type {
  ExecutorServices,
  ExecutorSpec,
  LocalExecutor,
  QueueExecutor,
  ShardExecutor,
  StudyExecutor,
} from './executors/study-executor.js';
export { untilAborted } from './executors/until-aborted.js';
export {
  type GameStep,
  type Intent,
  type Moment,
  type Opening,
  PlayedEpisode,
  type Turn,
} from './run/played-episode.js';
export { pluginFrames } from './run/plugin-frames.js';
export { guardedEnvironment } from './run/guard/guarded-environment.js';
export { partsOf, partsWithin } from './run/parts-of.js';
export { sharedPlanKey } from './run/plan-key.js';
export { completeStudy } from './study/complete-study.js';
export { runStudy } from './results/run-study.js';
export { summarize, type DiscountedSummary, type MetricSummary, type Summary } from './results/summary.js';
export { type IntervalBasis, summaryInterval } from './results/summary-interval.js';
export { replicateScores } from './results/replicate-scores.js';
export { SequentialRounds } from './results/sequential-rounds.js';
export {
  besideBrackets,
  type Brackets,
  compareBrackets,
  type ComparedResult,
  type ScoredMetric,
  wasCut,
} from './results/compare-brackets.js';
export { describeAgent } from './study/describe-agent.js';
export { type Attainable, clipInterval } from './results/clip-interval.js';
export { type AverageBracket, type BesideBracket, besideOptimum } from './results/beside-bracket.js';
export { bracketSolvers } from './results/bracket-solvers.js';
export { raisedBracket } from './results/raised-bracket.js';
export { type EarnedAverage, standingOptimum, type StandingOptimum } from './results/standing-optimum.js';
export type { PluginIdentity, Provenance } from './results/provenance.js';
export type { RunStore } from './results/run-study.js';
export { StudyTime } from './results/study-time.js';
export { timeToGo } from './results/time-to-go.js';
export { recordDifference } from './results/record-difference.js';
export { metricValue, type MetricValue } from './results/metric-value.js';
export { type OptimumRange, type Score, scoreOf } from './results/score.js';
export {
  drawConfigurations,
  rankAgents,
  type TuningResult,
  type TuningRound,
  tuningRounds,
  tuningSeeds,
  type TuningSettings,
} from './study/tuning.js';
