import type { Endings } from '@pomdp-gym/contracts';
import {
  angleDegrees,
  type DiscountedAnalysis,
  EndingsAnalysis,
  GpomdpAnalysis,
  type PolicyAnalysis,
  relativeError,
} from '@pomdp-gym/exact';

/** What `analyze` is asked for. */
export interface Questions {
  readonly betas: readonly number[];
  /** T. */
  readonly steps: readonly number[];
  /** What the trace of GPOMDP does where an episode ends; as its default where it is left out. */
  readonly endings?: Endings;
}

/** The exact truth about a policy, as `analyze --json` prints it. Null stands for what cannot be had. */
export interface AnalysisReport {
  readonly eta: number;
  readonly gradient: readonly number[];
  /** The discounted value of the start, where the model states a discount below 1. */
  readonly discounted: StartValueReport | null;
  readonly secondEigenvalue: number | null;
  /** Steps are null where the chain is periodic. */
  readonly mixingTime: { readonly steps: number | null; readonly kind: 'exact' | 'lower bound' } | null;
  readonly spectrum: readonly { readonly real: number; readonly imaginary: number }[] | null;
  /** What the trace does where an episode ends; null where none ends, and for a policy without parameters. */
  readonly endings: Endings | null;
  readonly betas: readonly BetaReport[];
  /** The β with the least mean squared error, for each T. */
  readonly bestBeta: readonly {
    readonly steps: number;
    readonly beta: number;
    readonly meanSquaredError: number;
  }[];
}

/** V_γ and ∇V_γ, which is empty for a policy without parameters. */
export interface StartValueReport {
  readonly discount: number;
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface BetaReport {
  readonly beta: number;
  /** ∇_βη */
  readonly gradient: readonly number[];
  /** ‖∇_βη − ∇η‖ / ‖∇η‖ */
  readonly relativeBias: number | null;
  readonly angleDegrees: number | null;
  /** The theorem's bound on the relative bias of β∇_βη. */
  readonly bound: number | null;
  /** The trace of lim T · Cov(Δ_T). */
  readonly asymptoticVariance: number;
  /** E‖Δ_T − ∇η‖² */
  readonly meanSquaredError: readonly { readonly steps: number; readonly value: number }[];
}

/** Of a policy with parameters. `onProgress` is called with T and the number of β tried in search of the best for T. */
export function parametricReport(
  analysis: PolicyAnalysis,
  { betas, steps, endings = 'centred' }: Questions,
  onProgress: (T: number, tried: number) => void = () => undefined,
): AnalysisReport {
  const gradient = analysis.gradient();
  const errors = errorsOf(analysis, endings);
  return {
    ...chainReport(analysis),
    gradient: [...gradient],
    endings: analysis.ends ? endings : null,
    betas: betas.map((beta) => {
      const limit = analysis.discountedGradient(beta, endings);
      return {
        beta,
        gradient: [...limit],
        relativeBias: finite(relativeError(limit, gradient)),
        angleDegrees: finite(angleDegrees(limit, gradient)),
        bound: finite(errors.biasBound(beta)),
        asymptoticVariance: errors.error(beta).variance,
        meanSquaredError: steps.map((T) => ({ steps: T, value: errors.meanSquaredError(beta, T) })),
      };
    }),
    bestBeta: steps.map((T) => {
      const { beta, meanSquaredError } = errors.bestBeta(T, (tried) => onProgress(T, tried));
      return { steps: T, beta, meanSquaredError };
    }),
  };
}

/** The errors of the paper's trace, which is `reset`, have a covariance and a bound besides. */
function errorsOf(analysis: PolicyAnalysis, endings: Endings): GpomdpAnalysis | EndingsAnalysis {
  if (endings === 'reset' || !analysis.ends) return new GpomdpAnalysis(analysis);
  return new EndingsAnalysis(analysis, endings);
}

/** Of a policy without parameters, which has no gradient. */
export function chainReport(analysis: PolicyAnalysis): AnalysisReport {
  const mixing = analysis.mixingTime();
  return {
    eta: analysis.averageReward,
    gradient: [],
    discounted: null,
    secondEigenvalue: analysis.secondEigenvalue() ?? null,
    mixingTime: mixing ? { steps: finite(mixing.steps), kind: mixing.kind } : null,
    spectrum: analysis.spectrum()?.map(({ real, imaginary }) => ({ real, imaginary })) ?? null,
    endings: null,
    betas: [],
    bestBeta: [],
  };
}

/** The discounted value of the start; its gradient too, where the policy has parameters. */
export function startValueReport(analysis: DiscountedAnalysis, parametric: boolean): StartValueReport {
  const { discount, value } = analysis;
  return { discount, value, gradient: parametric ? [...analysis.gradient()] : [] };
}

/** JSON has no word for NaN and infinity: a bias relative to a gradient of 0, the mixing time of a periodic chain. */
function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
