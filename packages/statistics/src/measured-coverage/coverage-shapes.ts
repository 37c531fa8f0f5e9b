import type { Random } from '@pomdp-gym/contracts';
import { drawNormal, exp, log } from '@pomdp-gym/numerics';
import type { ScoreRange } from '../intervals/bounded-mean-interval.js';

/** A distribution of scores over seeds whose mean is known. */
export interface CoverageShape {
  readonly law: string;
  readonly mean: number;
  draw(random: Random): number;
  /** Where its scores lie, if that is bounded. */
  readonly range?: ScoreRange;
}

/**
 * The four shapes of the coverage table. Chosen before any interval was: skewness 2; a variance but no finite third moment; three of
 * ten runs that fail; returns that pile up under an optimum, skewness −1.9.
 */
export const coverageShapes = {
  skewed: { law: 'exponential', mean: 1, draw: drawExponential },
  'heavy-tailed': { law: 'Student’s t of 3 degrees of freedom', mean: 0, draw: (random) => drawT(random) },
  bimodal: {
    law: 'normal around .2 for three runs of ten, around .9 for seven, deviation .05',
    mean: 0.69,
    draw: (random) => mixture(random, 0.3, [0.2, 0.05], [0.9, 0.05]),
  },
  'near a bound': {
    law: 'Beta(5, ½), whose bound is 1',
    mean: 10 / 11,
    draw: (random) => drawBeta(random, 5),
    range: [0, 1],
  },
} satisfies Record<string, CoverageShape>;

/** Where `success rate` applies. */
export const successShape: CoverageShape = {
  law: 'success with probability .9',
  mean: 0.9,
  draw: (random) => (random.uniform() < 0.9 ? 1 : 0),
  range: [0, 1],
};

/** Shapes beside the table, most of them harder: where an interval ends to be good. */
export const furtherShapes = {
  normal: { law: 'normal', mean: 0, draw: drawNormal },
  uniform: { law: 'uniform', mean: 0.5, draw: (random) => random.uniform() },
  'mildly skewed': {
    law: 'gamma of shape 2',
    mean: 2,
    draw: (random) => drawExponential(random) + drawExponential(random),
  },
  'strongly skewed': {
    law: 'lognormal, σ = 1, skewness 6.2',
    mean: exp(0.5),
    draw: (random) => exp(drawNormal(random)),
  },
  'two equal modes': {
    law: 'the separated bimodal density of Marron and Wand 1992',
    mean: 0,
    draw: (random) => mixture(random, 0.5, [-1.5, 0.5], [1.5, 0.5]),
  },
  'rare failures': {
    law: 'normal around .2 for one run of ten, around .9 for nine, deviation .05',
    mean: 0.83,
    draw: (random) => mixture(random, 0.1, [0.2, 0.05], [0.9, 0.05]),
  },
  'nearer a bound': {
    law: 'Beta(2, ½), whose bound is 1',
    mean: 0.8,
    draw: (random) => drawBeta(random, 2),
    range: [0, 1],
  },
} satisfies Record<string, CoverageShape>;

function drawExponential(random: Random): number {
  return -log(1 - random.uniform());
}

/** A normal number over the root of the mean of three squares. */
function drawT(random: Random): number {
  const squares = drawNormal(random) ** 2 + drawNormal(random) ** 2 + drawNormal(random) ** 2;
  return drawNormal(random) / Math.sqrt(squares / 3);
}

/** Beta(shape, ½) of a whole shape: gamma over the sum of two gammas, of which half a squared normal is the one of ½. */
function drawBeta(random: Random, shape: number): number {
  let gamma = 0;
  for (let i = 0; i < shape; i++) gamma += drawExponential(random);
  return gamma / (gamma + drawNormal(random) ** 2 / 2);
}

type Mode = readonly [center: number, deviation: number];

function mixture(random: Random, share: number, first: Mode, second: Mode): number {
  const [center, deviation] = random.uniform() < share ? first : second;
  return center + deviation * drawNormal(random);
}
