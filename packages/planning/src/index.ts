export { actingStates } from './acting-states.js';
export { expectedRewards } from './expected-rewards.js';
export { planningModel, type PlanningModel, type PlanningRoot } from './planning-model.js';
export { startRange, valueRange } from './value-range.js';
export { BeliefStore } from './belief-store.js';
export { BeliefGraph } from './belief-graph.js';
export { blindPolicies } from './blind-policies.js';
export { averageRewardBound } from './average-bound.js';
export { fastInformedBound, qmdp } from './q-bounds.js';
export type { AlphaVector } from './alpha-vector.js';
export { leastVectors, repeatedActions } from './repeated-actions.js';
export { TrialDepth } from './trial-depth.js';
export { UpperBound } from './upper-bound.js';
export { LowerBound } from './lower-bound.js';
export { rewardSpan } from './reward-span.js';
export { defaultPrecision, type GapGoal, precisionOf, targetGap } from './target-gap.js';
export { SearchBounds } from './search-bounds.js';
export {
  BeliefUpdater,
  /** @deprecated It is called `BeliefUpdater`. */
  BeliefUpdater as BeliefTracker,
} from './belief-updater.js';
export { AlphaVectorPolicy, isAlphaVectorPolicy } from './alpha-vector-policy.js';
export { beliefPolicyValue } from './belief-policy-value.js';
export { attainedValue, continuationGraph } from './continuation-graph.js';
export { LookaheadPolicy } from './lookahead-policy.js';
export { initialBounds, type InitialBounds } from './initial-bounds.js';
export { ProgressReport } from './progress-report.js';
export { discountOption, gapOptions, memoryOption, searchOptions } from './search-options.js';
export { solveBySearch, type SearchGoal, type TrialSearch } from './solve-by-search.js';
export { denseVectors, type DenseVector } from './policy-files/dense-vector.js';
export { alphaFile, parseAlphaFile } from './policy-files/alpha-file.js';
export { parsePolicyXml, policyXml } from './policy-files/policy-xml.js';
export { readPolicy } from './policy-files/read-policy.js';
export { policyGraph, type PolicyGraph, type PolicyNode } from './policy-graph.js';
export { policyGraphValue } from './policy-graph-value.js';
export { graphController } from './graph-controller.js';
export { graphPolicy } from './graph-policy.js';
export { policyGraphDot } from './policy-graph-dot.js';
export { controllerDot } from './controller-dot.js';
export { controllerText } from './controller-text.js';
export type { LawLabels } from './law-labels.js';
export { roundedGraph } from './rounded-graph.js';
export { improvePolicyGraph, type ImprovementGoal, type ValuedGraph } from './policy-graph-improvement.js';
export { graphFile } from './policy-files/graph-file.js';
export { parseGraphFile, type ReadGraph } from './policy-files/read-graph.js';
