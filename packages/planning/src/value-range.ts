import { goingOn } from './monotone-iteration.js';
import type { PlanningModel } from './planning-model.js';

/** Two numbers that no policy's sum of discounted rewards leaves, from whichever planning state it starts. */
export function valueRange(model: PlanningModel): [least: number, greatest: number] {
  let least = model.states === 0 ? 0 : Infinity;
  let greatest = model.states === 0 ? 0 : -Infinity;
  goingOn(model).forEach((going, action) => {
    going.forEach((probability, state) => {
      const sum = model.rewards[action]![state]! / (1 - model.discount * probability);
      least = Math.min(least, sum);
      greatest = Math.max(greatest, sum);
    });
  });
  return [least, greatest];
}
