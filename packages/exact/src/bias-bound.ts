import type { SparseRows } from '@pomdp-gym/contracts';
import { dot, norm } from '@pomdp-gym/numerics';
import { eigenvectorCondition } from './eigenvector-condition.js';
import type { JointChain } from './joint-chain.js';
import { moveValues, nodeMeans } from './move-values.js';
import { ENDING } from './observed-states.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { scoreInflow, stationaryMean } from './score-flow.js';

/** What the bound on GPOMDP's bias is made of; one chain, every β. */
export interface BiasBoundParts {
  /** |λ₂| */
  readonly secondModulus: number;
  /** κ₂(Π^½ S), S the right eigenvectors, each of unit length in the norm of π. */
  readonly condition: number;
  /** ‖∇π' Π^−½‖, the Frobenius norm of a K × n matrix. */
  readonly responseNorm: number;
  /** ‖∇η‖ */
  readonly gradientNorm: number;
  /** (f'Πf)^½, where f(x) = E[r | X' = x] is the part of the reward that the node entered decides. */
  readonly enteredNorm: number;
  /** (ḡ'Πḡ)^½, where ḡ(x) = E[r − f(X') | x] is what remains of a step's reward. */
  readonly remainderNorm: number;
  /** ‖Σ_x π(x) Σ_u ∇μ(u | x) E[r − f(X') | x, u]‖ */
  readonly remainderGradientNorm: number;
}

/**
 * A bound on 1 − ⟨∇η, β∇_βη⟩ / ‖∇η‖², and on ‖∇η − β∇_βη‖ / ‖∇η‖ which is no less (Baxter and Bartlett 2001, theorem 3;
 * recalled). For a reward of the state entered it is
 *
 *     κ₂(Π^½ S) · ‖∇π' Π^−½‖ / ‖∇η‖ · (r'Πr)^½ · (1 − β) / (1 − β|λ₂|).
 *
 * As ‖∇π' Π^−½‖ = 2 ‖∇(√π)‖, a bound with ‖∇(√π)‖ and without the factor 2 does not hold: the tests have the example.
 * What the node entered does not decide adds its own terms, derived in the README. Infinity where ∇η is zero.
 */
export function biasBound(parts: BiasBoundParts, beta: number): number {
  const { condition, responseNorm, enteredNorm, remainderNorm, remainderGradientNorm } = parts;
  const reach = condition / (1 - beta * parts.secondModulus);
  const entered = responseNorm * enteredNorm * reach;
  const remainder = remainderGradientNorm + responseNorm * remainderNorm * (1 + beta * reach);
  return parts.gradientNorm === 0 ? Infinity : ((1 - beta) * (entered + remainder)) / parts.gradientNorm;
}

/** Chains with more recurrent nodes than this get no bound: it takes the singular values of a 2n × 2n matrix. */
export const BOUND_LIMIT = 150;

/** The parts of the bound; undefined where episodes end, or the chain is larger than `BOUND_LIMIT`. */
export function biasBoundParts(analysis: PolicyAnalysis, moveScores: SparseRows): BiasBoundParts | undefined {
  const { chain, transitions, longRun, stationary, recurrent } = analysis;
  if (transitions.ending.some((probability) => probability > 0) || recurrent.length > BOUND_LIMIT)
    return undefined;
  const entered = enteredReward(chain, stationary);
  const remainder = moveValues(chain, (node, reward) => reward - entered[node]!);
  const responses = scoreInflow(chain, stationary, moveScores).map((inflow) => longRun.response(inflow));
  return {
    secondModulus: analysis.secondEigenvalue()!,
    condition: eigenvectorCondition(analysis.schurForm('triangle')),
    responseNorm: responseNorm(responses, stationary),
    gradientNorm: norm(analysis.gradient()),
    enteredNorm: stationaryNorm(entered, stationary),
    remainderNorm: stationaryNorm(nodeMeans(chain, remainder), stationary),
    remainderGradientNorm: norm(stationaryMean(chain, stationary, moveScores, remainder)),
  };
}

/** f(x) = E[r | X' = x] under the stationary law; 0 where no step leads. For chains without endings. */
function enteredReward(chain: JointChain, stationary: Float64Array): Float64Array {
  const inflow = new Float64Array(chain.size);
  const earned = new Float64Array(chain.size);
  for (let x = 0; x < chain.size; x++) {
    for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++) {
      const flow = stationary[x]! * chain.moveProbabilities[move]!;
      for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
        const node = chain.outcomeNodes[o]!;
        if (node === ENDING) continue;
        inflow[node]! += flow * chain.outcomeProbabilities[o]!;
        earned[node]! += flow * chain.outcomeProbabilities[o]! * chain.outcomeRewards[o]!;
      }
    }
  }
  return earned.map((reward, x) => (reward === 0 ? 0 : reward / inflow[x]!));
}

/** (v'Πv)^½ */
function stationaryNorm(v: Float64Array, stationary: Float64Array): number {
  return Math.sqrt(
    dot(
      stationary,
      v.map((value) => value * value),
    ),
  );
}

/** ‖∇π' Π^−½‖ from the derivative of π in each parameter, over the nodes that have mass. */
function responseNorm(responses: readonly Float64Array[], stationary: Float64Array): number {
  return norm(
    Float64Array.from(responses, (response) => {
      let squares = 0;
      stationary.forEach((mass, x) => (squares += mass > 0 ? response[x]! ** 2 / mass : 0));
      return Math.sqrt(squares);
    }),
  );
}
