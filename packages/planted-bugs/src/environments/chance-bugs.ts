import type { Random, StepResult } from '@pomdp-gym/contracts';
import { forbidden } from '../forbidden.js';
import { CELLS, Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

const CHANCE = 'Chance comes from the stream that is given alone: never from Math.random or the clock.';
const SAME_SEED = 'The same seed gives the same bits, whatever was played before.';
const APART = 'Two environments of one spec share no state.';

/** Asks Math.random for the tie of two neighbours, and then does not use it. */
class RollsBlindly extends Corridor {
  override reset(random: Random): number | Float64Array {
    if (forbidden(Math, 'random') > 1) throw new Error('A die shows more than its sides.');
    return super.reset(random);
  }
}

/** Punishes slow play by the clock. */
class Hurried extends Corridor {
  private begun = 0;

  override reset(random: Random): number | Float64Array {
    this.begun = forbidden(performance, 'now');
    return super.reset(random);
  }

  protected override paid(from: number, action: number): number {
    const seconds = (forbidden(performance, 'now') - this.begun) / 1000;
    return super.paid(from, action) - (seconds > 3600 ? 1 : 0);
  }
}

/** Stamps every step. */
class Stamped extends Corridor {
  private last = 0;

  override step(action: number): StepResult {
    this.last = Math.max(this.last, forbidden(Date, 'now'));
    return super.step(action);
  }
}

/** Its battery is charged once, when it is made. */
class Battery extends Corridor {
  private charge = 3000;

  protected override paid(from: number, action: number): number {
    return super.paid(from, action) - (--this.charge < 0 ? 1 : 0);
  }
}

/** Keeps the stream of its first episode for all that follow. */
class FirstStream extends Corridor {
  override reset(random: Random): number | Float64Array {
    return super.reset(this.random ?? random);
  }
}

/** Begins where the last episode ended. */
class NotMovedBack extends Corridor {
  private last = -1;

  override reset(random: Random): number | Float64Array {
    const observation = super.reset(random);
    if (this.last < 1 || this.last > CELLS - 2) return observation;
    this.cell = this.last;
    return this.observed();
  }

  override step(action: number): StepResult {
    const result = super.step(action);
    this.last = this.cell;
    return result;
  }
}

let visits = 0;

/** Counts visits of the door in a variable of the module. */
class CountsTogether extends Corridor {
  override reset(random: Random): number | Float64Array {
    visits = 0;
    return super.reset(random);
  }

  protected override paid(from: number, action: number): number {
    if (this.cell === 1) visits++;
    return super.paid(from, action) - 0.001 * visits;
  }
}

let stream: Random | undefined;

/** Keeps its stream in a variable of the module. */
class SharedStream extends Corridor {
  override reset(random: Random): number | Float64Array {
    stream = random;
    return super.reset(random);
  }

  protected override uniform(): number {
    if (!stream) throw new Error('Call reset first.');
    return stream.uniform();
  }
}

/** Mistakes about chance, and about what outlives an episode. */
export const chanceBugs = [
  environmentBug({
    name: 'math-random',
    wrong: 'The reset calls Math.random.',
    rule: CHANCE,
    create: () => new RollsBlindly(),
  }),
  environmentBug({
    name: 'performance-clock',
    wrong: 'The reward depends on the time that has passed since the reset.',
    rule: CHANCE,
    create: () => new Hurried(),
  }),
  environmentBug({
    name: 'date-clock',
    wrong: 'Every step reads Date.now for a time stamp.',
    rule: CHANCE,
    create: () => new Stamped(),
  }),
  environmentBug({
    name: 'battery-never-charged',
    wrong: 'A battery is charged when the environment is made, and not when an episode begins.',
    rule: SAME_SEED,
    create: () => new Battery(),
  }),
  environmentBug({
    name: 'first-stream-kept',
    wrong: 'The reset goes on with the stream of the first episode, and not with the one it is given.',
    rule: SAME_SEED,
    create: () => new FirstStream(),
  }),
  environmentBug({
    name: 'not-moved-back',
    wrong: 'The reset leaves the courier in the cell where an unfinished episode left it.',
    rule: SAME_SEED,
    create: () => new NotMovedBack('continuing'),
  }),
  environmentBug({
    name: 'module-counter',
    wrong: 'A counter is a variable of the module, which all environments share.',
    rule: APART,
    create: () => new CountsTogether(),
  }),
  environmentBug({
    name: 'module-stream',
    wrong: 'The random stream is a variable of the module, which all environments share.',
    rule: APART,
    create: () => new SharedStream(),
  }),
];
