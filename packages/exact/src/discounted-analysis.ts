import {
  type FiniteModel,
  type FiniteStateController,
  type Fisher,
  InputError,
  type ParametricPolicy,
} from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import { exactFisher } from './exact-fisher.js';
import { type JointChain, jointChain } from './joint-chain.js';
import { choiceWeights, discountedMoveValues } from './move-values.js';
import { policyScores, type Scores } from './policy-scores.js';
import { requireController } from './require-controller.js';
import { alwaysEnds } from './ends-always.js';
import { type Transitions, transitions } from './transitions.js';

/**
 * The discounted value of the start under one controller, and its gradient: V_γ = E[Σ_t γ^t r_{t+1}] from the start of an
 * episode to its end. The chain may have several recurrent classes. The policy's θ is read at the start: make a new analysis where
 * it has changed.
 */
export class DiscountedAnalysis {
  readonly chain: JointChain;
  private readonly run: DiscountedRun;
  private readonly transitions: Transitions;
  /** d_γ, once it is known. */
  private knownVisits: Float64Array | undefined;

  /**
   * @param discount γ in [0, 1), or 1 where every episode ends with probability one; throws a RangeError elsewhere.
   * @param scores the derivatives of the controller's probabilities, where it has parameters.
   * @throws InputError where model and controller do not fit.
   */
  constructor(
    model: FiniteModel,
    controller: FiniteStateController,
    readonly discount: number,
    private readonly scores?: Scores,
  ) {
    this.chain = jointChain(model, controller);
    this.transitions = transitions(this.chain);
    if (discount === 1 && !alwaysEnds(this.transitions)) {
      throw new RangeError(
        'An undiscounted value needs episodes that end whatever happens, and these may not: take a discount below 1.',
      );
    }
    this.run = new DiscountedRun(this.transitions, discount);
  }

  /** Of a parametric policy, with a finite memory or without. Throws an InputError where it has neither table nor controller. */
  static ofPolicy(model: FiniteModel, policy: ParametricPolicy, discount: number): DiscountedAnalysis {
    const controller = requireController(policy);
    return new DiscountedAnalysis(model, controller, discount, policyScores(policy, controller));
  }

  /** V_γ */
  get value(): number {
    return dot(this.chain.restart, this.run.value(this.transitions.rewards));
  }

  /**
   * ∇V_γ = Σ_x d_γ(x) Σ_{u, m'} ∇p(u, m' | x) E[r + γ 1{going on} J_γ(X')], K numbers, with d_γ the discounted visits of an
   * episode. The law of the first memory node has no parameters.
   */
  gradient(): Float64Array {
    const { chain, transitions, discount, visits } = this;
    const scores = this.requireScores();
    const { values, shift } = this.run.centredValue(transitions.rewards, visits);
    const moveValues = discountedMoveValues(chain, { values, atEnding: -shift }, discount);
    const gradient = new Float64Array(scores.parameters);
    scores.addScores(choiceWeights(chain, visits, moveValues), gradient);
    return gradient;
  }

  /** The Fisher matrix under the law of the discounted visits of an episode: E[score · scoreᵀ] with d_γ scaled to sum to one. */
  fisher(): Fisher {
    return exactFisher(this.chain, this.visits, this.requireScores());
  }

  private get visits(): Float64Array {
    return (this.knownVisits ??= this.run.visits(this.chain.restart));
  }

  private requireScores(): Scores {
    if (this.scores) return this.scores;
    throw new InputError(
      'This controller was given without scores, so it has no parameters to take a gradient in.',
    );
  }
}
