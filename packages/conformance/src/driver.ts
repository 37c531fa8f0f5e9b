import { type Action, InputError, type Observation, type Random, type Space } from '@pomdp-gym/contracts';
import { drawPoint, outsideSpace } from './points.js';

/**
 * How the rules of an environment reach its rare places: a list of actions, from its first on at each reset and again when it is
 * through, or a function that chooses the next action. `random` is its source of chance.
 */
export type Driver = readonly Action[] | ((observation: Observation, random: Random) => Action);

/** Where an episode stands: what was observed last, and how many steps were taken. */
interface Place {
  readonly observation: Observation;
  readonly step: number;
}

/**
 * The next action of a driver; without one, an action drawn uniformly.
 *
 * @throws InputError where the driver chooses no action of the space.
 */
export function drivenAction(
  driver: Driver | undefined,
  space: Space,
  { observation, step }: Place,
  random: Random,
): Action {
  if (!driver) return drawPoint(space, random);
  const action = typeof driver === 'function' ? driver(observation, random) : driver[step % driver.length];
  const problem = action === undefined ? 'it is undefined' : outsideSpace(space, action);
  if (action === undefined || problem !== undefined)
    throw new InputError(`Action ${step} of the driver in the settings is no action: ${problem}.`);
  return action;
}
