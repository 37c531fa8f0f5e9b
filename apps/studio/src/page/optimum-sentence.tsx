import type { AverageOptimum } from '../engine/calls.js';
import type { Extremes } from './extremes.js';
import { type BoundPlace, placeOfBound } from './optimum-contours.js';

interface OptimumSentenceProps {
  readonly optimum: AverageOptimum | undefined;
  readonly problem: string | undefined;
  /** The least and the greatest η of the picture; undefined until one is known. */
  readonly range: readonly [least: number, most: number] | undefined;
}

/** The bracket of the optimum in words: which of its ends are contours of the picture, and why others are not. */
export function OptimumSentence({ optimum, problem, range }: OptimumSentenceProps) {
  if (problem !== undefined) return <p>The optimum is not bounded: {problem}</p>;
  if (!optimum) return <p>The optimum is being bounded.</p>;
  if (!optimum.bracket) return <p>The optimum is not bounded: {optimum.absent}</p>;
  const { lower, upper, basis } = optimum.bracket;
  return (
    <p>
      The best average reward lies in [<span data-name="optimum, lower bound">{lower}</span>,{' '}
      <span data-name="optimum, upper bound">{upper}</span>] ({basis}).
      {range && <span data-name="optimum contours"> {contourSentence({ lower, upper }, range)}</span>}
    </p>
  );
}

/** Why a bound has no contour, by where it lies. */
const reasons: Readonly<Record<Exclude<BoundPlace, 'within'>, (range: Extremes) => string>> = {
  above: ([, most]) => `it is above each η here, of which the greatest is ${most}`,
  greatest: ([, most]) => `up to rounding it is the greatest η here, ${most}, which no η passes`,
  least: ([least]) => `up to rounding it is the least η here, ${least}, and no η is below it`,
  below: ([least]) => `it is below each η here, of which the least is ${least}`,
};

/** Which bounds are drawn: those that η passes in the picture. */
export function contourSentence(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  range: Extremes,
): string {
  const of = (name: string, bound: number, line: string): string => {
    const place = placeOfBound(bound, range);
    return place === 'within'
      ? `The contour of the ${name} bound is ${line}.`
      : `The ${name} bound has no contour: ${reasons[place](range)}.`;
  };
  return `${of('lower', lower, 'the thick white line')} ${of('upper', upper, 'the thick dashed line')}`;
}
