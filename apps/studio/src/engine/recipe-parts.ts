import { isInputError, type Kind, partKinds, type Reference } from '@pomdp-gym/contracts';
import { formatReference, parseAgent, parseEnvironment } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { PartProblem, ReadParts, RecipeParts, RecipeTexts } from './calls.js';

/** Takes a recipe apart, with what is wrong with the options of each part. */
export function readParts(texts: RecipeTexts, registry: Registry): ReadParts {
  try {
    const parts = partsOf(texts, registry);
    return { parts, problems: problemsOf(parts, registry) };
  } catch (error) {
    if (isInputError(error)) return { parts: null, problems: [] };
    throw error;
  }
}

function partsOf(texts: RecipeTexts, registry: Registry): RecipeParts {
  const { id, options, wrappers = [] } = parseEnvironment(texts.environment);
  const written = parseAgent(texts.agent, registry);
  const agent = partKinds.flatMap((kind) => (written[kind] ? [[kind, written[kind]] as const] : []));
  return { environment: { id, options }, wrappers, agent: Object.fromEntries(agent) };
}

function problemsOf({ environment, wrappers, agent }: RecipeParts, registry: Registry): PartProblem[] {
  const parts: readonly (readonly [place: string, kind: Kind, part: Reference])[] = [
    ['environment', 'environment', environment],
    ...wrappers.map((wrapper, i) => [`wrapper ${i}`, 'wrapper', wrapper] as const),
    ...partKinds.flatMap((kind) => (agent[kind] ? [[kind, kind, agent[kind]] as const] : [])),
  ];
  return parts.flatMap(([place, kind, part]) =>
    problemsOfPart(kind, part, registry).map((problem) => ({ place, ...problem })),
  );
}

function problemsOfPart(kind: Kind, part: Reference, registry: Registry): Omit<PartProblem, 'place'>[] {
  try {
    return registry.problems(kind, part).map(({ path, message }) => ({
      path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
      message,
    }));
  } catch (error) {
    if (isInputError(error)) return [{ path: [], message: error.message }];
    throw error;
  }
}

/** The parts as a person writes them. */
export function writeParts({ environment, wrappers, agent }: RecipeParts): RecipeTexts {
  const parts = partKinds.flatMap((kind) => agent[kind] ?? []);
  return {
    environment: [environment, ...wrappers].map(formatReference).join('+'),
    agent: parts.map(formatReference).join('+'),
  };
}
