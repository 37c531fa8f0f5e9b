import { criticChecks } from '@pomdp-gym/conformance';
import { type Critic, type CriticSpec, InputError, type StepBatch } from '@pomdp-gym/contracts';
import { cos } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { forbidden } from '../forbidden.js';
import type { PlantedBug } from '../planted-bug.js';

const [STEP, DISCOUNT] = [0.05, 0.9];

/** TD(0) over a table (Sutton and Barto, 2nd edition, section 6.1). Sound; each part of it is open to a bug. */
class TableCritic implements Critic {
  protected readonly table: Float64Array;

  constructor(observations: number) {
    this.table = new Float64Array(observations);
  }

  reset(): void {
    this.table.fill(0);
  }

  update(batch: StepBatch): void {
    const { values } = batch.observations;
    for (let row = 0; row < batch.length; row++) {
      const after = row === batch.length - 1 ? this.behind(batch) : this.table[values[row + 1]!]!;
      this.table[values[row]!]! +=
        STEP * (batch.rewards[row]! + DISCOUNT * after - this.table[values[row]!]!);
    }
  }

  values(batch: StepBatch, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) into[row] = this.table[batch.observations.values[row]!]!;
    into[batch.length] = this.behind(batch);
  }

  save(): unknown {
    return [...this.table];
  }

  restore(saved: unknown): void {
    if (!Array.isArray(saved)) throw new InputError('A critic is saved as a list of values.');
    this.table.set(saved.map(Number));
  }

  protected behind({ ending, next }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.table[Number(next)]!;
  }
}

class PastTheEnd extends TableCritic {
  protected override behind({ next }: StepBatch): number {
    return this.table[Number(next)]!;
  }
}

class CutForEnd extends TableCritic {
  protected override behind(batch: StepBatch): number {
    return batch.ending === 'none' ? super.behind(batch) : 0;
  }
}

/** Values what was seen before the last step. */
class LooksBack extends TableCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    if (batch.ending !== 'terminated') into[batch.length] = into[batch.length - 1]!;
  }
}

class ForgetsTheLast extends TableCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    into[batch.length] = NaN;
  }
}

/** Clears all that it is given first. */
class WritesOn extends TableCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    into.fill(0);
    super.values(batch, into);
  }
}

class LearnsWhenAsked extends TableCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    super.update(batch);
  }
}

class KeepsBatch extends TableCritic {
  private kept: StepBatch | undefined;

  override reset(): void {
    super.reset();
    this.kept = undefined;
  }

  override update(batch: StepBatch): void {
    if (this.kept) super.update(this.kept);
    this.kept = batch;
  }
}

/** Writes returns where rewards were. */
class WritesBack extends TableCritic {
  override update(batch: StepBatch): void {
    super.update(batch);
    batch.rewards.fill(0, 0, batch.length);
  }
}

class NeverForgets extends TableCritic {
  override reset(): void {
    this.table.fill(0, 0, 1);
  }
}

class RestoresHalf extends TableCritic {
  override restore(saved: unknown): void {
    super.restore(saved);
    this.table.fill(0, 2);
  }
}

class Costs extends TableCritic {
  override update(batch: StepBatch): void {
    super.update({ ...batch, rewards: batch.rewards.map((reward) => -reward) });
  }
}

/** Takes the mean of the batch off. */
class Centred extends TableCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    const mean = into.subarray(0, batch.length).reduce((sum, value) => sum + value, 0) / batch.length;
    for (let row = 0; row < batch.length; row++) into[row]! -= mean;
  }
}

/** Learns from the next reward alone. */
class AtOnce extends TableCritic {
  override update(batch: StepBatch): void {
    const { values } = batch.observations;
    for (let row = 0; row < batch.length; row++)
      this.table[values[row]!]! += STEP * (batch.rewards[row]! - this.table[values[row]!]!);
  }
}

/** Learns from an episode that was cut off as from one that has ended; asked, it tells them apart. */
class LearnsCutAsEnd extends TableCritic {
  override update(batch: StepBatch): void {
    super.update(batch.ending === 'truncated' ? { ...batch, ending: 'terminated' } : batch);
  }
}

/** Learns from what is shown at an ending; asked, it values nothing behind it. */
class LearnsPastTheEnd extends TableCritic {
  override update(batch: StepBatch): void {
    super.update(batch.ending === 'terminated' ? { ...batch, ending: 'truncated' } : batch);
  }
}

