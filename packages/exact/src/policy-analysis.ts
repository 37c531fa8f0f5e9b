import { type FiniteModel, type FiniteTable, InputError, type ParametricPolicy } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import { type FiniteStateController, memoryless } from './finite-state-controller.js';
import { type JointChain, jointChain } from './joint-chain.js';
import { LongRun } from './long-run.js';
import { choiceWeights, moveValues } from './move-values.js';
import { policyScores, type Scores } from './policy-scores.js';
import { soleRecurrentClass } from './sole-recurrent-class.js';
import {
  balancedSchurForm,
  type Eigenvalue,
  eigenvalues,
  secondModulus,
  SPECTRUM_LIMIT,
} from './spectrum.js';
import { type Transitions, transitions, withRestart } from './transitions.js';

/**
 * Everything that is exact about one policy on one model. The joint chain, its stationary law and its factors are made
 * once; the rest is made when asked for. The policy's θ is read at the start: make a new analysis where it has changed.
 */
export class PolicyAnalysis {
  readonly chain: JointChain;
  readonly transitions: Transitions;
  /** The nodes of the only recurrent class. */
  readonly recurrent: Int32Array;
  private readonly longRun: LongRun;

  /**
   * @param scores the derivatives of the controller's probabilities, where it has parameters.
   * @throws InputError where model and controller do not fit, or the chain has more than one recurrent class.
   */
  constructor(
    model: FiniteModel,
    controller: FiniteStateController,
    private readonly scores?: Scores,
  ) {
    this.chain = jointChain(model, controller);
    this.transitions = transitions(this.chain);
    const rows = withRestart(this.transitions);
    const recurrent = soleRecurrentClass(rows, this.chain, model.labels);
    this.recurrent = recurrent.filter((x) => x < this.chain.size);
    this.longRun = new LongRun(rows, this.chain.size, recurrent);
  }

  /** Of a policy without memory, given by its table. */
  static ofTable(model: FiniteModel, table: FiniteTable): PolicyAnalysis {
    return new PolicyAnalysis(model, memoryless(table));
  }

  /** Of a parametric policy without memory. Throws an InputError where it has no table. */
  static ofPolicy(model: FiniteModel, policy: ParametricPolicy): PolicyAnalysis {
    const table = policy.table?.();
    if (!table) {
      throw new InputError(
        'Exact analysis needs a policy over finite observations: this one has no table().',
      );
    }
    return new PolicyAnalysis(model, memoryless(table), policyScores(policy, table));
  }

  /** π, one number a joint node. */
  get stationary(): Float64Array {
    return this.longRun.stationary;
  }

  /** η = π' r̄, the long-run reward per step. */
  get averageReward(): number {
    return dot(this.stationary, this.transitions.rewards);
  }

  /** ∇η, K numbers. */
  gradient(): Float64Array {
    const { size } = this.chain;
    const bias = this.longRun.bias(this.transitions.rewards);
    const atEnding = dot(this.chain.restart, bias.subarray(0, size));
    return this.weighScores(moveValues(this.chain, bias, atEnding));
  }

  /** ∇_βη, the limit of GPOMDP's estimates, K numbers. β in [0, 1); throws a RangeError elsewhere. */
  discountedGradient(beta: number): Float64Array {
    const value = new DiscountedRun(this.transitions, beta).value(this.transitions.rewards);
    return this.weighScores(
      moveValues(
        this.chain,
        value.map((v) => beta * v),
        0,
      ),
    );
  }

  private weighScores(values: Float64Array): Float64Array {
    if (!this.scores) throw new Error('This policy has no parameters to take a gradient in.');
    const gradient = new Float64Array(this.scores.parameters);
    this.scores.accumulate(choiceWeights(this.chain, this.stationary, values), gradient);
    return gradient;
  }

  /** The eigenvalues of the recurrent chain by falling modulus; undefined beyond `SPECTRUM_LIMIT` nodes. */
  spectrum(): Eigenvalue[] | undefined {
    if (this.recurrent.length > SPECTRUM_LIMIT) return undefined;
    return eigenvalues(balancedSchurForm(this.transitions, this.stationary, this.recurrent));
  }

  /** |λ₂| of the recurrent chain; undefined beyond `SPECTRUM_LIMIT` nodes. */
  secondEigenvalue(): number | undefined {
    const spectrum = this.spectrum();
    return spectrum && secondModulus(spectrum);
  }
}
