import type { ExperimentPlan, Laboratory, Size } from '@pomdp-gym/reproduction';
import type { AutomaticOptions } from './automatic-options.js';
import { claimsOf } from './claims.js';
import { ProblemData } from './problem-data.js';
import { chosenProblems } from './problems.js';
import { ascentGrid, scaleOf } from './scale.js';
import { sectionsOf } from './sections.js';

/** Those that a minute is enough for. */
const QUICK = ['ThreeState', 'Garnet-101'];

/** Names the data, and concludes from them. */
export function plan(chosen: AutomaticOptions, size: Size, laboratory: Laboratory): ExperimentPlan {
  const scale = scaleOf(size);
  const only = size === 'quick' && chosen.only.length === 0 ? QUICK : chosen.only;
  const all = chosenProblems({ ...chosen, only }).map(
    (problem) => new ProblemData(problem, scale, chosen, laboratory),
  );
  const { betas, steps } = ascentGrid;
  return {
    data: all.flatMap(({ data }) => data),
    findings: () => ({
      method: [
        `Gradients: ${scale.paths} paths of auto at one θ a problem, beside exact errors of fixed β.`,
        `Ascents: CONJPOMDP at its defaults, ${scale.budget} steps in all, ${scale.runs} seeds; β of ${betas.join(', ')} with T of ${steps.join(', ')}, beside auto with T of ` +
          `${scale.most.direction} at most for a direction and ${scale.most.lineSearch} in line searches.`,
        `Signs: ${scale.signs} trials a problem at slopes that are known exactly, T at most ${scale.signSteps}.`,
      ],
      claims: claimsOf(all),
      sections: sectionsOf(all),
    }),
  };
}
