import type { UnattainableReward } from '../model-reading.js';
import { TextPositions, type TextUnits } from '../text-positions.js';
import type { RewardRules } from './reward-rules.js';
import type { Describer } from './row-complaint.js';

/** The most that are reported, so that a file of nothing else stays cheap. */
const LIMIT = 1000;

/**
 * The `R:` statements whose rewards (or costs) can never be collected, in the order of the file.
 *
 * @param rules after they were built into tables
 * @param tables what the fields of a statement name, in their order: three of an MDP, four of a POMDP
 */
export function unattainableRewards(
  rules: RewardRules,
  tables: readonly Describer[],
  units: TextUnits,
  values: 'reward' | 'cost',
): UnattainableReward[] {
  const lost = rules.lost();
  if (lost.length === 0) return [];
  const positions = new TextPositions(units);
  return lost.slice(0, LIMIT).map((rule) => {
    const place = rules.placeOf(rule);
    const { line, column } = positions.describe(place, place);
    const fields = rules
      .fieldsOf(rule)
      .slice(0, tables.length)
      .map((element, at) => (element < 0 ? '*' : tables[at]!.describe(element)));
    const what = `The ${values} ${rules.valueOf(rule)} of \`R: ${fields.join(' : ')}\``;
    return { line, column, message: `${what} can never be collected: all that it names has probability 0.` };
  });
}
