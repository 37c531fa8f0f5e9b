import { type Environment, type EnvironmentSpec, grouped, type Space } from '@pomdp-gym/contracts';
import { type Check, demand, NotDecided } from './check.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { attempt } from './attempt.js';
import { environmentGoesOn, environmentSavingChecks } from './environment-saving.js';
import { EnvironmentTrial, STEPS } from './environment-trial.js';
import { savingChecks } from './saving.js';
import { randomStream } from '@pomdp-gym/numerics';
import { frameChecks } from './frame-checks.js';
import { make } from './make.js';
import { optimumChecks } from './optimum-checks.js';
import { optionCheck } from './option-checks.js';
import { observationChecks } from './observation-checks.js';
import { appendPoint, spaceProblem } from './points.js';
import { seedCheck } from './seed-checks.js';
import { specChecks } from './spec-checks.js';
import { sameBits } from './walk.js';
import { withoutChance } from './without-chance.js';
import { modelChecks } from './model-checks.js';

/** The rules that an environment keeps, from its spec to its model. */
export function environmentChecks(spec: EnvironmentSpec, settings: EnvironmentSettings = {}): Check[] {
  const { seed = 1 } = settings;
  const create = () => make('environment', spec, settings.options);
  const trial = new EnvironmentTrial(create, settings.driver);
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
    ...observationChecks(trial),
    { name: 'A step before the first reset throws.', run: () => refusesEarlyStep(create()) },
    lateStep(example, trial),
    ...(isBounded(example?.actionSpace) ? [outsideBox(create)] : []),
    { name: 'Rewards are finite numbers.', run: () => finiteRewards(trial) },
    { name: 'Only an episodic task ends.', run: () => endsWhereItMay(trial) },
    { name: 'The same seed gives the same bits, whatever was played before.', run: () => repeats(trial) },
    { name: 'Two environments of one spec share no state.', run: () => keepsApart(trial) },
    {
      name: 'Chance comes from the stream that is given alone: never from Math.random or the clock.',
      run: () => withoutChance(() => exhaust(trial.walk(create(), 4))),
    },
    seedCheck(trial, settings.deterministic, seed),
    ...optionCheck(
      {
        schema: spec.options,
        options: settings.options ?? {},
        alternatives: settings.alternatives ?? {},
        make: (options) => make('environment', spec, options),
      },
      trial,
    ),
    ...frameChecks(example, trial),
    ...savingChecks(example, () => environmentGoesOn(create, settings.driver)),
    ...environmentSavingChecks(example, trial, seed),
    ...optimumChecks(example, trial, seed),
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
function lateStep(example: Environment | undefined, trial: EnvironmentTrial): Check {
  if (example?.task === 'continuing')
    return {
      name: 'A continuing task goes on: only a cut ends an episode, and a step after that throws until the next reset.',
      run: () => void refusesLateStep(trial),
    };
  return {
    name: 'A step after an ending throws until the next reset.',
    run: () => {
      if (refusesLateStep(trial)) return;
      throw new NotDecided(
        `No episode ended in ${grouped(10 * STEPS)} steps: give a driver that reaches an ending.`,
      );
    },
  };
}

/** Whether an ending was met. */
function refusesLateStep(trial: EnvironmentTrial): boolean {
  const environment = trial.create();
  for (const { action, result } of trial.walk(environment, 1, { steps: 10 * STEPS, cut: false })) {
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

function finiteRewards(trial: EnvironmentTrial): void {
  for (const { action, result } of trial.walk(trial.create(), 2)) {
    demand(!result || Number.isFinite(result.reward), () => {
      const earned =
        typeof result?.reward === 'string' ? JSON.stringify(result.reward) : String(result?.reward);
      return `Action ${String(action)} earned ${earned}, which is no finite number.`;
    });
  }
}

function endsWhereItMay(trial: EnvironmentTrial): void {
  const { task } = trial.create();
  for (const { result } of trial.walk(trial.create(), 2)) {
    if (!result) continue;
    const { ending } = result;
    const known = ending === 'none' || ending === 'terminated' || ending === 'truncated';
    demand(known, () => `An ending is “none”, “terminated” or “truncated”, not ${JSON.stringify(ending)}.`);
    demand(
      ending !== 'terminated' || task === 'episodic',
      () => 'It says that its task is continuing, and terminated.',
    );
  }
}

function repeats(trial: EnvironmentTrial): void {
  const environment = trial.create();
  const first = [...trial.walkNumbers(environment, 3)];
  exhaust(trial.walk(environment, 4, { steps: 100 }));
  requireSame(first, [...trial.walkNumbers(environment, 3)], 'after other episodes on the same environment');
  requireSame(first, [...trial.walkNumbers(trial.create(), 3)], 'in a new environment');
}

/** Two are played in turn; a third is made while they are under way. */
function keepsApart(trial: EnvironmentTrial): void {
  const alone = [...trial.walkNumbers(trial.create(), 3)];
  const other = trial.walkNumbers(trial.create(), 4, { steps: 2 * STEPS });
  const together: number[][] = [];
  for (const numbers of trial.walkNumbers(trial.create(), 3)) {
    together.push(numbers);
    other.next();
    if (together.length === STEPS / 2) trial.create();
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
