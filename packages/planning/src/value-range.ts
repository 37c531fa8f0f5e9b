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

/** The same from the start: what starts where nothing can be earned counts for nothing. */
export function startRange(model: PlanningModel): [least: number, greatest: number] {
  const earning = model.roots.reduce((sum, { probability }) => sum + probability, 0);
  const [least, greatest] = valueRange(model);
  return [earning * least, earning * greatest];
}
