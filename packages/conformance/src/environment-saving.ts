import type { Environment, Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { demand } from './check.js';
import { appendPoint, drawPoint } from './points.js';
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
  /** Whether the next step begins an episode. */
  over: boolean;
}

/** Saves in many places; a new environment that is restored there goes on as the first, which saving leaves as it is. */
export function environmentGoesOn(create: () => Environment): void {
  const [play, undisturbed] = [begin(create()), begin(create())];
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

function begin(environment: Environment): Play {
  return {
    environment,
    random: randomStream(5, 'environment'),
    choices: randomStream(5, 'policy'),
    over: true,
  };
}

function forkOf({ environment, random, choices, over }: Play, copy: Environment): Play {
  const fork = { environment: copy, random: copyOf(random), choices: copyOf(choices), over };
  copy.restore?.(savedState(environment), fork.random);
  return fork;
}

/** Plays some steps, and returns what was seen and earned, pictures included. */
function advance(play: Play, steps: number): string[] {
  const { environment, random, choices } = play;
  return Array.from({ length: steps }, () => {
    const numbers: number[] = [];
    if (play.over) appendPoint(numbers, environment.reset(random));
    const { observation, reward, ending } = environment.step(drawPoint(environment.actionSpace, choices));
    appendPoint(numbers, observation);
    play.over = ending !== 'none';
    return JSON.stringify([numbers, reward, ending, environment.frame?.()]);
  });
}

function requireSame(expected: readonly string[], found: readonly string[], when: string): void {
  const step = expected.findIndex((event, t) => event !== found[t]);
  demand(step < 0, () => `Step ${step} on gives ${found[step]} ${when}, and ${expected[step]} without.`);
}
