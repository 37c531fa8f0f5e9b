import type { PublishedValue } from '@pomdp-gym/reproduction';

/** The three-state problem with the paper's policy, at the point of its gradient study. */
export const threeState = {
  environment: { id: 'ThreeState-v0', options: {} },
  policy: { id: 'softmax', options: { features: 'given' } },
  theta: [1, 1, -1, -1],
  betas: [0, 0.4, 0.8, 0.95],
  optimum: 0.8,
};

/** Runs behind every figure here: an independent program's, on the same problem. */
const runs = 500;

/** A mean as printed, which shows its rounding, and the standard deviation. */
type PublishedCell = readonly [mean: string, deviation: number];

export interface ReportedEstimate {
  readonly T: number;
  readonly beta: number;
  /** ‖Δ_T − ∇η‖ / ‖∇η‖ */
  readonly error: PublishedValue;
  /** The angle between Δ_T and ∇η in degrees. */
  readonly angle: PublishedValue;
}

/** GPOMDP at θ = (1, 1, −1, −1). */
export const reportedEstimates: readonly ReportedEstimate[] = [
  ...estimates(0, [
    [1e2, ['.316', 0.21], ['6.3', 9.1]],
    [1e3, ['.117', 0.074], ['1.8', 1.4]],
    [1e4, ['.0785', 0.035], ['.55', 0.43]],
    [1e5, ['.0767', 0.012], ['.17', 0.13]],
  ]),
  ...estimates(0.4, [
    [1e2, ['.388', 0.262], ['9.7', 19]],
    [1e3, ['.134', 0.083], ['2.2', 1.7]],
    [1e4, ['.0571', 0.036], ['.68', 0.52]],
    [1e5, ['.0473', 0.014], ['.21', 0.16]],
  ]),
  ...estimates(0.8, [
    [1e2, ['.759', 0.531], ['30', 47]],
    [1e3, ['.257', 0.159], ['4.5', 3.7]],
    [1e4, ['.0812', 0.053], ['1.3', 0.97]],
    [1e5, ['.0277', 0.019], ['.41', 0.29]],
  ]),
  ...estimates(0.95, [
    [1e2, ['2.09', 1.55], ['66', 65]],
    [1e3, ['.796', 0.5], ['32', 46]],
    [1e4, ['.254', 0.161], ['4.3', 3.8]],
    [1e5, ['.0795', 0.053], ['1.2', 0.92]],
  ]),
];

function estimates(
  beta: number,
  rows: readonly (readonly [T: number, error: PublishedCell, angle: PublishedCell])[],
): ReportedEstimate[] {
  return rows.map(([T, error, angle]) => ({ T, beta, error: printed(error), angle: printed(angle) }));
}

function printed([text, deviation]: PublishedCell): PublishedValue {
  return { mean: Number(text), runs, deviation, rounding: roundingOf(text) };
}

function roundingOf(text: string): number {
  return 0.5 * 10 ** -(text.split('.')[1]?.length ?? 0);
}

/** Exact ‖∇_βη − ∇η‖ / ‖∇η‖ at θ = (1, 1, −1, −1), by an independent program. */
export const reportedBias: readonly (readonly [beta: number, printed: string])[] = [
  [0, '.07708'],
  [0.4, '.04772'],
  [0.8, '.01643'],
  [0.95, '.00416'],
];

export interface ReportedReward {
  readonly T: number;
  readonly beta: number;
  readonly reward: PublishedValue;
}

/**
 * The exact average reward of CONJPOMDP's last policy from θ_0 uniform in [−.1, .1]⁴, s0 = 100, ε = 1e-4: the mean, and the root
 * mean square deviations of the runs above and below it where they are quoted.
 */
export const reportedRewards: readonly ReportedReward[] = [
  ...rewards(
    16,
    ['.7915', 0.008, 0.267],
    ['.7661', 0.033, 0.472],
    ['.6487', 0.149, 0.436],
    ['.5573', 0.241, 0.348],
  ),
  ...rewards(
    64,
    ['.7993', 0.001, 0.006],
    ['.7971', 0.003, 0.064],
    ['.7319', 0.067, 0.457],
    ['.5948', 0.204, 0.386],
  ),
  ...rewards(256, ['.7998'], ['.7993'], ['.7930', 0.007, 0.153], ['.6216', 0.177, 0.418]),
  ...rewards(1024, ['.7999'], ['.7998'], ['.7982', 0.002, 0.011], ['.7307', 0.068, 0.475]),
  ...rewards(4096, ['.8000'], ['.7999'], ['.7995'], ['.7930', 0.007, 0.118]),
];

type PrintedReward = readonly [mean: string, above?: number, below?: number];

function rewards(T: number, ...byBeta: readonly PrintedReward[]): ReportedReward[] {
  return byBeta.map(([text, above, below], i) => ({
    T,
    beta: threeState.betas[i]!,
    reward: {
      mean: Number(text),
      runs,
      rounding: roundingOf(text),
      // The variance of two points at these distances from their mean is the product.
      ...(above !== undefined && below !== undefined && { deviation: Math.sqrt(above * below) }),
    },
  }));
}

/** The least of T = 16, 64, 256, 1024, 4096 for which the mean of that table is .79 or more, by β. */
export const reportedLeastSteps: readonly (readonly [beta: number, T: number])[] = [
  [0, 16],
  [0.4, 64],
  [0.8, 256],
  [0.95, 4096],
];

export const referenceProgram = 'an independent program, 500 runs a cell';
