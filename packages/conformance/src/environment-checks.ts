import { type Environment, type EnvironmentSpec, grouped, type Space } from '@pomdp-gym/contracts';
import { type Check, demand, NotDecided } from './check.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { attempt } from './attempt.js';
import { environmentGoesOn } from './environment-saving.js';
import { savingChecks } from './saving.js';
import { randomStream } from '@pomdp-gym/numerics';
import { make } from './make.js';
import { appendPoint, outsideSpace, spaceProblem } from './points.js';
import { specChecks } from './spec-checks.js';
import { sameBits, walk, walkNumbers } from './walk.js';
import { withoutChance } from './without-chance.js';
import { modelChecks } from './model-checks.js';

const STEPS = 2000;

/** The rules that an environment keeps, from its spec to its model. */
export function environmentChecks(spec: EnvironmentSpec, settings: EnvironmentSettings = {}): Check[] {
  const create = () => make(spec, settings.options);
  const example = attempt(create);
  return [
    ...specChecks(spec),
    {
      name: 'The id of an environment ends in its version, as in Tiger-v0.',
      run: () =>
        demand(
          settings.unversioned === true || /-v\d+$/.test(spec.id),
          () => `The id ${spec.id} names no version.`,
        ),
    },
    { name: 'Observation space and action space are sound.', run: () => soundSpaces(create()) },
    { name: 'A step before the first reset throws.', run: () => refusesEarlyStep(create()) },
    lateStep(example, create),
    ...(isBounded(example?.actionSpace) ? [outsideBox(create)] : []),
    { name: 'Observations lie in the observation space.', run: () => observationsInside(create()) },
    { name: 'Rewards are finite numbers.', run: () => finiteRewards(create()) },
    { name: 'Only an episodic task ends.', run: () => endsWhereItMay(create()) },
    { name: 'The same seed gives the same bits, whatever was played before.', run: () => repeats(create) },
    {
      name: 'Two environments of one spec share no state.',
      run: () => keepsApart(create),
    },
    {
      name: 'Chance comes from the stream that is given alone: never from Math.random or the clock.',
      run: () => withoutChance(() => exhaust(walk(create(), 4, STEPS))),
    },
    ...savingChecks(example, () => environmentGoesOn(create)),
    ...modelChecks(create, settings),
  ];
}

function soundSpaces({ observationSpace, actionSpace, task }: Environment): void {
  const problem = spaceProblem('observation', observationSpace) ?? spaceProblem('action', actionSpace);
  demand(problem === undefined, () => problem ?? '');
  demand(task === 'continuing' || task === 'episodic', () => `The task is ${JSON.stringify(task)}.`);
}

function refusesEarlyStep(environment: Environment): void {
  const action =
    environment.actionSpace.kind === 'discrete' ? 0 : Float64Array.from(environment.actionSpace.low);
  demand(
    throws(() => environment.step(action)),
    () => 'It took a step before it was reset: throw an Error that says so.',
  );
}

/** A continuing task may go on for ever, but for cuts; an episodic one has to end for its rule to be tried. */
function lateStep(example: Environment | undefined, create: () => Environment): Check {
  if (example?.task === 'continuing')
    return {
      name: 'A continuing task goes on: only a cut ends an episode, and a step after that throws until the next reset.',
      run: () => void refusesLateStep(create()),
    };
  return {
    name: 'A step after an ending throws until the next reset.',
    run: () => {
      if (refusesLateStep(create())) return;
      throw new NotDecided(
        `No episode ended in ${grouped(10 * STEPS)} steps: give a driver that reaches an ending.`,
      );
    },
  };
}

/** Whether an ending was met. */
function refusesLateStep(environment: Environment): boolean {
  for (const { action, result } of walk(environment, 1, 10 * STEPS)) {
    if (!result || result.ending === 'none' || action === undefined) continue;
    demand(
      throws(() => environment.step(action)),
      () => 'It went on after an ending without a reset: throw an Error that says so.',
    );
    return true;
  }
  return false;
}

/** Whether actions can lie outside: whether it is a box with a limit. */
function isBounded(space: Space | undefined): boolean {
  return space?.kind === 'box' && [...space.low, ...space.high].some(Number.isFinite);
}

