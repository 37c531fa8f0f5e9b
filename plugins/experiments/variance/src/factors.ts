import { GpomdpDecomposition, type PolicyAnalysis, TdAnalysis } from '@pomdp-gym/exact';
import { z } from 'zod';
import { choiceMasses, scoreSquares } from './choice-masses.js';

/** What a model under a policy is like, before anything is said of variances. */
export const factorsSchema = z.strictObject({
  /** Nodes of the recurrent chain, actions, observations that are met, parameters. */
  nodes: z.number(),
  actions: z.number(),
  observations: z.number(),
  parameters: z.number(),
  /** |λ₂| of the chain. */
  secondEigenvalue: z.number(),
  /** H(X | Y) in bits, X the node of the chain: what an observation leaves open. */
  aliasing: z.number(),
  /** H(Y) in bits. */
  observationEntropy: z.number(),
  /** H(U | Y) in bits. */
  actionEntropy: z.number(),
  /** E|score|² */
  scoreSquare: z.number(),
  /** η and the standard deviation of a reward. */
  rewardMean: z.number(),
  rewardDeviation: z.number(),
  /** How often a reward differs from the commonest one. */
  rewardDensity: z.number(),
  /** lim T · Var of the mean reward over the variance of a reward: the integrated autocorrelation. */
  rewardCorrelation: z.number(),
  /** The part of the variance of a reward that the node explains. */
  rewardOfNode: z.number(),
  /** How often a step ends an episode. */
  endingRate: z.number(),
});

export type Factors = z.infer<typeof factorsSchema>;

export function factorsOf(analysis: PolicyAnalysis): Factors {
  const { process } = new GpomdpDecomposition(analysis, { beta: 0 });
  const td = new TdAnalysis(analysis, { discount: 0, lambda: 0 });
  const { stationary, steps, transitions } = process;
  const eta = analysis.averageReward;
  const mean = (value: (s: number) => number) =>
    steps.probabilities.reduce((sum, p, s) => sum + stationary[steps.from[s]!]! * p * value(s), 0);
  const variance = mean((s) => steps.squaredRewards[s]!) - eta ** 2;
  const seen = Array.from(td.occupancy).filter((mass) => mass > 0);
  const choices = Array.from(choiceMasses(analysis));
  const nodes = Array.from(td.process.stationary);
  return {
    nodes: analysis.recurrent.length,
    actions: analysis.chain.controller.actions,
    observations: seen.length,
    parameters: analysis.requireScores().parameters,
    secondEigenvalue: analysis.secondEigenvalue() ?? 1,
    aliasing: entropy(nodes) - entropy(seen),
    observationEntropy: entropy(seen),
    actionEntropy: entropy(choices) - entropy(seen),
    scoreSquare: scoreSquares(analysis).reduce((sum, value) => sum + value, 0),
    rewardMean: eta,
    rewardDeviation: Math.sqrt(Math.max(0, variance)),
    rewardDensity: 1 - commonest(steps.rewards, (s) => stationary[steps.from[s]!]! * steps.probabilities[s]!),
    rewardCorrelation: td.rewardVariance() / variance,
    rewardOfNode:
      stationary.reduce((sum, mass, x) => sum + mass * (transitions.rewards[x]! - eta) ** 2, 0) / variance,
    endingRate: stationary.reduce((sum, mass, x) => sum + mass * transitions.ending[x]!, 0),
  };
}

/** How often the commonest of some values is taken. */
function commonest(values: Float64Array, massOf: (i: number) => number): number {
  const masses = new Map<number, number>();
  values.forEach((value, i) => masses.set(value, (masses.get(value) ?? 0) + massOf(i)));
  return Math.max(...masses.values());
}

/** In bits. */
function entropy(masses: readonly number[]): number {
  return masses.reduce((sum, mass) => (mass > 0 ? sum - mass * Math.log2(mass) : sum), 0);
}
