import type { GradRequest } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { signDecided } from './sign-test.js';

/** Slopes so small beside that where a search begins are of no interest: the policy has all but stopped changing there. */
const NEGLIGIBLE = 0.01;

/** Options on what line searches ask of GRAD. */
export const lineSearchOptions = {
  lineSearchSteps: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('T of the gradients of line searches; null takes that of the study'),
  commonRandomNumbers: z
    .boolean()
    .default(false)
    .describe('Whether the gradients of one line search draw the same random numbers'),
  signError: z
    .number()
    .positive()
    .lt(0.5)
    .nullable()
    .default(null)
    .describe(
      'Ends a path of a line search once a sequential test knows the sign of the slope, with at most this probability of the wrong one; null takes all steps',
    ),
  signBlock: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('Steps of a block of that test, long beside the mixing time; null takes T / 32'),
};

type LineSearchOptions = {
  readonly [Name in keyof typeof lineSearchOptions]: z.infer<(typeof lineSearchOptions)[Name]>;
};

/**
 * What a line search asks of GRAD: the sign of a slope, which an estimator that chooses T itself stops at.
 *
 * @param offset the slope of a penalty, which adds to the slope that GRAD estimates.
 * @param search the number of the line search, from 1 on.
 * @param slope where the search begins.
 */
export function lineSearchRequest(
  { lineSearchSteps, commonRandomNumbers, signError, signBlock }: LineSearchOptions,
  direction: Float64Array,
  offset: number,
  search: number,
  slope: number,
): GradRequest {
  return {
    purpose: 'line-search',
    sign: { direction: direction.slice(), offset, negligible: NEGLIGIBLE * Math.abs(slope) },
    ...(lineSearchSteps !== null && { steps: lineSearchSteps }),
    ...(commonRandomNumbers && { stream: `line search ${search}` }),
    ...(signError !== null && {
      direction: direction.slice(),
      enough: ({ slope }) => slope !== undefined && signDecided(slope, signError, offset),
      ...(signBlock !== null && { every: signBlock }),
    }),
  };
}
