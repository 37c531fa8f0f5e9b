import type { Environment } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { Driver } from './driver.js';
import { eventNumbers, play } from './walk.js';

const STEPS = 500;
const SEEDS = [11, 12, 13];

/**
 * Whether two environments differ in what can be seen of them: spaces, task, optimum and warnings, the paths and pictures
 * under three seeds, or the model.
 */
export function differs(one: Environment, two: Environment, driver: Driver | undefined): boolean {
  const [parts, others] = [partsOf(one, driver), partsOf(two, driver)];
  for (const part of parts) if (part !== others.next().value) return true;
  return others.next().done !== true;
}

/** The parts as texts, each made when it is asked for. */
function* partsOf(environment: Environment, driver: Driver | undefined): Generator<string, void, undefined> {
  const { observationSpace, actionSpace, task, optimum, warnings } = environment;
  yield inText([observationSpace, actionSpace, task, optimum, warnings]);
  for (const seed of SEEDS)
    for (const each of driver ? [undefined, driver] : [undefined]) yield* pathOf(environment, seed, each);
  if (environment.model) yield inText(environment.model());
}

function* pathOf(
  environment: Environment,
  seed: number,
  driver: Driver | undefined,
): Generator<string, void, undefined> {
  const random = randomStream(seed, 'environment');
  const choices = randomStream(seed, 'policy');
  for (const event of play(environment, { random, choices, steps: STEPS, driver })) {
    yield eventNumbers(event).join();
    if (!event.result) yield inText(environment.frame?.());
  }
  yield inText(environment.frame?.());
}

/** JSON, with the numbers that it lacks; typed arrays as lists. */
function inText(value: unknown): string {
  return String(
    JSON.stringify(value, (_key, part: unknown) => {
      if (ArrayBuffer.isView(part)) return Object.values(part);
      return typeof part === 'number' && !Number.isFinite(part) ? String(part) : part;
    }),
  );
}
