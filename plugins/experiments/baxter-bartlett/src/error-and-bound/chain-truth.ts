import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { addScaled, norm } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';

/** A policy at some θ in an environment with a model. */
export interface Chain {
  readonly name: string;
  readonly title: string;
  readonly environment: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly policy: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly theta: readonly number[];
}

/** What is exact about one chain: the bias of GPOMDP's estimates, and the theorem's bound on it. */
export class ChainTruth {
  readonly exact: GpomdpAnalysis;
  readonly analysis: PolicyAnalysis;
  readonly gradient: Float64Array;

  constructor({ environment, policy, theta }: Omit<Chain, 'name' | 'title'>, registry: Registry) {
    const made = createProblem({ environment, policy }, theta, registry);
    this.analysis = PolicyAnalysis.ofPolicy(made.environment.model!(), made.policy);
    this.exact = new GpomdpAnalysis(this.analysis);
    this.gradient = this.analysis.gradient();
  }

  /** E‖Δ_T − ∇η‖² / ‖∇η‖², by exact bias and variance. */
  predicted(beta: number, T: number): number {
    return this.exact.meanSquaredError(beta, T) / norm(this.gradient) ** 2;
  }

  /** ‖∇η − β∇_βη‖ / ‖∇η‖, what the theorem bounds. */
  bounded(beta: number): number {
    const difference = this.gradient.slice();
    addScaled(difference, -beta, this.analysis.discountedGradient(beta));
    return norm(difference) / norm(this.gradient);
  }

  bound(beta: number): number {
    return this.exact.biasBound(beta)!;
  }

  /** ‖∇_βη − ∇η‖ / ‖∇η‖, what GPOMDP's estimates are off by in the end. */
  bias(beta: number): number {
    return Math.sqrt(this.exact.error(beta).squaredBias) / norm(this.gradient);
  }

  get secondModulus(): number {
    return this.analysis.secondEigenvalue()!;
  }

  /**
   * What the bound exceeds the truth by, as a product. At β = 0 the truth is 1 and the bound is
   * κ · ‖∇π' Π^−½‖ (r'Πr)^½ / ‖∇η‖; the rest is how much faster the bias really falls than |λ₂| would let it.
   */
  looseness(beta: number): Looseness {
    const { condition, enteredNorm } = this.exact.boundParts!;
    const centered = Math.sqrt(enteredNorm ** 2 - this.analysis.averageReward ** 2);
    const offset = enteredNorm / centered;
    return {
      condition,
      offset,
      alignment: this.bound(0) / condition / offset,
      speed: (1 - beta) / (1 - beta * this.secondModulus) / this.bounded(beta),
      total: this.bound(beta) / this.bounded(beta),
    };
  }
}

/** Factors of the bound over the truth. */
export interface Looseness {
  /** κ₂(Π^½ S): eigenvectors that are not orthogonal. */
  readonly condition: number;
  /** Rewards measured from 0 instead of from their mean η, which no gradient sees. */
  readonly offset: number;
  /** Rewards that do not point where the stationary law moves: Cauchy and Schwarz. */
  readonly alignment: number;
  /** A bias that falls faster than |λ₂| says, because its eigenvalues are smaller, negative or complex. */
  readonly speed: number;
  readonly total: number;
}

/** What each factor comes from. */
export const causes: Readonly<Record<Exclude<keyof Looseness, 'total'>, string>> = {
  condition: 'eigenvectors that are far from orthogonal',
  offset: 'rewards measured from 0 instead of from η',
  alignment: 'rewards that point elsewhere than the stationary law moves',
  speed: 'a bias that lies in faster modes than λ₂',
};

/** The greatest factor. */
export function leading(factors: Looseness): keyof typeof causes {
  const names = Object.keys(causes) as (keyof typeof causes)[];
  return names.reduce((most, name) => (factors[name] > factors[most] ? name : most));
}
