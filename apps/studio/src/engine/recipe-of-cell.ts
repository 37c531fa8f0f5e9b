import { partKinds } from '@pomdp-gym/contracts';
import { formatReference, parseEnvironment, parseStudy, runsOf, type Study } from '@pomdp-gym/experiment';
import type { RunRecipe } from './calls.js';

/** How `run` repeats the runs of a study of one environment and one agent; null where a recipe does not hold all of their settings. */
export function recipeOf(cell: Study): RunRecipe | null {
  const [environment, agent] = [cell.environments[0]!, cell.agents[0]!];
  const { center } = agent.start;
  const parts = partKinds.flatMap((kind) => (agent[kind] ? [[kind, agent[kind]] as const] : []));
  const { id, options, wrappers = [] } = environment;
  const recipe = {
    environment: [{ id, options }, ...wrappers].map(formatReference).join('+'),
    agent: parts.map(([, part]) => formatReference(part)).join('+'),
    seed: 0,
    budget: cell.budget,
    steps: agent.steps.direction,
    start: center ?? null,
  };
  const repeated = parseStudy({
    name: cell.name,
    environments: [parseEnvironment(recipe.environment)],
    agents: [
      {
        ...Object.fromEntries(parts),
        steps: recipe.steps,
        ...(center && { start: { initialScale: 0, center } }),
      },
    ],
    seeds: [0],
    budget: recipe.budget,
  });
  return settingsOf(repeated) === settingsOf(cell) ? recipe : null;
}

/** All that the runs of a cell depend on besides their seeds, in an order that does not depend on how it was written. */
function settingsOf(cell: Study): string {
  const [description] = runsOf({ ...cell, seeds: [0] });
  const { environment, agent, ...shared } = description!;
  const unnamed = { ...shared, environment: { ...environment, name: '' }, agent: { ...agent, name: '' } };
  return JSON.stringify(unnamed, (_, value: unknown) => sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
