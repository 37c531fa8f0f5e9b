import type { GradPurpose, GradRequest } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { signDecided } from './sign-test.js';

/** Options on what line searches ask of GRAD. Without any of them they ask with their purpose alone. */
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
 * What a line search asks of GRAD.
 *
 * @param offset the slope of a penalty, which adds to the slope that GRAD estimates.
 * @param search the number of the line search, from 1 on.
 */
export function lineSearchRequest(
  { lineSearchSteps, commonRandomNumbers, signError, signBlock }: LineSearchOptions,
  direction: Float64Array,
  offset: number,
  search: number,
): GradPurpose | GradRequest {
  if (lineSearchSteps === null && !commonRandomNumbers && signError === null) return 'line-search';
  return {
    purpose: 'line-search',
    ...(lineSearchSteps !== null && { steps: lineSearchSteps }),
    ...(commonRandomNumbers && { stream: `line search ${search}` }),
    ...(signError !== null && {
      direction: direction.slice(),
      enough: ({ slope }) => slope !== undefined && signDecided(slope, signError, offset),
      ...(signBlock !== null && { every: signBlock }),
    }),
  };
}
