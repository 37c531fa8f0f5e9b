import { beliefMap } from './belief-map.js';
import { catalogue } from './catalogue.js';
import type { CallName, Calls } from './calls.js';
import type { CallContext } from './call-context.js';
import { averageOptimum } from './average-optimum.js';
import { exactGradients } from './exact-gradients.js';
import { followStudy } from './follow-study.js';
import { requireStudy } from './require-study.js';
import { gradientPaths } from './gradient-paths.js';
import { knownBracket } from './known-optima.js';
import { takeOptima } from './take-optima.js';
import { learnerValues } from './learner-values.js';
import { openResults } from './open-results.js';
import { readParts, writeParts } from './recipe-parts.js';
import { recipeProblems, runRecipe, studyText } from './run-recipe.js';
import { controllerGraph } from './controller-graph.js';
import { errorMap } from './error-map.js';
import { finiteErrors } from './finite-errors.js';
import { rewardsAlong, rewardSurface } from './reward-surface.js';
import { runSeeds } from './run-seeds.js';
import { solveProblem } from './solve-problem.js';
import { playEpisode } from './play-episode.js';
import { watchEpisode } from './watch-episode.js';

type Handlers = {
  readonly [Name in CallName]: (
    argument: Calls[Name]['argument'],
    context: CallContext,
  ) => Promise<Calls[Name]['value']>;
};

/** What each call does. */
export const handlers: Handlers = {
  free: () => Promise.resolve(null),
  catalogue: (_, { registry }) => Promise.resolve(catalogue(registry)),
  problems: (recipe, { registry }) => Promise.resolve(recipeProblems(recipe, registry)),
  parts: (texts, { registry }) => Promise.resolve(readParts(texts, registry)),
  write: (parts) => Promise.resolve(writeParts(parts)),
  study: (recipe, { registry }) => Promise.resolve(studyText(recipe, registry)),
  run: async (recipe, context) => {
    await runRecipe(recipe, context);
    return null;
  },
  gradients: exactGradients,
  episode: (argument, { registry }) => Promise.resolve(watchEpisode(argument, registry)),
  results: async (files, context) => {
    await openResults(files, context);
    return null;
  },
  follow: followStudy,
  rows: (question, context) => requireStudy(context).page(question, context.signal),
  allRows: (question, context) => requireStudy(context).rowsOf(question, context.signal),
  runs: (question, context) => Promise.resolve(requireStudy(context).runs(question)),
  cell: (question, context) => requireStudy(context).details(question, context.signal),
  optimumQuestions: (_, context) => Promise.resolve(requireStudy(context).optimumQuestions),
  optimum: (question, { registry, signal }) => knownBracket(question, registry, signal),
  takeOptima: (found, context) => {
    takeOptima(found, context);
    return Promise.resolve(null);
  },
  play: (question, { registry }) => Promise.resolve(playEpisode(question, registry)),
  beliefMap: (question, { registry }) => Promise.resolve(beliefMap(question, registry)),
  seeds: async (question, context) => {
    await runSeeds(question, context);
    return null;
  },
  ray: (question, context) => rewardsAlong(question, context),
  surface: async (question, context) => {
    await rewardSurface(question, context);
    return null;
  },
  controller: (argument, { registry }) => Promise.resolve(controllerGraph(argument, registry)),
  errors: errorMap,
  finiteErrors,
  estimates: async (question, context) => {
    await gradientPaths(question, context);
    return null;
  },
  learnerValues: (question, { registry }) => Promise.resolve(learnerValues(question, registry)),
  averageOptimum,
  solve: solveProblem,
};
