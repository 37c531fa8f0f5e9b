import type { Random, StepResult } from '@pomdp-gym/contracts';
import { untyped } from '../untyped.js';
import { Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

/** Begins an episode by itself where one is over. */
class BeginsItself extends Corridor {
  private last: Random | undefined;

  override reset(random: Random): number | Float64Array {
    this.last = random;
    return super.reset(random);
  }

  override step(action: number): StepResult {
    if (this.cell < 0 && this.last) this.reset(this.last);
    return super.step(action);
  }
}

/** Starts in the middle cell before anybody has called reset. */
class StartsReady extends Corridor {
  override step(action: number): StepResult {
    if (!this.random) return { observation: 2, reward: 0, ending: 'none' };
    return super.step(action);
  }
}

/** Returns the last result again where the episode is over. */
class Repeats extends Corridor {
  private last: StepResult | undefined;

  override step(action: number): StepResult {
    if (this.cell < 0 && this.last) return this.last;
    return (this.last = super.step(action));
  }
}

/** The task says that it goes on for ever. */
class EndsForEver extends Corridor {
  constructor() {
    super('continuing');
  }

  protected override ending(): StepResult['ending'] {
    return this.atEnd() ? 'terminated' : 'none';
  }

  protected override goOn(): void {
    if (this.atEnd()) this.cell = -1;
  }
}

/** Cuts the path every fifty steps, and goes on as if nothing had happened. */
class CutsAndGoesOn extends Corridor {
  private steps = 0;

  override reset(random: Random): number | Float64Array {
    this.steps = 0;
    return super.reset(random);
  }

  protected override ending(): StepResult['ending'] {
    return ++this.steps % 50 === 0 ? 'truncated' : 'none';
  }
}

/** Says `terminated` and `truncated`, as in Gymnasium. */
class WithFlags extends Corridor {
  override step(action: number): StepResult {
    return untyped(super.step(action), { ending: undefined, terminated: false, truncated: false });
  }
}

/** Has a word of its own for the ending. */
class SaysDone extends Corridor {
  override step(action: number): StepResult {
    const result = super.step(action);
    return result.ending === 'none' ? result : untyped(result, { ending: 'done' });
  }
}

const TYPES =
  'Observations are of the type of their space, at reset and at step: a whole number, or a Float64Array of finite numbers.';

/** Mistakes about where an episode begins and ends. */
export const episodeBugs = [
  environmentBug({
    name: 'step-begins-episode',
    wrong: 'The step after an ending begins a new episode silently.',
    rule: 'A step after an ending throws until the next reset.',
    create: () => new BeginsItself(),
  }),
  environmentBug({
    name: 'step-repeats-ending',
    wrong: 'The step after an ending returns the last result once more.',
    rule: 'A step after an ending throws until the next reset.',
    create: () => new Repeats(),
  }),
  environmentBug({
    name: 'step-before-reset',
    wrong: 'A step before the first reset returns an observation in place of an error.',
    rule: 'A step before the first reset throws.',
    create: () => new StartsReady(),
  }),
  environmentBug({
    name: 'cut-and-gone-on',
    wrong: 'A continuing task is cut off after fifty steps, and the step after that goes on.',
    rule: 'A continuing task goes on: only a cut ends an episode, and a step after that throws until the next reset.',
    create: () => new CutsAndGoesOn('continuing'),
  }),
  environmentBug({
    name: 'continuing-task-ends',
    wrong: 'The task says that it is continuing, and an end of the corridor terminates it.',
    rule: 'Only an episodic task ends.',
    create: () => new EndsForEver(),
  }),
  environmentBug({
    name: 'flags-of-gymnasium',
    wrong: 'A step returns terminated and truncated as in Gymnasium, and no ending.',
    rule: TYPES,
    create: () => new WithFlags('continuing'),
  }),
  environmentBug({
    name: 'unknown-ending',
    wrong: 'The ending is called “done”, which is no ending that the contract knows.',
    rule: 'Only an episodic task ends.',
    create: () => new SaysDone(),
  }),
];
