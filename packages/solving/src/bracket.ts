import { type FiniteModel, isInputError } from '@pomdp-gym/contracts';
import { averageBracket } from './average-bracket.js';
import { type BracketStore, noStore } from './bracket-store.js';
import { discountedBracket } from './discounted-bracket.js';
import { basisOf, type Bracket, type BracketSolvers, type Criterion, type Effort } from './bracket-ends.js';

/** A bracket narrower than this, relative to its ends, counts as one number. */
const NARROW = 1e-3;

/** Whether both ends say the same for a reader; never where one of them is infinite. */
export function isClosed({ lower, upper }: Pick<Bracket, 'lower' | 'upper'>): boolean {
  const width = upper - lower;
  return Number.isFinite(width) && width <= NARROW * Math.max(Math.abs(lower), Math.abs(upper));
}

/** A bracket, or why there is none. */
export interface BracketResult {
  readonly bracket: Bracket | null;
  readonly absent: string | null;
  /** Whether the signal cut it short. */
  readonly cut: boolean;
}

export interface BracketSettings extends Effort {
  /** Where brackets are kept that have been found; nowhere if left out. */
  readonly store?: BracketStore;
}

/**
 * Brackets the optimum of a model: of its discounted sum from the start, or of its average reward per step, an ended episode
 * beginning anew. Where that cannot be done it says why: there is no discount below one, or the best average depends on
 * where one starts. The signal ends it early with what there is, which is then not kept.
 */
export async function bracketOptimum(
  solvers: BracketSolvers,
  model: FiniteModel,
  criterion: Criterion,
  { store = noStore, ...effort }: BracketSettings,
): Promise<BracketResult> {
  const key = { model, criterion, backups: effort.backups };
  const known = store.read(key);
  if (known) return { bracket: known, absent: null, cut: false };
  try {
    const find = criterion === 'average' ? averageBracket : discountedBracket;
    const { lower, upper, by, cut } = await find(solvers, model, effort);
    const bracket = { criterion, lower, upper, by, basis: basisOf(by) };
    if (!cut) store.keep(key, bracket);
    return { bracket, absent: null, cut };
  } catch (error) {
    if (isInputError(error)) return { bracket: null, absent: error.message, cut: false };
    throw error;
  }
}
