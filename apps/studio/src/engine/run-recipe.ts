import { InputError, isInputError, type RunDescription } from '@pomdp-gym/contracts';
import {
  parseAgent,
  parseEnvironment,
  parseStudy,
  refuseAll,
  runEvents,
  runsOf,
  type Study,
  studyProblems,
  untilAborted,
} from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { RunRecipe } from './calls.js';
import type { CallContext } from './call-context.js';

/** The study of one run that a recipe stands for: what `pomdp-gym run` makes of the same words. */
function studyOf(
  { environment, agent, seed, budget, steps, start }: RunRecipe,
  registry: Registry,
  seeds = 1,
): Study {
  return parseStudy({
    name: 'studio',
    environments: [parseEnvironment(environment)],
    agents: [
      {
        ...parseAgent(agent, registry),
        steps,
        ...(start && { start: { initialScale: 0, center: start } }),
      },
    ],
    seeds: Array.from({ length: seeds }, (_, i) => seed + i),
    budget,
  });
}

/** The study that a recipe stands for, as JSON, which `pomdp-gym compare` reads as YAML. */
export function studyText(recipe: RunRecipe, registry: Registry): string {
  return `${JSON.stringify(studyOf(recipe, registry), null, 2)}\n`;
}

/** What is wrong with a recipe, one sentence each; nothing where it can run. */
export function recipeProblems(recipe: RunRecipe, registry: Registry): readonly string[] {
  try {
    return studyProblems(studyOf(recipe, registry), registry).errors.map(({ message }) => message);
  } catch (error) {
    if (isInputError(error)) return error.message.split('\n');
    throw error;
  }
}

/** The run that a recipe stands for. Throws an InputError where it cannot run. */
export function describeRecipe(recipe: RunRecipe, registry: Registry): RunDescription {
  const study = studyOf(recipe, registry);
  refuseAll(studyProblems(study, registry).errors);
  const [description] = runsOf(study);
  if (!description) throw new InputError('There is nothing to run.');
  return description;
}

/** The study of a recipe over consecutive seeds. Throws an InputError where it cannot run. */
export function studyOfSeeds(recipe: RunRecipe, seeds: number, registry: Registry): Study {
  const study = studyOf(recipe, registry, seeds);
  refuseAll(studyProblems(study, registry).errors);
  return study;
}

/** Emits the events of a run, until the signal aborts. */
export async function runRecipe(recipe: RunRecipe, { registry, emit, signal }: CallContext): Promise<void> {
  const description = describeRecipe(recipe, registry);
  const clock = () => performance.now() / 1000;
  await untilAborted(runEvents(description, registry, undefined, { clock }), signal, emit);
}
