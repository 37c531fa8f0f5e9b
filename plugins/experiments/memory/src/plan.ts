import { InputError } from '@pomdp-gym/contracts';
import type { ExperimentPlan, Findings, Laboratory, Size } from '@pomdp-gym/reproduction';
import {
  memorylessValue,
  reachesExact,
  reachesReported,
  reachesSearch,
  reachesSearchWarm,
  withinBracket,
} from './claims.js';
import { MemoryValues, method, type Scale, scaleOf, warmStart } from './data.js';
import type { MemoryOptions } from './memory-options.js';
import { problemModel } from './problem-model.js';
import { type MemoryProblem, problemsIn } from './problems.js';
import { chart, fromSamples, numbers } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(chosen: MemoryOptions, size: Size, laboratory: Laboratory): ExperimentPlan {
  const scale = scaleOf(size, chosen);
  const problems = chosenProblems(chosen, scale);
  // A file that cannot be read is refused here, before anything is run.
  for (const { settings } of problems) problemModel(settings, laboratory.registry);
  const all = problems.map((problem) => new MemoryValues(problem, scale, laboratory));
  return {
    data: all.flatMap(({ data }) => data),
    findings: () => findings(all, scale.gradients),
  };
}

/** The problems that are named, or all that are fast enough. */
function chosenProblems(chosen: MemoryOptions, scale: Scale): readonly MemoryProblem[] {
  const known = problemsIn(chosen);
  const names = known.map(({ name }) => name);
  const unknown = chosen.only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const hint = chosen.models === '' ? ', and others with the option models' : '';
    throw new InputError(
      `There is no problem ${unknown} in the table; there are ${names.join(', ')}${hint}.`,
    );
  }
  if (chosen.only.length === 0) return known.filter(({ seconds }) => seconds <= scale.seconds);
  return known.filter(({ name }) => chosen.only.includes(name));
}

function findings(all: readonly MemoryValues[], gradients: number): Findings {
  const { stay, longestMove, iterates } = method;
  return {
    method: [
      'Softmax controllers climb the discounted value of the start by its exact natural gradient, each from one random start a seed: ' +
        `parameters uniform on [−1, 1], ${stay} more for moves that stay in their node. The first step is ${longestMove} long in the metric of ` +
        'the Fisher matrix; a step that rises is followed by one 1.6 times as long, one that falls is halved. Each trial counts as a gradient; an ascent ' +
        `ends after ${gradients}, or ${iterates} rises in a row that gain nothing to speak of.`,
      `Besides, problems of searches are begun once from the policy graph of SARSOP after ${warmStart.work} backups, cut down to its ${warmStart.nodes} most visited nodes and softened.`,
      ...(all.some(({ sampled }) => sampled) ? [samplingMethod] : []),
      'Where a program that is compared with sees an observation before its first action, so do these.',
    ],
    claims: [
      ...reachesReported(all, 8, 7),
      ...reachesReported(all, 4, 4),
      ...all.flatMap((values) => [
        ...memorylessValue(values),
        ...reachesSearch(values),
        ...reachesSearchWarm(values),
        ...reachesExact(values),
      ]),
      withinBracket(all),
    ],
    sections: [chart(all), numbers(all), ...fromSamples(all)],
  };
}

const samplingMethod =
  'From samples, episodes are stopped after each step with probability 1 − γ, so that their average reward is (1 − γ) times the ' +
  'discounted value of the start. GPOMDP estimates each gradient and the Fisher matrix from one path. The last iterate counts, by its exact value.';
