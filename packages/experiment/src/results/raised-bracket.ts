import { basisOf, type BracketResult } from '@pomdp-gym/solving';

/** An exact average may exceed an upper bound through rounding, by this part of it or of the range of rewards. */
const ROUNDING = 1e-6;

/**
 * A bracket whose lower bound is at least what an agent earns.
 *
 * @param most the best exact average reward of an agent; −∞ where there is no such agent.
 * @param span the range of rewards.
 */
export function raisedBracket(found: BracketResult, most: number, span: number): BracketResult {
  const { bracket } = found;
  if (!bracket) return found;
  if (most - bracket.upper > ROUNDING * Math.max(span, Math.abs(most))) {
    const absent = `The upper bound ${bracket.upper} is wrong (a bug): an agent earns exactly ${most}.`;
    return { bracket: null, absent, cut: false };
  }
  const best = Math.min(most, bracket.upper);
  if (best <= bracket.lower) return found;
  const by = { ...bracket.by, lower: 'an agent of this study' };
  return { ...found, bracket: { ...bracket, lower: best, by, basis: basisOf(by) } };
}
