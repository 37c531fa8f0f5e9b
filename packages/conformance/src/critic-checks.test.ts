import type { Critic, CriticSpaces, CriticSpec, StepBatch } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { criticChecks } from './critic-checks.js';
import { TdCritic } from './td-critic.test.support.js';

const bug = (create: new (observations: number) => Critic) => () => {
  const spec: CriticSpec = {
    id: 'td',
    summary: 'TD(0) over a table.',
    options: z.strictObject({}),
    create: (_options: never, { observationSpace }: CriticSpaces) => {
      if (observationSpace.kind === 'box') throw new RangeError('Finite observations, please.');
      return new create(observationSpace.size);
    },
  };
  return criticChecks(spec);
};

class BootstrapsPastTheEnd extends TdCritic {
  protected override valueBehind({ next }: StepBatch): number {
    return this.table[Number(next)]!;
  }
}

class TakesCutForEnd extends TdCritic {
  protected override valueBehind(batch: StepBatch): number {
    return batch.ending === 'truncated' ? 0 : super.valueBehind(batch);
  }
}

class ForgetsTheLast extends TdCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    const last = into[batch.length]!;
    super.values(batch, into);
    into[batch.length] = last;
  }
}

class WritesOn extends TdCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    into.fill(0, batch.length + 1);
  }
}

class LearnsWhenAsked extends TdCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    super.update(batch);
  }
}

class KeepsBatch extends TdCritic {
  private kept: StepBatch | undefined;

  override update(batch: StepBatch): void {
    if (this.kept) super.update(this.kept);
    this.kept = batch;
  }

  override reset(): void {
    super.reset();
    this.kept = undefined;
  }
}

class WritesBack extends TdCritic {
  override update(batch: StepBatch): void {
    super.update(batch);
    batch.rewards[0] = 0;
  }
}

class NeverForgets extends TdCritic {
  override reset(): void {
    return;
  }
}

class LosesItsTable extends TdCritic {
  override restore(): void {
    this.table.fill(0);
  }
}

class WrongSign extends TdCritic {
  override update(batch: StepBatch): void {
    super.update({ ...batch, rewards: batch.rewards.map((reward) => -reward) });
  }
}

/** Values rows relative to the first of the batch. */
class ByBatch extends TdCritic {
  override values(batch: StepBatch, into: Float64Array): void {
    super.values(batch, into);
    const first = this.table[batch.observations.values[0] ?? 0]!;
    for (let row = 0; row < batch.length; row++) into[row]! -= first;
  }
}

/** Learns the reward of each step alone. */
class Myopic extends TdCritic {
  override update(batch: StepBatch): void {
    super.update({ ...batch, length: batch.length });
    for (let row = 0; row < batch.length; row++) {
      const y = batch.observations.values[row]!;
      this.rewards[y]! += 0.05 * (batch.rewards[row]! - this.rewards[y]!);
    }
    this.table.set(this.rewards);
  }

  override reset(): void {
    super.reset();
    this.rewards.fill(0);
  }

  override restore(saved: unknown): void {
    super.restore(saved);
    this.rewards.set(this.table);
  }

  private readonly rewards = new Float64Array(this.table.length);
}

/** Asked for values it knows endings and cuts; where it learns it takes one for the other. */
class LearnsOtherwise extends TdCritic {
  constructor(
    observations: number,
    private readonly taken: StepBatch['ending'],
    private readonly becomes: StepBatch['ending'],
  ) {
    super(observations);
  }

  override update(batch: StepBatch): void {
    super.update(batch.ending === this.taken ? { ...batch, ending: this.becomes } : batch);
  }
}

class LearnsPastTheEnd extends LearnsOtherwise {
  constructor(observations: number) {
    super(observations, 'terminated', 'none');
  }
}

class LearnsCutsAsEnds extends LearnsOtherwise {
  constructor(observations: number) {
    super(observations, 'truncated', 'terminated');
  }
}

let lastSeen = 0;

