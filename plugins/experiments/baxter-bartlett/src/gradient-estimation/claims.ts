import { angleDegrees, GpomdpAnalysis } from '@pomdp-gym/exact';
import { type Claim, claimExactly, claimTable, short, grouped } from '@pomdp-gym/reproduction';
import { mean, standardError, variance } from '@pomdp-gym/statistics';
import { referenceProgram, reportedBias, reportedEstimates } from '../three-state.js';
import { betas, type Estimates } from './data.js';

const abstract = 'Baxter and Bartlett 2000 and 2001, abstracts';

export function exactBias(estimates: Estimates): Claim {
  const away = reportedBias.map(([beta, text]) => Math.abs(estimates.bias(beta) - Number(text)));
  return claimExactly(
    {
      statement:
        'The asymptotic bias ‖∇_βη − ∇η‖ / ‖∇η‖ is .07708, .04772, .01643, .00416 for β = 0, .4, .8, .95.',
      source: 'an independent program',
      mark: 'C',
    },
    'each exact value equals the one quoted to its last digit',
    betas.map((beta) => estimates.bias(beta).toFixed(5)).join(', '),
    away.every((difference) => difference <= 0.5e-5 + 1e-12),
  );
}

export function noAngleBias(estimates: Estimates): Claim {
  const { analysis, truth } = estimates;
  const largest = Math.max(...betas.map((beta) => angleDegrees(analysis.discountedGradient(beta), truth)));
  return claimExactly(
    {
      statement:
        'At this θ the estimates have no bias in direction, whatever β: only noise shows in the angle.',
      source: 'a derivation for this project: A and B lump together on this ray',
      mark: 'C',
    },
    'the exact angle between ∇_βη and ∇η is below a millionth of a degree for every β',
    `at most ${largest.toExponential(1)}°`,
    largest < 1e-6,
  );
}

/** z-tests of each component, |z| below 4.5: with 16 of them a false alarm in 9,000. */
export function convergence(estimates: Estimates): Claim {
  const T = estimates.longest;
  const scores = betas.flatMap((beta) => {
    const limit = estimates.analysis.discountedGradient(beta);
    const found = estimates.of(beta, T);
    return [...limit].map((expected, k) => {
      const component = found.map((estimate) => estimate[k]!);
      return Math.abs(mean(component) - expected) / standardError(component);
    });
  });
  const largest = Math.max(...scores);
  return claimExactly(
    {
      statement: 'GPOMDP’s estimates converge to ∇_βη, not to ∇η.',
      source: abstract,
      mark: 'V',
    },
    `at T = ${grouped(T)} the mean of every component lies within 4.5 standard errors of ∇_βη (${scores.length} tests)`,
    `the largest of ${scores.length} |z| is ${short(largest)}`,
    largest < 4.5,
  );
}

export function fallingBias(estimates: Estimates): Claim {
  const biases = betas.map((beta) => estimates.bias(beta));
  return claimExactly(
    { statement: 'The bias falls as β rises.', source: abstract, mark: 'V' },
    'the exact biases fall strictly along the four β',
    biases.map((bias) => `${(100 * bias).toFixed(2)} %`).join(', '),
    biases.every((bias, i) => i === 0 || bias < biases[i - 1]!),
  );
}

export function risingVariance(estimates: Estimates): Claim {
  const exact = new GpomdpAnalysis(estimates.analysis);
  const variances = betas.map((beta) => exact.error(beta).variance);
  const T = estimates.longest;
  const measured = betas.map((beta) => T * totalVariance(estimates.of(beta, T)));
  return claimExactly(
    { statement: 'The variance rises with β.', source: abstract, mark: 'V' },
    'the exact asymptotic variances tr lim T·Cov(Δ) rise strictly along the four β',
    `${variances.map(short).join(', ')}; T times the variance measured at T = ${grouped(T)}: ${measured.map(short).join(', ')}`,
    variances.every((variance, i) => i === 0 || variance > variances[i - 1]!),
  );
}

/** The trace of the covariance of independent estimates. */
function totalVariance(estimates: readonly Float64Array[]): number {
  const components = Array.from(estimates[0]!, (_, k) => variance(estimates.map((each) => each[k]!)));
  return components.reduce((sum, each) => sum + each, 0);
}

export function table(estimates: Estimates, figure: 'error' | 'angle', what: string): Claim[] {
  return betas.map((beta) => {
    const cells = reportedEstimates.filter((cell) => cell.beta === beta && estimates.steps.includes(cell.T));
    return claimTable(
      {
        statement:
          `For β = ${beta} ${what} is ${cells.map((cell) => cell[figure].mean).join(', ')} ` +
          `at T = ${cells.map(({ T }) => grouped(T)).join(', ')}.`,
        source: referenceProgram,
        mark: 'C',
      },
      cells.map((cell) => ({
        label: `T = ${grouped(cell.T)}`,
        values: figure === 'error' ? estimates.errors(beta, cell.T) : estimates.angles(beta, cell.T),
        reported: cell[figure],
      })),
    );
  });
}
