import type { Environment, FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment, modelProblems, observationCount } from '@pomdp-gym/models';
import { demandAgreement } from './agreement/model-agreement.js';
import { type Check, demand } from './check.js';
import { sameBits, walkNumbers } from './walk.js';

const AGREEMENT_STEPS = 500_000;

/** The rules that an environment with a model keeps; none for an environment without. */
export function modelChecks(
  create: () => Environment,
  settings: { readonly agreementSteps?: number },
): Check[] {
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
    {
      name: 'Model and simulator agree: what is seen follows the law that the model gives it.',
      run: () => agrees(...both(), settings.agreementSteps ?? AGREEMENT_STEPS),
    },
  ];
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

/**
 * A simulator that makes the very draws that the model's own environment makes follows the model by that alone; one that
 * draws in another way is put to the statistical test.
 */
function agrees(environment: Environment, model: FiniteModel, steps: number): void {
  if (!drawsAlike(environment, model)) demandAgreement(environment, model, steps);
}

/** Steps in which each row of the transition tables is drawn from some hundred times, within reason. */
function lockstepSteps({ states, actions }: FiniteModel): number {
  return Math.min(500_000, Math.max(20_000, 120 * states * actions));
}

function drawsAlike(environment: Environment, model: FiniteModel): boolean {
  const steps = lockstepSteps(model);
  const derived = walkNumbers(new ModelEnvironment(model), 5, steps);
  for (const numbers of walkNumbers(environment, 5, steps)) {
    if (!sameBits(numbers, derived.next().value ?? [])) return false;
  }
  return true;
}
