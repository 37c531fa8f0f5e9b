import type { Registry } from '@pomdp-gym/registry';
import { type Claim, claimExactly, short, grouped } from '@pomdp-gym/reproduction';
import { mean, quantile, standardError } from '@pomdp-gym/statistics';
import { ChainErrors } from './chain-errors.js';
import { causes, ChainTruth, leading } from './chain-truth.js';
import { garnet, ten, thetaOfTen } from './data.js';
import { CLOSE_LOOK, grid } from './sections.js';

/** At the longest paths: exact mean squared errors against measured ones, all chains and all β. */
export function accounted(chains: readonly ChainErrors[]): Claim {
  const T = chains[0]!.settings.steps.at(-1)!;
  const scores = chains.flatMap((chain) =>
    chain.settings.betas.map((beta) => {
      const errors = chain.squaredErrors(beta, T);
      return Math.abs(mean(errors) - chain.truth.predicted(beta, T)) / standardError(errors);
    }),
  );
  const largest = Math.max(...scores);
  return claimExactly(
    {
      statement: 'The mean squared error of GPOMDP is its squared bias and its asymptotic variance over T.',
      source: 'this project’s derivation',
      mark: 'C',
    },
    `at T = ${grouped(T)} the measured mean squared error lies within 4.5 standard errors of the exact one for every chain and β (${scores.length} tests)`,
    `the largest of ${scores.length} |z| is ${short(largest)}`,
    largest < 4.5,
  );
}

export function neverViolated(chain: ChainErrors): Claim {
  const ratios = grid.map((beta) => chain.truth.bound(beta) / chain.truth.bounded(beta));
  const least = Math.min(...ratios);
  return claimExactly(
    {
      statement: `${chain.chain.title}: the bound, with its factor 2, holds for every β.`,
      source: 'Baxter and Bartlett 2001, theorem 3, as corrected for this project',
      mark: 'R-hi',
    },
    `bound ≥ ‖∇η − β∇_βη‖ / ‖∇η‖ at ${grid.length} values of β from 0 to ${grid.at(-1)!.toFixed(5)}`,
    `the bound is at least ${short(least)} times the truth`,
    least >= 1,
  );
}

export function vanishing(chains: readonly ChainErrors[]): Claim {
  const [before, last] = [grid.at(-3)!, grid.at(-1)!];
  const falls = chains.map((chain) => chain.truth.bias(before) / chain.truth.bias(last));
  return claimExactly(
    { statement: '∇_βη tends to ∇η as β tends to 1.', source: 'Baxter and Bartlett 2000', mark: 'V' },
    'on every chain halving 1 − β at the end of the grid at least brings the relative bias down by a factor of 1.8',
    `factors of ${falls.map(short).join(', ')}`,
    falls.every((factor) => factor >= 1.8),
  );
}

/** How small a relative bias is called small. */
const SMALL = 0.1;

export function longMemory(chains: readonly ChainErrors[]): Claim {
  const first = chains.map((chain) => {
    const beta = grid.find((each) => chain.truth.bias(each) < SMALL);
    return beta === undefined ? Infinity : (1 - chain.truth.secondModulus) / (1 - beta);
  });
  return claimExactly(
    {
      statement: '1/(1 − β) has to be large against 1/(1 − |λ₂|) for the bias to be small.',
      source: 'Baxter and Bartlett 2001, after theorem 3',
      mark: 'R-hi',
    },
    `on every chain ∇_βη has a relative bias below ${SMALL} only where (1 − |λ₂|)/(1 − β) exceeds 1`,
    `it does from (1 − |λ₂|)/(1 − β) = ${chains.map(({ chain: { title } }, i) => `${short(first[i]!)} (${title})`).join(', ')} on`,
    first.every((ratio) => ratio > 1),
  );
}

/** Two states have one mode besides the stationary one, so nothing is lost but that rewards are counted from 0. */
export function tightOnTwo(chains: readonly ChainErrors[]): Claim {
  const chain = chains.find(({ chain: { name } }) => name === 'two-states')!;
  const { total, offset } = chain.truth.looseness(CLOSE_LOOK);
  return claimExactly(
    {
      statement: 'On two states the bound is the truth, but for counting rewards from 0 instead of from η.',
      source: 'this project’s question: where is the bound tight',
      mark: 'Q',
    },
    `at β = ${CLOSE_LOOK} bound and truth differ by the factor (r'Πr)^½ over the deviation of r, to 1 in 10⁶`,
    `${short(total)} times the truth, the factor being ${short(offset)}`,
    Math.abs(total / offset - 1) < 1e-6,
  );
}

/** How many chains are drawn to say something of random ones. */
const DRAWN = 100;

export function looseOnMany(registry: Registry): Claim {
  const drawn = Array.from({ length: DRAWN }, (_, i) =>
    new ChainTruth(garnet('', '', { ...ten, layoutSeed: i + 1 }, thetaOfTen), registry).looseness(CLOSE_LOOK),
  );
  const totals = Float64Array.from(drawn, ({ total }) => total);
  const loose = totals.filter((total) => total > 10).length;
  const first = drawn.filter((factors) => leading(factors) === 'condition').length;
  return claimExactly(
    {
      statement: 'On random chains of ten states the bound is loose by more than an order of magnitude.',
      source: 'this project’s question: where is the bound loose',
      mark: 'Q',
    },
    `at β = ${CLOSE_LOOK} the bound exceeds ten times the truth on at least nine in ten of ${DRAWN} models drawn (layoutSeed 1 to ${DRAWN}), exactly`,
    `on ${loose} of ${DRAWN}; from ${short(Math.min(...totals))} to ${short(Math.max(...totals))} times the truth, half of them above ` +
      `${short(quantile(totals, 0.5))}; on ${first} most of it is owed to ${causes.condition}`,
    loose >= 0.9 * DRAWN,
  );
}
