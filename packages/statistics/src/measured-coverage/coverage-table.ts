import type { IntervalKind } from '../intervals/interval-kind.js';

/**
 * Shares of samples whose 95 % interval held the mean: by kind, then by shape, one for each number of seeds; null where it was not
 * measured.
 */
export interface CoverageTable {
  /** How many samples each share is measured on. */
  readonly draws: number;
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly coverage: Readonly<Record<IntervalKind, Readonly<Record<string, readonly (number | null)[]>>>>;
}

/** Written by `npm run coverage -w @pomdp-gym/benchmark`. */
export const coverageTable: CoverageTable = {
  draws: 10000,
  seed: 1,
  sizes: [2, 3, 4, 5, 7, 10, 15, 20, 30, 100],
  coverage: {
    'skewness-corrected t': {
      skewed: [0.9137, 0.9182, 0.9246, 0.9243, 0.9348, 0.9449, 0.9457, 0.9507, 0.9558, 0.961],
      'heavy-tailed': [0.9553, 0.9692, 0.9742, 0.9746, 0.9682, 0.9655, 0.9597, 0.9595, 0.9557, 0.9558],
      bimodal: [0.7537, 0.7169, 0.7821, 0.8334, 0.9113, 0.9565, 0.9728, 0.954, 0.9428, 0.945],
      'near a bound': [0.8592, 0.8692, 0.8945, 0.9051, 0.9184, 0.9349, 0.9514, 0.9557, 0.9623, 0.9632],
    },
    'Student t': {
      skewed: [0.9137, 0.8936, 0.8824, 0.881, 0.8938, 0.9031, 0.9083, 0.9168, 0.9259, 0.9402],
      'heavy-tailed': [0.9553, 0.9586, 0.9623, 0.9638, 0.9623, 0.9611, 0.9571, 0.958, 0.9547, 0.9555],
      bimodal: [0.7537, 0.6571, 0.7468, 0.8191, 0.9095, 0.947, 0.9476, 0.9449, 0.9419, 0.945],
      'near a bound': [0.8592, 0.8393, 0.8493, 0.8547, 0.8641, 0.8845, 0.9075, 0.9145, 0.9248, 0.9417],
    },
    'percentile bootstrap': {
      skewed: [0.4742, 0.699, 0.748, 0.7839, 0.8308, 0.8634, 0.8872, 0.8995, 0.915, 0.9376],
      'heavy-tailed': [0.499, 0.7429, 0.79, 0.8254, 0.8668, 0.8886, 0.9048, 0.9195, 0.9272, 0.9407],
      bimodal: [0.4195, 0.6311, 0.7337, 0.7934, 0.8886, 0.9078, 0.9387, 0.9327, 0.9361, 0.9392],
      'near a bound': [0.4425, 0.6753, 0.7344, 0.7692, 0.8102, 0.8496, 0.8889, 0.9013, 0.9153, 0.9381],
    },
    'BCa bootstrap': {
      skewed: [0.4742, 0.6819, 0.7558, 0.7986, 0.8454, 0.8816, 0.8975, 0.9076, 0.9221, 0.9384],
      'heavy-tailed': [0.499, 0.7071, 0.778, 0.808, 0.8412, 0.8599, 0.8732, 0.8917, 0.9022, 0.9209],
      bimodal: [0.4195, 0.6322, 0.74, 0.8156, 0.9059, 0.9534, 0.964, 0.9596, 0.9547, 0.9475],
      'near a bound': [0.4425, 0.6623, 0.7475, 0.792, 0.8322, 0.8712, 0.9013, 0.9136, 0.9266, 0.9416],
    },
    'studentised bootstrap': {
      skewed: [null, null, null, 0.9316, null, 0.9435, null, 0.9444, null, 0.9494],
      'heavy-tailed': [null, null, null, 0.9478, null, 0.9296, null, 0.9257, null, 0.9325],
      bimodal: [null, null, null, 0.8373, null, 0.9735, null, 0.9856, null, 0.9541],
      'near a bound': [null, null, null, 0.9305, null, 0.9488, null, 0.9515, null, 0.9549],
    },
    'bounded mean': {
      'near a bound': [1, 1, 1, 1, 0.9999, 1, 1, 1, 1, 1],
    },
    'success rate': {
      success: [0.9913, 0.9989, 0.9954, 0.9918, 0.9978, 0.9873, 0.987, 0.99, 0.9907, 0.9558],
    },
  },
};
