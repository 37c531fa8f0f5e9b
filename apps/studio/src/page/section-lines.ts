import { valueAt, withProbability } from '../engine/belief-values.js';

/** A linear function over the probability of one state, by its values at 0 and 1. */
export type SectionLine = readonly [atZero: number, atOne: number];

/** Functions that are linear in the belief, along the probability of one state; the others keep the shares that they have in a belief. */
export function sectionLines(
  vectors: readonly (readonly number[])[],
  belief: readonly number[],
  along: number,
): readonly SectionLine[] {
  const [first, last] = [withProbability(belief, along, 0), withProbability(belief, along, 1)];
  return vectors.map((values) => [valueAt(values, first), valueAt(values, last)]);
}

/** The value of a line at a probability. */
export function lineAt([atZero, atOne]: SectionLine, probability: number): number {
  return (1 - probability) * atZero + probability * atOne;
}

/** The greatest of the lines at a probability. */
export function envelopeAt(lines: readonly SectionLine[], probability: number): number {
  return lines.reduce((most, line) => Math.max(most, lineAt(line, probability)), -Infinity);
}

/** The probabilities between which a line is within a range of values; undefined where it is nowhere. */
export function partWithin(
  [atZero, atOne]: SectionLine,
  [least, most]: readonly [number, number],
): readonly [from: number, to: number] | undefined {
  if (atZero === atOne) return atZero >= least && atZero <= most ? [0, 1] : undefined;
  const crossing = (value: number) => Math.min(1, Math.max(0, (value - atZero) / (atOne - atZero)));
  const [one, other] = [crossing(least), crossing(most)];
  return one === other ? undefined : [Math.min(one, other), Math.max(one, other)];
}