let updates = 0;

/** The length of its step depends on the updates of all critics since the last one was made. */
class SharesSchedule extends TableCritic {
  constructor(observations: number) {
    super(observations);
    updates = 0;
  }

  override reset(): void {
    super.reset();
    updates = 0;
  }

  override update(batch: StepBatch): void {
    super.update(batch);
    updates += batch.length;
    this.table[0]! += 1e-6 * cos(updates);
  }
}

class Hurried extends TableCritic {
  private last = 0;

  override update(batch: StepBatch): void {
    this.last = Math.max(this.last, forbidden(Date, 'now'));
    super.update(batch);
  }
}

const ALL = 'It values each step and what follows the last: n + 1 finite numbers, and no more.';
const CUT = 'After an episode that was cut off it values what was observed last.';
const LENT = 'It keeps nothing of a lent batch, and leaves it as it is.';

function criticBug(
  name: string,
  wrong: string,
  rule: string,
  create: new (observations: number) => Critic,
): PlantedBug {
  const spec: CriticSpec = {
    id: 'table',
    summary: 'TD(0) over a table.',
    options: z.strictObject({}),
    create: (_options, { observationSpace }) => {
      if (observationSpace.kind === 'box')
        throw new RangeError('The critic is a table: it needs finite observations.');
      return new create(observationSpace.size);
    },
  };
  return { id: `critic/${name}`, wrong, rule, checks: () => criticChecks(spec) };
}

/** Mistakes of critics. */
export const criticBugs = [
  criticBug(
    'value-past-the-end',
    'It bootstraps past the end of an episode.',
    'After an episode that has terminated nothing is to come: the last value is 0.',
    PastTheEnd,
  ),
  criticBug('cut-for-end', 'It takes an episode that was cut off for one that has ended.', CUT, CutForEnd),
  criticBug(
    'value-of-the-step-before',
    'It bootstraps from the last step in place of what follows it.',
    CUT,
    LooksBack,
  ),
  criticBug('no-last-value', 'It leaves NaN for what follows the last step.', ALL, ForgetsTheLast),
  criticBug(
    'writes-behind-the-batch',
    'It clears the whole array that it is given, behind n + 1 too.',
    ALL,
    WritesOn,
  ),
  criticBug(
    'learns-when-asked',
    'It learns from a batch when it is asked for values.',
    'Asking for values changes nothing.',
    LearnsWhenAsked,
  ),
  criticBug('batch-kept', 'A lent batch is kept until the next one comes.', LENT, KeepsBatch),
  criticBug('writes-into-batch', 'It sets the rewards of a lent batch to zero.', LENT, WritesBack),
  criticBug(
    'reset-forgets-one-value',
    'Reset forgets the first value alone.',
    'Reset forgets the past.',
    NeverForgets,
  ),
  criticBug(
    'restores-a-part',
    'Restoring leaves the values of all observations but two at zero.',
    'Saved, restored in a new one and gone on with, it gives the same bits.',
    RestoresHalf,
  ),
  criticBug(
    'costs-for-rewards',
    'It learns from costs, the rewards with the wrong sign.',
    'It learns which of two observations is worth more.',
    Costs,
  ),
  criticBug(
    'centred-by-batch',
    'Values are centred within the batch.',
    'A value does not depend on how the path is cut into batches.',
    Centred,
  ),
  criticBug(
    'nothing-to-come',
    'It learns from the next reward alone.',
    'It learns what pays a step later.',
    AtOnce,
  ),
  criticBug(
    'learns-cut-as-end',
    'It learns from an episode that was cut off as if nothing came after it.',
    'It learns that what follows a cut counts.',
    LearnsCutAsEnd,
  ),
  criticBug(
    'learns-past-the-end',
    'It learns from the value of what is shown at an ending.',
    'It learns that nothing follows an ending, whatever is observed there.',
    LearnsPastTheEnd,
  ),
  criticBug(
    'schedule-shared',
    'What it learns depends on a counter of the module, which all critics share.',
    'Critics share nothing: one learns the same where another learns beside it.',
    SharesSchedule,
  ),
  criticBug(
    'clock',
    'It reads Date.now as it learns.',
    'Chance and the clock have no part in it: never Math.random or Date.now.',
    Hurried,
  ),
];
