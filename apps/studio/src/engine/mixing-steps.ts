import type { PolicyAnalysis } from '@pomdp-gym/exact';

/**
 * About how many steps averages along the chain take to forget the start: the greatest 1/|1 − λ| of its eigenvalues besides 1, or 1/(1 − |λ₂|)
 * where it has too many nodes for all of them; null where that is not known either.
 */
export function mixingSteps(analysis: PolicyAnalysis): number | null {
  const spectrum = analysis.spectrum();
  if (spectrum) {
    const gaps = spectrum.map(({ real, imaginary }) => Math.hypot(1 - real, imaginary)).sort((a, b) => a - b);
    return 1 / (gaps[1] ?? 1); // the first is that of the eigenvalue 1
  }
  const modulus = analysis.secondEigenvalue();
  return modulus === undefined || modulus >= 1 ? null : 1 / (1 - modulus);
}
