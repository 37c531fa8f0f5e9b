export {
  finiteModel,
  rewardTable,
  type EarlierModelDefinition,
  type ModelDefinition,
} from './finite-model.js';
export { assertModel, modelProblems, ROW_SUM_TOLERANCE } from './check-model.js';
export { compareModels, type ModelDifferences } from './compare-models.js';
export { ModelSampler } from './model-sampler.js';
export type { JointOutcomes } from './joint-outcomes.js';
export type { StagedOutcomes } from './staged-outcomes.js';
export type { Transition } from './transition.js';
export { drawsFromItsModel, ModelEnvironment, type ModelEnvironmentSettings } from './model-environment.js';
export { frameText, picture } from './picture.js';
export { drawing, drawingColours, drawnWord } from './drawing.js';
export { mapSvg } from './map-svg.js';
export { GridMap, HEADINGS, NO_CELL } from './grid-map.js';
export { firstProbabilities, initialBelief, observationProbabilities, updateBelief } from './belief.js';
export { expectedReward } from './expected-reward.js';
export { assertController } from './assert-controller.js';
export { observeFirst } from './observe-first.js';
export { deterministicController } from './deterministic-controller.js';
export { ControllerPolicy } from './controller-policy.js';
export { modelWithMemory, namesWithMemory, withMemory } from './with-memory.js';
export {
  type EnvironmentChanges,
  type ChangedStep,
  wrapEnvironment,
  type WrapperMemory,
} from './wrap-environment.js';
export { observationCount, observationNames } from './observation-names.js';
export { limitSteps } from './limit-steps.js';
export { type Channel, observeThrough } from './observe-through.js';
export { paysAs, type PaidStep } from './pays-as.js';
export { scaleRewards } from './scale-rewards.js';
export { stackNames, stackObservations } from './stack-observations.js';
export { modelCard, type ModelCard } from './model-card.js';
export { reachableStates } from './reachable-states.js';
export { TupleIndex } from './tuple-index.js';
export { agentSpaces, type AgentSpaces, teamSpaces, type TeamSpaces } from './agent-spaces.js';
export { jointController, outerProduct, requireFit } from './joint-controller.js';
export { TeamPolicy } from './team-policy.js';
export { parseTeam, teamText } from './team-file.js';
export { jointLabels } from './joint-labels.js';
