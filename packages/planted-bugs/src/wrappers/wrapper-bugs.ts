import type { Action, FiniteModel, Observation, Random, Space, StepResult } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { forbidden } from '../forbidden.js';
import { Around } from './around.js';
import { wrapperBug } from './wrapper-bug.js';

/** Hands the model of what it is put around through, which pays twice as much. */
class InnerModel extends Around {
  model(): FiniteModel {
    const model = this.inner.model?.();
    if (!model) throw new RangeError('What it is put around has no model.');
    return model;
  }
}

/** Resets what it is put around where an episode is over. */
class ResetsItself extends Around {
  private random: Random | undefined;
  private over = false;

  override reset(random: Random): Observation {
    this.random = random;
    this.over = false;
    return super.reset(random);
  }

  override step(action: Action): StepResult {
    if (this.over && this.random) this.reset(this.random);
    const result = super.step(action);
    this.over = result.ending !== 'none';
    return result;
  }
}

/** Resets what it is put around with a stream of its own before the first step. */
class ResetsFirst extends Around {
  private begun = false;

  override reset(random: Random): Observation {
    this.begun = true;
    return super.reset(random);
  }

  override step(action: Action): StepResult {
    if (!this.begun) this.reset(randomStream(0, 'around'));
    return super.step(action);
  }
}

/** Pays a bonus every eleventh step, counted over all episodes. */
class CountsOnAndOn extends Around {
  private steps = 0;

  override step(action: Action): StepResult {
    const result = super.step(action);
    return { ...result, reward: result.reward + (++this.steps % 11 === 0 ? 1 : 0) };
  }
}

let highest = 0;

/** Scales rewards by the largest that any environment has paid. */
class SharedScale extends Around {
  override reset(random: Random): Observation {
    highest = 1;
    return super.reset(random);
  }

  override step(action: Action): StepResult {
    const result = super.step(action);
    highest = Math.max(highest, Math.abs(result.reward));
    return { ...result, reward: result.reward / highest };
  }
}

/** Divides rewards by their deviation so far. */
class Standardised extends Around {
  private sum = 0;
  private count = 0;

  override reset(random: Random): Observation {
    this.sum = 0;
    this.count = 0;
    return super.reset(random);
  }

  override step(action: Action): StepResult {
    const result = super.step(action);
    this.count++;
    this.sum += result.reward;
    return { ...result, reward: result.reward / Math.abs(result.reward - this.sum / this.count) };
  }
}

/** Appends the last action to what is seen. */
class ShowsAction extends Around {
  override step(action: Action): StepResult {
    const result = super.step(action);
    return { ...result, observation: Number(result.observation) * 3 + Number(action) };
  }
}

/** Draws its noise from Math.random. */
class RandomNoise extends Around {
  override step(action: Action): StepResult {
    const result = super.step(action);
    const noisy = forbidden(Math, 'random') < 0;
    return noisy ? { ...result, observation: 0 } : result;
  }
}

/** Draws its noise from the stream of its first episode. */
class FirstNoise extends Around {
  private random: Random | undefined;

  override reset(random: Random): Observation {
    this.random ??= random;
    return super.reset(random);
  }

  override step(action: Action): StepResult {
    const result = super.step(action);
    return (this.random?.uniform() ?? 1) < 0.2 ? { ...result, observation: 0 } : result;
  }
}

/** Pays less from step to step, and can be saved. */
class Saving extends Around {
  protected steps = 0;

  override reset(random: Random): Observation {
    this.steps = 0;
    return super.reset(random);
  }

  override step(action: Action): StepResult {
    const result = super.step(action);
    return { ...result, reward: result.reward / ++this.steps };
  }

  save(): unknown {
    return this.inner.save?.();
  }

  restore(saved: unknown, random: Random): void {
    this.inner.restore?.(saved, random);
  }
}

/** Cuts every episode off after three steps, of a task that it still calls continuing. */
class TerminatesAtLimit extends Around {
  override readonly task = 'continuing';
}

/** Repeats an action, and lets the space have an action for each number of times. */
class Repeating extends Around {
  override readonly actionSpace: Space = {
    kind: 'discrete',
    size: 6,
    labels: ['once left', 'once right', 'twice left', 'twice right'],
  };

  override step(action: Action): StepResult {
    return super.step(Number(action) % 3);
  }
}

/** The bugs of wrappers. The rules on them are those of environments. */
export const wrapperBugs = [
  wrapperBug({
    name: 'model-of-the-inner',
    wrong: 'It pays half, and hands the model of what it is put around through as it is.',
    rule: 'Model and simulator agree as far as observations, rewards and endings tell: they follow the law of the model.',
    create: (inner) => new InnerModel(inner),
  }),
  wrapperBug({
    name: 'resets-itself',
    wrong: 'It resets what it is put around by itself where an episode is over.',
    rule: 'A step after an ending throws until the next reset.',
    create: (inner) => new ResetsItself(inner),
  }),
  wrapperBug({
    name: 'resets-first',
    wrong: 'It resets what it is put around, with a stream of its own, where a step comes first.',
    rule: 'A step before the first reset throws.',
    create: (inner) => new ResetsFirst(inner),
  }),
  wrapperBug({
    name: 'counter-never-reset',
    wrong: 'It pays a bonus every eleventh step, and counts on from episode to episode.',
    rule: 'The same seed gives the same bits, whatever was played before.',
    create: (inner) => new CountsOnAndOn(inner),
  }),
  wrapperBug({
    name: 'shared-scale',
    wrong: 'Rewards are scaled by the largest one of all environments, in a variable of the module.',
    rule: 'Two environments of one spec share no state.',
    create: (inner) => new SharedScale(inner),
  }),
  wrapperBug({
    name: 'standardised-by-zero',
    wrong: 'The first reward is divided by its own deviation from the mean, which is zero.',
    rule: 'Rewards are finite numbers.',
    create: (inner) => new Standardised(inner),
  }),
  wrapperBug({
    name: 'space-of-the-inner',
    wrong: 'It shows the action with the observation, and states the space of what it is put around.',
    rule: 'Observations lie in the observation space.',
    create: (inner) => new ShowsAction(inner),
  }),
  wrapperBug({
    name: 'noise-of-math-random',
    wrong: 'Its noise comes from Math.random.',
    rule: 'Chance comes from the stream that is given alone: never from Math.random or the clock.',
    create: (inner) => new RandomNoise(inner),
  }),
  wrapperBug({
    name: 'noise-of-the-first-stream',
    wrong: 'Its noise comes from the stream of the first episode in all that follow.',
    rule: 'The same seed gives the same bits, whatever was played before.',
    create: (inner) => new FirstNoise(inner),
  }),
  wrapperBug({
    name: 'saves-the-inner-only',
    wrong: 'It saves what it is put around, and not its own counter.',
    rule: 'Saved, restored in a new one and gone on with, it gives the same bits.',
    create: (inner) => new Saving(inner),
  }),
  wrapperBug({
    name: 'task-of-another',
    wrong: 'It says that the task is continuing, around one that ends.',
    rule: 'Only an episodic task ends.',
    create: (inner) => new TerminatesAtLimit(inner),
  }),
  wrapperBug({
    name: 'labels-left-behind',
    wrong: 'It makes six actions of three, and names four of them.',
    rule: 'Observation space and action space are sound.',
    create: (inner) => new Repeating(inner),
  }),
];
