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
      return `R: ${who} : ${where.join(' : ')} ${numeral(values === 'cost' && reward !== 0 ? -reward : reward)}`;
    }),
  );
  return lines.length > 0 ? lines : ['R: * : * : * : * 0'];
}

function nameOf(names: readonly string[], element: number): string {
  return element < 0 ? '*' : names[element]!;
}
