import type { Environment, Observation, Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { demand } from './check.js';
import { type Driver, drivenAction } from './driver.js';
import { appendPoint, copyPoint } from './points.js';
import { copyOf, savedState } from './saving.js';

const ROUNDS = 60;
/** Steps between two saves, and those that both go on with: different, so that saves fall on all places of an episode. */
const APART = 7;
const AHEAD = 40;

/** An environment under way, and what it draws from. */
interface Play {
  readonly environment: Environment;
  readonly random: Random;
  readonly choices: Random;
  readonly driver: Driver | undefined;
  /** Steps since the last reset; −1 where the next step begins an episode. */
  step: number;
  /** What was observed last. */
  observation: Observation;
}

/** Saves in many places; a new environment that is restored there goes on as the first, which saving leaves as it is. */
export function environmentGoesOn(create: () => Environment, driver?: Driver): void {
  for (const each of driver ? [undefined, driver] : [undefined]) goesOn(create, () => begin(create(), each));
}

function goesOn(create: () => Environment, start: () => Play): void {
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

function begin(environment: Environment, driver: Driver | undefined): Play {
  return {
    environment,
    random: randomStream(5, 'environment'),
    choices: randomStream(5, 'policy'),
    driver,
    step: -1,
    observation: 0,
  };
}

function forkOf(play: Play, environment: Environment): Play {
  const fork = { ...play, environment, random: copyOf(play.random), choices: copyOf(play.choices) };
  environment.restore?.(savedState(play.environment), fork.random);
  return fork;
}

/** Plays some steps, and returns what was seen and earned, pictures included. */
function advance(play: Play, steps: number): string[] {
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
