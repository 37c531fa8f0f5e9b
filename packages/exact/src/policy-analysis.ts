import {
  type Endings,
  type FiniteModel,
  type FiniteStateController,
  type FiniteTable,
  type Fisher,
  InputError,
  memoryless,
  type ParametricPolicy,
} from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { assertBeta } from './beta.js';
import { DiscountedRun } from './discounted-run.js';
import { exactFisher } from './exact-fisher.js';
import { type JointChain, jointChain } from './joint-chain.js';
import { krylovSecondModulus } from './krylov.js';
import { LongRun } from './long-run.js';
import { MIXING_LIMIT, type MixingTime, mixingTime, mixingTimeBound } from './mixing-time.js';
import { choiceWeights, discountedMoveValues } from './move-values.js';
import { period } from './period.js';
import { policyScores, type Scores } from './policy-scores.js';
import { requireController } from './require-controller.js';
import { schurForm, type SchurForm } from './schur-form.js';
import { soleRecurrentClass } from './sole-recurrent-class.js';
import { denseTransitions, type Eigenvalue, eigenvalues, secondModulus, SPECTRUM_LIMIT } from './spectrum.js';
import { type Transitions, transitions, withRestart } from './transitions.js';
import { valueAhead } from './value-ahead.js';

/**
 * Everything that is exact about one policy on one model. The joint chain, its stationary law and its factors are made
 * once; the rest is made when asked for. The policy's θ is read at the start: make a new analysis where it has changed.
 */
export class PolicyAnalysis {
  readonly chain: JointChain;
  readonly transitions: Transitions;
  readonly longRun: LongRun;
  /** The nodes of the only recurrent class. */
  readonly recurrent: Int32Array;

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

  /** Of a parametric policy, with a finite memory or without. Throws an InputError where it has neither table nor controller. */
  static ofPolicy(model: FiniteModel, policy: ParametricPolicy): PolicyAnalysis {
    const controller = requireController(policy);
    return new PolicyAnalysis(model, controller, policyScores(policy, controller));
  }

  /** π, one number a joint node: how often it is left by an action. */
  get stationary(): Float64Array {
    return this.longRun.stationary;
  }

  /** η = π' r̄, the long-run reward per step. */
  get averageReward(): number {
    return dot(this.stationary, this.transitions.rewards);
  }

  /** h, one number a joint node: the reward still to come beyond the average, E[Σ_t (r_{t+1} − η)], with π'h = 0. */
  biasVector(): Float64Array {
    return this.longRun.biasEverywhere(this.transitions.rewards);
  }

  /** J_β = E[Σ_t β^t r_{t+1}] within the episode, one number a joint node. β in [0, 1); throws a RangeError elsewhere. */
  discountedValues(beta: number): Float64Array {
    assertBeta(beta);
    return new DiscountedRun(this.transitions, beta).value(this.transitions.rewards);
  }

  /** ∇η, K numbers. Throws an InputError where the chain mixes too slowly for double precision. */
  gradient(): Float64Array {
    const { size, restart } = this.chain;
    const bias = this.longRun.bias(this.transitions.rewards);
    assertDigits(bias, this.transitions.rewards);
    const atEnding = dot(restart, bias.subarray(0, size));
    return this.weighScores(discountedMoveValues(this.chain, { values: bias, atEnding }, 1));
  }

  /**
   * ∇_βη, the limit of GPOMDP's estimates where it does with endings what is said, K numbers. At β = 1 its limit as β → 1: with
   * `centred` and `carry`, and wherever nothing ends, that is ∇η. β in [0, 1]; throws a RangeError elsewhere.
   */
  discountedGradient(beta: number, endings: Endings = 'reset'): Float64Array {
    if (beta === 1 && (endings === 'carry' || !this.ends)) return this.gradient();
    if (beta !== 1) assertBeta(beta);
    const ahead = valueAhead(this.transitions, this.longRun, beta, endings);
    return this.weighScores(discountedMoveValues(this.chain, ahead, beta));
  }

  /** The Fisher matrix under the stationary law: E[score · scoreᵀ]. */
  fisher(): Fisher {
    return exactFisher(this.chain, this.stationary, this.requireScores());
  }

  /** Whether episodes end for ever: some recurrent node may be left by an ending. */
  get ends(): boolean {
    return this.recurrent.some((x) => this.transitions.ending[x]! > 0);
  }

  private weighScores(values: Float64Array): Float64Array {
    const scores = this.requireScores();
    const gradient = new Float64Array(scores.parameters);
    scores.addScores(choiceWeights(this.chain, this.stationary, values), gradient);
    return gradient;
  }

  /** The derivatives of the policy; throws a sentence where it has no parameters. */
  requireScores(): Scores {
    if (this.scores) return this.scores;
    throw new InputError('This policy was given as a table, so it has no parameters to take a gradient in.');
  }

  /**
   * The Schur form of Π^½ P Π^−½ over the recurrent nodes, where the spectrum and the condition of its eigenvectors
   * are read; its diagonal alone comes cheaper.
   */
  schurForm(want: 'triangle' | 'diagonal'): SchurForm {
    const { transitions, recurrent, stationary } = this;
    const balanced = denseTransitions(transitions, recurrent, stationary.map(Math.sqrt));
    return schurForm(balanced, recurrent.length, want);
  }

  /** The eigenvalues of the recurrent chain by falling modulus; undefined beyond `SPECTRUM_LIMIT` nodes. */
  spectrum(): Eigenvalue[] | undefined {
    return this.recurrent.length > SPECTRUM_LIMIT ? undefined : eigenvalues(this.schurForm('diagonal'));
  }

  /** |λ₂| of the recurrent chain; undefined for large chains whose eigenvalues crowd: see `krylovSecondModulus`. */
  secondEigenvalue(): number | undefined {
    const spectrum = this.spectrum();
    if (spectrum) return secondModulus(spectrum);
    return krylovSecondModulus(this.transitions, this.stationary, this.recurrent);
  }

  /**
   * Of the recurrent chain: exact where it is periodic, and up to `MIXING_LIMIT` nodes where 2^50 steps are enough; a lower bound
   * otherwise; undefined where |λ₂| is.
   */
  mixingTime(): MixingTime | undefined {
    const { transitions, recurrent, stationary } = this;
    const periodic = period(withRestart(transitions), transitions.size, recurrent[0]!) > 1;
    if (periodic) return { steps: Infinity, kind: 'exact' };
    if (recurrent.length <= MIXING_LIMIT) {
      const law = Float64Array.from(recurrent, (x) => stationary[x]!);
      return mixingTime(denseTransitions(transitions, recurrent), law);
    }
    const modulus = this.secondEigenvalue();
    return modulus === undefined ? undefined : mixingTimeBound(modulus);
  }
}

/** How much of the greatest reward the rounding of a bias may be. */
const ROUNDING = 1e-6;

/** A bias grows with the time the chain takes to mix: where its rounding reaches the rewards, no digit of ∇η is left. */
function assertDigits(bias: Float64Array, rewards: Float64Array): void {
  const greatest = (values: Float64Array) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const horizon = greatest(bias) / greatest(rewards);
  if (!(horizon * Number.EPSILON > ROUNDING)) return;
  throw new InputError(
    `Under this policy the chain takes about ${horizon.toPrecision(1)} steps to forget where it was, too many for the ` +
      'exact gradient in double precision. Give a policy that reaches its endings, or all of its states, sooner.',
  );
}
