import type { Environment, FiniteModel } from '@pomdp-gym/contracts';
import { attempt } from './attempt.js';
import { drawsFromItsModel, ModelEnvironment, modelProblems, observationCount } from '@pomdp-gym/models';
import { demandAgreement, FALSE_ALARM_RATE } from './agreement/model-agreement.js';
import {
  demandRowAgreement,
  revealsState,
  type StateRevealingEnvironment,
} from './agreement/row-agreement.js';
import { type Check, demand, NotDecided } from './check.js';
import type { Driver } from './driver.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { sameBits, walkNumbers } from './walk.js';

/** The settings that its agreement with a model depends on. */
type Settings = Pick<EnvironmentSettings, 'agreementSteps' | 'seed' | 'driver'>;

/** The rules that an environment with a model keeps; none for an environment without. */
export function modelChecks(create: () => Environment, settings: Settings): Check[] {
  if (!offersModel(create)) return [];
  const both = (): [Environment, FiniteModel] => {
    const environment = create();
    return [environment, environment.model!()];
  };
  return [
    {
      name: 'The model is sound: its rows are probabilities, its rewards finite.',
      run: () => soundModel(...both()),
    },
    { name: 'Model, spaces and task agree.', run: () => sameSizes(...both()) },
    ...(attempt(create)?.optimum ? [largestReward(both)] : []),
    agreement(create, settings),
  ];
}

function largestReward(both: () => [Environment, FiniteModel]): Check {
  return {
    name: 'The known optimum is at most the largest reward.',
    run: () => atMostLargestReward(...both()),
  };
}

/** The test is stronger if the simulator shows tests its hidden state; the name of the rule states which test runs. */
function agreement(create: () => Environment, settings: Settings): Check {
  const environment = create();
  const model = () => environment.model!();
  if (revealsState(environment)) {
    return {
      name: 'Model and simulator agree: in every row that can be reached, one probability off by 0.05 would show.',
      falseAlarmRate: FALSE_ALARM_RATE,
      run: () => rowsAgree(environment, model(), settings),
    };
  }
  return {
    name: 'Model and simulator agree as far as observations, rewards and endings tell: they follow the law of the model.',
    falseAlarmRate: FALSE_ALARM_RATE,
    run: () => lawsAgree(environment, model(), settings),
  };
}

function offersModel(create: () => Environment): boolean {
  try {
    return create().model !== undefined;
  } catch {
    return false; // What cannot be made breaks every other rule, which say so.
  }
}

function soundModel(_environment: Environment, model: FiniteModel): void {
  const problems = modelProblems(model);
  demand(problems.length === 0, () => problems.join(' '));
}

function sameSizes({ observationSpace, actionSpace, task }: Environment, model: FiniteModel): void {
  const seen = observationCount(model);
  demand(
    observationSpace.kind === 'discrete' && observationSpace.size === seen,
    () =>
      `The model shows ${seen} observations; the observation space is ${JSON.stringify(observationSpace)}.`,
  );
  demand(
    actionSpace.kind === 'discrete' && actionSpace.size === model.actions,
    () => `The model has ${model.actions} actions; the action space is ${JSON.stringify(actionSpace)}.`,
  );
  const ends = model.terminal?.includes(1) === true;
  demand(
    ends === (task === 'episodic'),
    () => `The model ${ends ? 'has' : 'has no'} terminal states, and the task is ${task}.`,
  );
}

function atMostLargestReward({ optimum }: Environment, { rewards }: FiniteModel): void {
  const best = optimum?.averageReward ?? -Infinity;
  const largest = rewards.reduce(
    (most, { values }) => values.reduce((one, other) => Math.max(one, other), most),
    -Infinity,
  );
  demand(
    best <= largest + 1e-9 * (1 + Math.abs(largest)),
    () => `The optimum is said to be ${best} a step; the largest reward is ${largest}.`,
  );
}

function rowsAgree(
  environment: StateRevealingEnvironment,
  model: FiniteModel,
  { seed = 1, agreementSteps: most = drivenSteps(model) }: Settings,
): void {
  const { rows, decided, steps } = demandRowAgreement(environment, model, { steps: most, seed });
  if (decided < rows && !drawsFrom(model, environment))
    throw new NotDecided(
      `Nothing spoke against it, but only ${decided} of ${rows} rows were reached often enough in ${steps} steps.`,
    );
}

/** Whether it is the environment that is made from this very model: the rows that were not reached are drawn from as the others are. */
function drawsFrom(model: FiniteModel, environment: Environment): boolean {
  return drawsFromItsModel(environment) && environment.sampler.model === model;
}

/** A simulator whose samples equal, draw for draw, those of `ModelEnvironment` passes; only the steps taken are covered. */
function lawsAgree(
  environment: Environment,
  model: FiniteModel,
  { seed = 1, agreementSteps: steps = stepsFor(model), driver }: Settings,
): void {
  if (!drawsAlike(environment, model, driver)) demandAgreement(environment, model, { steps, seed, driver });
}

/** As many driven steps as some ten seconds allow. A step looks ahead along every row of its state. */
function drivenSteps({ states, transitions }: FiniteModel): number {
  const ahead = transitions.reduce((sum, { values }) => sum + values.length, 0) / states;
  return Math.round(Math.min(2e7, 1e9 / (ahead + 50)));
}

/** As many steps as some ten seconds allow: a step costs about as many operations as it has cells to suspect. */
function stepsFor({ states, actions, transitions }: FiniteModel): number {
  const stored = transitions.reduce((sum, { values }) => sum + values.length, 0) / actions;
  const operations = states * Math.min(states, 128) + 5 * stored;
  return Math.round(Math.min(1e6, Math.max(2e4, 2e9 / operations)));
}

/** Steps in which each row of the transition tables is drawn from some hundred times, within reason. */
function lockstepSteps({ states, actions }: FiniteModel): number {
  return Math.min(500_000, Math.max(20_000, 120 * states * actions));
}

function drawsAlike(environment: Environment, model: FiniteModel, driver: Driver | undefined): boolean {
  const steps = lockstepSteps(model);
  const derived = walkNumbers(new ModelEnvironment(model), 5, { steps, driver });
  for (const numbers of walkNumbers(environment, 5, { steps, driver })) {
    if (!sameBits(numbers, derived.next().value ?? [])) return false;
  }
  return true;
}
