import { angleDegrees, PolicyAnalysis, relativeError } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import type { Laboratory } from '@pomdp-gym/reproduction';
import { threeState } from '../three-state.js';

export const { betas, theta } = threeState;

export const problem = { environment: threeState.environment, policy: threeState.policy };

/** 1, 2 and 5 times the powers of ten from 100 on. */
export function upTo(decades: number): number[] {
  const below = Array.from({ length: decades - 2 }, (_, i) => [1, 2, 5].map((m) => m * 10 ** (i + 2)));
  return [...below.flat(), 10 ** decades];
}

/** The estimates of all runs, beside the truth. */
export class Estimates {
  readonly analysis: PolicyAnalysis;
  readonly truth: Float64Array;
  readonly runs: number;

  constructor(
    readonly steps: readonly number[],
    private readonly lines: readonly { readonly gradients: readonly (readonly (readonly number[])[])[] }[],
    laboratory: Laboratory,
  ) {
    const { environment, policy } = createProblem(problem, theta, laboratory.registry);
    this.analysis = PolicyAnalysis.ofPolicy(environment.model!(), policy);
    this.truth = this.analysis.gradient();
    this.runs = lines.length;
  }

  bias(beta: number): number {
    return relativeError(this.analysis.discountedGradient(beta), this.truth);
  }

  /** Δ_T of every run. */
  of(beta: number, T: number): Float64Array[] {
    const [b, t] = [betas.indexOf(beta), this.steps.indexOf(T)];
    return this.lines.map(({ gradients }) => Float64Array.from(gradients[b]![t]!));
  }

  errors(beta: number, T: number): number[] {
    return this.of(beta, T).map((estimate) => relativeError(estimate, this.truth));
  }

  angles(beta: number, T: number): number[] {
    return this.of(beta, T).map((estimate) => angleDegrees(estimate, this.truth));
  }

  get longest(): number {
    return this.steps.at(-1)!;
  }
}
