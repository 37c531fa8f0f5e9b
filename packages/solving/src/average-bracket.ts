import { type FiniteModel, isInputError, type Policy } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import {
  averageRewardBound,
  graphController,
  isAlphaVectorPolicy,
  policyGraph,
  rewardSpan,
} from '@pomdp-gym/planning';
import { searchWithin } from './discounted-bracket.js';
import type { BracketSolvers, Effort, BracketEnds, NamedSolver } from './bracket-ends.js';
import { runSolver, unlimited } from './run-solver.js';
import { toTheEnd } from './to-the-end.js';

/** Sweeps of value iteration after which its bounds stand as they are: so much work, and so many at least. */
const SWEEP_WORK = 5e8;
const SWEEPS = 1000;
/** Backups to find a policy with, as a part of those allowed: it is a means here. */
const SHARE = 0.2;
/** γ to find a policy with, where the model states none below one. */
const DISCOUNT = 0.95;
/** The most states times nodes of a policy graph that its average is worked out for: a second or two. */
const MOST_PAIRS = 4000;

/**
 * [lower, upper] of the average reward per step. From above: value iteration on the states as if they were seen, and the
 * fast informed bound, which knows what observations hide. From below: what value iteration's policy of observations
 * alone earns, and the exact average of the policy graph of a discounted solution.
 *
 * @throws InputError where the best average depends on where one starts.
 */
export async function averageBracket(
  solvers: BracketSolvers,
  model: FiniteModel,
  effort: Effort,
): Promise<BracketEnds> {
  const gap = GAP * rewardSpan(model);
  const seeing = await seen(solvers.average, model, effort);
  const informed = seeing.lower < seeing.upper - gap ? toTheEnd(averageRewardBound(model)) : Infinity;
  const upper = Math.min(seeing.upper, informed);
  const small = model.states <= MOST_PAIRS;
  const search =
    small && seeing.lower < upper - gap
      ? await controllerAverage(solvers.discounted, model, effort)
      : undefined;
  const lower = Math.max(seeing.lower, search?.average ?? -Infinity);
  const above =
    informed < seeing.upper ? 'the fast informed bound' : `${solvers.average.name} on states as if seen`;
  const below =
    lower > seeing.lower ? `a policy graph of ${solvers.discounted.name}` : 'a policy without memory';
  return {
    // Where they meet, rounding could put one beyond the other.
    lower: Math.min(lower, upper),
    upper,
    by: { lower: below, upper: above },
    cut: seeing.cut || search?.cut === true,
  };
}

/** A gap that is not worth closing, as a part of the range of rewards, and the one at which value iteration is done. */
const [GAP, PRECISION] = [1e-7, 1e-8];

async function seen(solver: NamedSolver, model: FiniteModel, { meters, signal, onProgress }: Effort) {
  const precision = PRECISION * rewardSpan(model);
  const entries = model.transitions.reduce((sum, { values }) => sum + values.length, 0);
  const sweeps = Math.max(SWEEPS, Math.ceil(SWEEP_WORK / entries));
  const { progress, stopped } = await runSolver(solver.create(precision), model, {
    limits: { ...unlimited, work: sweeps },
    meters,
    signal,
    onProgress: (_progress, seconds) => onProgress?.(seconds),
  });
  return { lower: progress.lower, upper: progress.upper, cut: stopped === 'interrupted' };
}

/** The exact average of what a discounted solution does; undefined where its graph is too large, or has no one average. */
async function controllerAverage(solver: NamedSolver, model: FiniteModel, effort: Effort) {
  const { discount = 1 } = model;
  const discounted = discount < 1 ? model : { ...model, discount: DISCOUNT };
  const backups = Math.ceil(SHARE * effort.backups);
  const { policy, stopped } = await searchWithin(solver, discounted, { ...effort, backups });
  return { average: graphAverage(policy, model), cut: stopped === 'interrupted' };
}

function graphAverage(policy: Policy, model: FiniteModel): number | undefined {
  if (!isAlphaVectorPolicy(policy)) return undefined;
  const graph = policyGraph(policy, Math.floor(MOST_PAIRS / model.states));
  if (!graph) return undefined;
  try {
    return new PolicyAnalysis(model, graphController(graph, model)).averageReward;
  } catch (error) {
    if (isInputError(error)) return undefined;
    throw error;
  }
}
