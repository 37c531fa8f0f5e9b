import { addScaled, norm } from '@pomdp-gym/numerics';
import { type Chain, ChainTruth } from './chain-truth.js';
import { gradientPaths } from '../gradient-paths.js';
import type { Laboratory, LinesData } from '@pomdp-gym/reproduction';

/** What is tried on every chain. */
export interface ErrorSettings {
  readonly betas: readonly number[];
  /** T, rising. */
  readonly steps: readonly number[];
  readonly runs: number;
}

/** One chain: its truth, and the estimates of many paths. */
export class ChainErrors {
  readonly data: LinesData<{ readonly gradients: number[][][] }>;
  readonly truth: ChainTruth;

  constructor(
    readonly chain: Chain,
    readonly settings: ErrorSettings,
    laboratory: Laboratory,
  ) {
    const { environment, policy, theta } = chain;
    const { betas, steps, runs } = settings;
    this.data = laboratory.replicates(
      `error-${chain.name}`,
      steps.at(-1)! * (2e-8 + 1e-8 * betas.length),
      gradientPaths,
      { environment, policy, theta: [...theta], betas: [...betas], steps: [...steps], seed: 1 },
      runs,
    );
    this.truth = new ChainTruth(chain, laboratory.registry);
  }

  /** ‖Δ_T − ∇η‖² / ‖∇η‖² of every path. */
  squaredErrors(beta: number, T: number): number[] {
    const [b, t] = [this.settings.betas.indexOf(beta), this.settings.steps.indexOf(T)];
    const squaredNorm = norm(this.truth.gradient) ** 2;
    return this.data.lines().map(({ gradients }) => {
      const difference = Float64Array.from(gradients[b]![t]!);
      addScaled(difference, -1, this.truth.gradient);
      return norm(difference) ** 2 / squaredNorm;
    });
  }
}
