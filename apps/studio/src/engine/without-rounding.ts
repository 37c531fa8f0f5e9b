import type { JointChain, PolicyAnalysis } from '@pomdp-gym/exact';
import { norm } from '@pomdp-gym/numerics';

/** Some hundred roundings of double precision. */
const RELATIVE = 1e-13;

/**
 * Takes an exact gradient of a policy to zero where it is no longer than rounding leaves of one that is zero: 1e-13 of
 * Σ_x π(x) Σ_c P(c | x) |score_c|, the lengths that its sum is made of, times the greatest reward.
 */
export function withoutRounding(analysis: PolicyAnalysis): (gradient: Float64Array) => Float64Array {
  const rounding = gradientRounding(analysis);
  return (gradient) => (norm(gradient) <= rounding ? new Float64Array(gradient.length) : gradient);
}

function gradientRounding(analysis: PolicyAnalysis): number {
  const { chain, stationary } = analysis;
  const scores = analysis.requireScores();
  const score = new Float64Array(scores.parameters);
  let length = 0;
  choiceShares(chain, stationary).forEach((share, choice) => {
    if (share === 0) return;
    score.fill(0);
    scores.addScore(choice, 1, score);
    length += share * norm(score);
  });
  const greatest = chain.outcomeRewards.reduce((most, reward) => Math.max(most, Math.abs(reward)), 0);
  return RELATIVE * length * greatest;
}

/** Σ_x π(x) P(c | x), for each choice c. */
function choiceShares(chain: JointChain, stationary: Float64Array): Float64Array {
  const { moveOffsets, choiceOffsets, choices, choiceProbabilities, controller } = chain;
  const shares = new Float64Array(controller.successorProbabilities.length);
  stationary.forEach((visits, x) => {
    const [begin, end] = [choiceOffsets[moveOffsets[x]!]!, choiceOffsets[moveOffsets[x + 1]!]!];
    for (let i = begin; i < end; i++) shares[choices[i]!]! += visits * choiceProbabilities[i]!;
  });
  return shares;
}