function outsideBox(create: () => Environment): Check {
  return {
    name: 'An action outside its box is clipped or refused, as its action space says.',
    run: () => handlesOutside(create),
  };
}

/** Of a clipped action the same comes as of the nearest point of the box; a refused one throws, and changes nothing that is seen. */
function handlesOutside(create: () => Environment): void {
  const { actionSpace } = create();
  if (actionSpace.kind === 'discrete') return;
  const { low, high, outside = 'refused' } = actionSpace;
  const [nearest, beyond] = [new Float64Array(low.length), new Float64Array(low.length)];
  low.forEach((least, axis) => {
    const limit = [high[axis]!, least].find(Number.isFinite) ?? 0;
    nearest[axis] = limit;
    beyond[axis] = limit + (limit === high[axis] ? 1 : limit === least ? -1 : 0);
  });
  const [one, two] = [create(), create()];
  one.reset(randomStream(6, 'environment'));
  two.reset(randomStream(6, 'environment'));
  if (outside === 'refused') {
    demand(
      throws(() => one.step(beyond)),
      () =>
        `It took the action ${beyond.join(', ')}, which lies outside: throw an Error, or say outside: 'clipped'.`,
    );
    return;
  }
  const [given, clipped] = [stepNumbers(one, beyond), stepNumbers(two, nearest)];
  demand(
    sameBits(given, clipped),
    () =>
      `The action ${beyond.join(', ')} gives (${given.join(', ')}); clipped to ${nearest.join(', ')} it gives (${clipped.join(', ')}).`,
  );
}

function stepNumbers(environment: Environment, action: Float64Array): number[] {
  const { observation, reward } = environment.step(action);
  const numbers: number[] = [];
  appendPoint(numbers, observation);
  return [...numbers, reward];
}

function observationsInside(environment: Environment): void {
  let step = 0;
  for (const { observation, action } of walk(environment, 2, STEPS)) {
    const outside = outsideSpace(environment.observationSpace, observation);
    const when = action === undefined ? 'A reset' : `Step ${++step}`;
    demand(outside === undefined, () => `${when} shows an observation outside the space: ${outside}.`);
  }
}

function finiteRewards(environment: Environment): void {
  for (const { action, result } of walk(environment, 2, STEPS)) {
    demand(
      !result || Number.isFinite(result.reward),
      () => `Action ${String(action)} earned ${result?.reward}, which is no finite number.`,
    );
  }
}

function endsWhereItMay(environment: Environment): void {
  for (const { result } of walk(environment, 2, STEPS)) {
    if (!result) continue;
    const { ending } = result;
    const known = ending === 'none' || ending === 'terminated' || ending === 'truncated';
    demand(known, () => `An ending is “none”, “terminated” or “truncated”, not ${JSON.stringify(ending)}.`);
    demand(
      ending !== 'terminated' || environment.task === 'episodic',
      () => 'It says that its task is continuing, and terminated.',
    );
  }
}

function repeats(create: () => Environment): void {
  const environment = create();
  const first = [...walkNumbers(environment, 3, STEPS)];
  exhaust(walk(environment, 4, 100));
  requireSame(first, [...walkNumbers(environment, 3, STEPS)], 'after other episodes on the same environment');
  requireSame(first, [...walkNumbers(create(), 3, STEPS)], 'in a new environment');
}

function keepsApart(create: () => Environment): void {
  const alone = [...walkNumbers(create(), 3, STEPS)];
  const other = walkNumbers(create(), 4, 2 * STEPS);
  const together: number[][] = [];
  for (const numbers of walkNumbers(create(), 3, STEPS)) {
    together.push(numbers);
    other.next();
  }
  requireSame(alone, together, 'while another environment is played');
}

function requireSame(one: readonly number[][], two: readonly number[][], when: string): void {
  for (let i = 0; i < Math.max(one.length, two.length); i++) {
    demand(
      sameBits(one[i] ?? [], two[i] ?? []),
      () => `The same seed gives (${one[i]}) at event ${i}, and (${two[i]}) ${when}.`,
    );
  }
}

function exhaust(events: Iterable<unknown>): void {
  for (const event of events) void event;
}

function throws(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
