import type { FiniteModel } from '@pomdp-gym/contracts';
import { layoutRewards, numeral } from '../reward-layout.js';
import type { ElementNames } from './element-names.js';

/** The `R:` statements of a model, as rewards or as costs. */
export function writeRewards(model: FiniteModel, names: ElementNames, values: 'reward' | 'cost'): string[] {
  const lines = layoutRewards(model).flatMap(({ action, rules }) =>
    rules.map(([state, next, observation, reward]) => {
      const who = nameOf(names.actions, action);
      const where = [
        nameOf(names.states, state),
        nameOf(names.states, next),
        nameOf(names.observations, observation),
      ];
      const stated = values === 'cost' && reward !== 0 ? -reward : reward;
      return `R: ${who} : ${where.join(' : ')} ${realNumeral(stated)}`;
    }),
  );
  return lines.length > 0 ? lines : ['R: * : * : * : * 0'];
}

/** The largest whole number that pomdp-solve reads as one: it takes digits without a point for a 32-bit integer. */
const GREATEST_INTEGER = 2 ** 31 - 1;

/** The numeral of a reward, with a decimal point where the number is too large for an integer. */
function realNumeral(value: number): string {
  const text = numeral(value);
  return Math.abs(value) > GREATEST_INTEGER && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function nameOf(names: readonly string[], element: number): string {
  return element < 0 ? '*' : names[element]!;
}
