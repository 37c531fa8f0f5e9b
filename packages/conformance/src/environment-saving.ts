import { type Environment, isInputError, type Observation, type Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import { type Driver, drivenAction } from './driver.js';
import type { EnvironmentTrial } from './environment-trial.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { appendPoint, copyPoint } from './points.js';
import { copyOf, savedState } from './saving.js';
import { play } from './walk.js';

const ROUNDS = 60;
/** Of the rules on what is saved that need no rare place. */
const FEW_ROUNDS = 10;
/** Steps between two saves, and those that both go on with: different, so that saves fall on all places of an episode. */
const APART = 7;
const AHEAD = 40;

/** An environment under way, and what it draws from. */
interface Course {
  readonly environment: Environment;
  readonly random: Random;
  readonly choices: Random;
  readonly driver: Driver | undefined;
  /** Steps since the last reset; −1 where the next step begins an episode. */
  step: number;
  /** What was observed last. */
  observation: Observation;
}

/** The rules of an environment that can be saved, besides those of everything that can. */
export function environmentSavingChecks(
  example: Environment | undefined,
  trial: EnvironmentTrial,
  seed: number,
): Check[] {
  if (!example?.save || !example.restore) return [];
  return [
    {
      name: 'Restored in one that was played before, it gives the same bits as in a new one.',
      run: () => forgetsThePast(trial),
    },
    {
      name: 'What it saves is the receiver’s to keep: what follows does not change it.',
      run: () => handsOver(trial.create()),
    },
    {
      name: 'restore refuses what was never saved with an InputError.',
      run: () => refusesOthers(trial.create()),
    },
    {
      name: 'What it saves does not grow from episode to episode.',
      falseAlarmRate: MEASURED_ALARMS,
      run: () => staysSmall(trial.create(), seed),
    },
  ];
}

function forgetsThePast({ create, driver }: EnvironmentTrial): void {
  const play = begin(create(), driver);
  const used = begin(create(), driver);
  for (let round = 0; round < FEW_ROUNDS; round++) {
    advance(play, APART);
    advance(used, AHEAD);
    const saved = savedState(play.environment);
    const [inUsed, inNew] = [used.environment, create()].map((each) => restoredIn(each, saved, play));
    requireSame(advance(inNew!, AHEAD), advance(inUsed!, AHEAD), 'restored in one that was played before');
    used.step = -1;
  }
}

function handsOver(environment: Environment): void {
  const play = begin(environment, undefined);
  for (let round = 0; round < FEW_ROUNDS; round++) {
    advance(play, APART);
    const saved = environment.save?.();
    const before = JSON.stringify(saved);
    advance(play, APART);
    const after = JSON.stringify(saved);
    demand(
      before === after,
      () => `It saved ${before}, which is ${after} after ${APART} more steps: save a copy.`,
    );
  }
}

/** Values that no environment saves: a number is not among them, since one may save just a count or an index. */
const STRANGE: readonly unknown[] = ['no such data', { 'no such data': 1 }, [['no such data']]];

function refusesOthers(environment: Environment): void {
  for (const strange of STRANGE) {
    const error = errorOf(() => environment.restore?.(strange, randomStream(5, 'environment')));
    demand(
      isInputError(error),
      () =>
        `Given ${JSON.stringify(strange)}, restore ${error === undefined ? 'takes it' : `throws ${String(error)}`}: throw an ` +
        'InputError that says what it expects.',
    );
  }
}

function errorOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Saves at resets that are compared, early and late, and steps between two of them, to the next reset. */
const RESETS = 20;
const STEPS_BETWEEN = 50;
/** Resets between the last early save and the first late one, and steps before each. */
const [PASSED, STEPS_PASSED] = [6, 1000];
/** Characters by which what is saved may differ, where it holds more at one reset than at another. */
const SPARE_CHARACTERS = 1000;

/**
 * Of memory, only what is saved can be measured and repeated to the bit: the heap cannot, as nobody says when garbage is collected.
 * The largest of many early saves is compared with the smallest of many late ones, so that sizes which change by chance from reset
 * to reset do not count. A state that keeps something of every step has seven times as much of it at the first late save.
 */
function staysSmall(environment: Environment, seed: number): void {
  const sizes = (count: number, steps: number) =>
    Array.from({ length: count }, () => sizeAfter(environment, steps, seed));
  const early = Math.max(...sizes(RESETS, STEPS_BETWEEN));
  sizes(PASSED, STEPS_PASSED);
  const late = Math.min(...sizes(RESETS, STEPS_BETWEEN));
  demand(
    late <= 2 * early + SPARE_CHARACTERS,
    () =>
      `At ${RESETS} early resets it saves ${early} characters at most, and ${late} at least at as many after ` +
      `${RESETS * STEPS_BETWEEN + PASSED * STEPS_PASSED} steps.`,
  );
}

/** Characters that are saved at the next reset after so many steps. */
function sizeAfter(environment: Environment, steps: number, seed: number): number {
  const [random, choices] = [randomStream(4 + seed, 'environment'), randomStream(4 + seed, 'policy')];
  for (const event of play(environment, { random, choices, steps })) void event;
  environment.reset(random);
  return JSON.stringify(environment.save?.()).length;
}

/** Saves in many places; a new environment that is restored there goes on as the first, which saving leaves as it is. */
export function environmentGoesOn(create: () => Environment, driver?: Driver): void {
  for (const each of driver ? [undefined, driver] : [undefined]) goesOn(create, () => begin(create(), each));
}

function goesOn(create: () => Environment, start: () => Course): void {
  const [play, undisturbed] = [start(), start()];
  for (let round = 0; round < ROUNDS; round++) {
    requireSame(advance(play, APART), advance(undisturbed, APART), 'once it was saved');
    const copy = forkOf(play, create());
    const ahead = advance(copy, AHEAD);
    requireSame(
      advance(undisturbed, AHEAD),
      ahead,
      `restored after ${round * (APART + AHEAD) + APART} steps`,
    );
    requireSame(advance(play, AHEAD), ahead, 'while another was restored');
  }
}

function begin(environment: Environment, driver: Driver | undefined): Course {
  return {
    environment,
    random: randomStream(5, 'environment'),
    choices: randomStream(5, 'policy'),
    driver,
    step: -1,
    observation: 0,
  };
}

function forkOf(play: Course, environment: Environment): Course {
  const { random } = play;
  const fork = { ...play, random: copyOf(random) };
  return restoredIn(environment, savedState(play.environment), fork);
}

/** An environment that was restored, and goes on from where `play` stands. */
function restoredIn(environment: Environment, saved: unknown, play: Course): Course {
  const course = { ...play, environment, random: copyOf(play.random), choices: copyOf(play.choices) };
  environment.restore?.(saved, course.random);
  return course;
}

/** Plays some steps, and returns what was seen and earned, pictures included. */
function advance(play: Course, steps: number): string[] {
  const { environment, random, choices, driver } = play;
  return Array.from({ length: steps }, () => {
    const numbers: number[] = [];
    if (play.step < 0) {
      play.step = 0;
      play.observation = copyPoint(environment.reset(random));
      appendPoint(numbers, play.observation);
    }
    const action = drivenAction(driver, environment.actionSpace, play, choices);
    const { observation, reward, ending } = environment.step(action);
    appendPoint(numbers, observation);
    play.observation = copyPoint(observation);
    play.step = ending === 'none' ? play.step + 1 : -1;
    return JSON.stringify([numbers, reward, ending, environment.frame?.()]);
  });
}

function requireSame(expected: readonly string[], found: readonly string[], when: string): void {
  const step = expected.findIndex((event, t) => event !== found[t]);
  demand(step < 0, () => `Step ${step} on gives ${found[step]} ${when}, and ${expected[step]} without.`);
}