/** Remembers in one place for all what was observed last: an update adds a little to its value. */
class SharesMemory extends TdCritic {
  override update(batch: StepBatch): void {
    if (batch.length > 1) this.table[lastSeen]! += 1e-6;
    super.update(batch);
    lastSeen = batch.ending === 'none' ? Number(batch.next) : 0;
  }
}

const LATER = 'It learns what pays a step later.';
const AFTER_CUT = 'It learns that what follows a cut counts.';
const AFTER_END = 'It learns that nothing follows an ending, whatever is observed there.';
const ALONE = 'Critics share nothing: one learns the same where another learns beside it.';
const ALL = 'It values each step and what follows the last: n + 1 finite numbers, and no more.';
const ZERO = 'After an episode that has terminated nothing is to come: the last value is 0.';
const CUT = 'After an episode that was cut off it values what was observed last.';
const CUTS = 'A value does not depend on how the path is cut into batches.';
const VAIN = 'Asking for values changes nothing.';
const LENT = 'It keeps nothing of a lent batch, and leaves it as it is.';
const RESET = 'Reset forgets the past.';
const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const LEARNS = 'It learns which of two observations is worth more.';

const planted: readonly Planted[] = [
  {
    bug: 'a value behind the end',
    checks: bug(BootstrapsPastTheEnd),
    rules: [ZERO, AFTER_END],
    says: 'Behind the end',
  },
  {
    bug: 'a cut that is taken for an end',
    checks: bug(TakesCutForEnd),
    rules: [CUT, AFTER_CUT],
    says: 'the ending truncated',
  },
  {
    bug: 'no value of what follows',
    checks: bug(ForgetsTheLast),
    rules: [ALL, ZERO, CUT],
    says: 'writes NaN',
  },
  { bug: 'values beyond the batch', checks: bug(WritesOn), rules: [ALL], says: 'writes 0 at' },
  {
    bug: 'learning when asked',
    checks: bug(LearnsWhenAsked),
    rules: [CUT, CUTS, VAIN, LENT],
    says: 'Asked twice',
  },
  {
    bug: 'a lent batch that is kept',
    checks: bug(KeepsBatch),
    rules: [ALL, CUT, LENT, LEARNS, LATER, AFTER_CUT, AFTER_END],
    says: 'were refilled',
  },
  {
    bug: 'writing into a lent batch',
    checks: bug(WritesBack),
    rules: [LENT],
    says: 'wrote into a batch',
  },
  { bug: 'a reset that forgets nothing', checks: bug(NeverForgets), rules: [RESET], says: 'After a reset' },
  {
    bug: 'a table that is not restored',
    checks: bug(LosesItsTable),
    rules: [GOES_ON],
    says: 'Restored value',
  },
  {
    bug: 'a wrong sign',
    checks: bug(WrongSign),
    rules: [LEARNS, LATER, AFTER_CUT],
    says: 'the lamp that pays 1',
  },
  {
    bug: 'values that depend on the batch',
    checks: bug(ByBatch),
    rules: [CUT, CUTS, LEARNS, LATER, AFTER_CUT],
    says: 'cut in two',
  },
  {
    bug: 'rewards without what follows them',
    checks: bug(Myopic),
    rules: [LATER, AFTER_CUT],
    says: 'before one that pays 1 by 0 above',
  },
  {
    bug: 'a value that is learnt from what is observed at an ending',
    checks: bug(LearnsPastTheEnd),
    rules: [AFTER_END],
    says: 'the one whose ending looks rich',
  },
  {
    bug: 'cuts that are learnt from as endings',
    checks: bug(LearnsCutsAsEnds),
    rules: [AFTER_CUT],
    says: 'before one that pays 1 by 0 above',
  },
  {
    bug: 'a memory that critics share',
    checks: bug(SharesMemory),
    rules: [VAIN, LENT, ALONE, GOES_ON],
    says: 'Where another learns beside it',
  },
];

describe('The rules for critics', () => {
  it('pass temporal differences over a table', () => expectSound(bug(TdCritic)(), 20));

  itCatches(planted);
});
