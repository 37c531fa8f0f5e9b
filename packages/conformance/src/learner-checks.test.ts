import type { Learner, LearnerSpec, ParametricPolicy, Policy, StepBatch } from '@pomdp-gym/contracts';
import { addScaled } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { learnerChecks } from './learner-checks.js';
import { requireParametric } from './policy-checks.js';
import { TabularLearner } from './tabular-learner.test.support.js';

/** θ += γ r ∇log μ(u | y): OLPOMDP with β = 0. */
class Reinforce implements Learner {
  constructor(readonly policy: ParametricPolicy) {}

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) this.learn(batch, row, 0.1 * batch.rewards[row]!);
  }

  protected learn(batch: StepBatch, row: number, step: number): void {
    const score = new Float64Array(this.policy.parameters.length);
    this.policy.addScore(batch, row, 1, score);
    addScaled(this.policy.parameters, step, score);
  }
}

/** Its step grows shorter; what it saves is θ and how far it has come. */
class Saving extends Reinforce {
  protected steps = 0;

  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, step / (1 + 0.001 * this.steps++));
  }

  save(): unknown {
    return { theta: [...this.policy.parameters], steps: this.steps };
  }

  restore(saved: unknown): void {
    const { theta, steps } = z.object({ theta: z.array(z.number()), steps: z.number() }).parse(saved);
    this.policy.parameters.set(theta);
    this.steps = steps;
  }
}

class BeginsAgain extends Saving {
  override restore(saved: unknown): void {
    super.restore(saved);
    this.steps = 0;
  }
}

class WrongSign extends Reinforce {
  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, -step);
  }
}

class KeepsBatch extends Reinforce {
  private kept: StepBatch | undefined;

  override update(batch: StepBatch): void {
    if (this.kept) super.update(this.kept);
    this.kept = batch;
  }
}

class WritesBack extends Reinforce {
  override update(batch: StepBatch): void {
    super.update(batch);
    batch.rewards[0] = 0;
  }
}

class Explodes extends Reinforce {
  private steps = 0;

  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, ++this.steps === 900 ? Infinity : step);
  }
}

/** Takes what was observed at the end of an episode to be the beginning of another step. */
class CrossesEndings extends TabularLearner {
  protected override valueBehind({ next }: StepBatch): number {
    return this.largest(Number(next));
  }
}

/** Takes nothing to be to come where an episode was cut off. */
class StopsAtCuts extends TabularLearner {
  protected override valueBehind(batch: StepBatch): number {
    return batch.ending === 'none' ? super.valueBehind(batch) : 0;
  }
}

/** Values what was observed before the step in place of what was observed after it. */
class LooksBack extends TabularLearner {
  protected override valueBehind({ observations, ending }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.largest(observations.values[0]!);
  }
}

let seed = 0;

/** Draws on a generator of its own that lives on from learner to learner. */
class OwnChance extends Reinforce {
  protected override learn(batch: StepBatch, row: number, step: number): void {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    super.learn(batch, row, step * (1 + seed / 2 ** 31));
  }
}

class Timed extends Reinforce {
  override update(batch: StepBatch): void {
    if (performance.now() >= 0) super.update(batch);
  }
}

class Outside extends Reinforce {
  override readonly policy: ParametricPolicy;

  constructor(policy: ParametricPolicy) {
    super(policy);
    this.policy = {
      parameters: policy.parameters,
      reset: (random) => policy.reset(random),
      act: (observation) => (policy.act(observation) as number) + 1,
      addScore: (batch, row, weight, into) => policy.addScore(batch, row, weight, into),
    };
  }
}

const bug = (create: new (policy: ParametricPolicy) => Learner) => () => {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, _spaces, policy: Policy | undefined) => {
      if (!policy) throw new RangeError('It trains a policy that is given.');
      return new create(requireParametric(policy));
    },
  };
  return learnerChecks(spec);
};

const own = (create: new (observations: number, actions: number) => Learner) => () => {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, { observationSpace, actionSpace }) => {
      if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
        throw new RangeError('It keeps a table.');
      return new create(observationSpace.size, actionSpace.size);
    },
  };
  return learnerChecks(spec);
};

const AT_END = 'After an episode that has terminated it takes nothing to be to come.';
const LATER = 'It learns that an action pays a step later.';
const AT_CUT = 'What follows an episode that was cut off counts, where it climbs the discounted value.';
const INSIDE = 'It acts inside the action space, and its parameters stay finite.';
const SAME = 'The same seed gives the same bits.';
const LENT = 'It keeps nothing of a lent batch.';
const BATCH = 'It leaves the batch as it is.';
const CHANCE = 'Chance comes from the stream that is given alone: never from Math.random or the clock.';
const LEARNS = 'It learns which of two levers pays.';

const planted: readonly Planted[] = [
  {
    bug: 'a step down instead of up',
    checks: bug(WrongSign),
    rules: [LEARNS, AT_END],
    says: 'chance alone earns 0.5',
  },
  {
    bug: 'a lent batch that is kept',
    checks: bug(KeepsBatch),
    rules: [INSIDE, LENT, LEARNS],
    says: 'Once lent batches are refilled',
  },
  {
    bug: 'steps that are counted anew once restored',
    checks: bug(BeginsAgain),
    rules: ['Saved, restored in a new one and gone on with, it gives the same bits.'],
    says: 'Restored, it takes action',
  },
  {
    bug: 'writing into a lent batch',
    checks: bug(WritesBack),
    rules: [BATCH],
    says: 'It wrote into a batch',
  },
  { bug: 'parameters that blow up', checks: bug(Explodes), rules: [INSIDE, LEARNS], says: /θ = \(.*NaN/ },
  {
    bug: 'chance of its own',
    checks: bug(OwnChance),
    rules: [SAME, LENT],
    says: 'A second learner with the same seed',
  },
  { bug: 'a look at the clock', checks: bug(Timed), rules: [CHANCE], says: 'It reads performance.now' },
  {
    bug: 'actions outside their space',
    checks: bug(Outside),
    rules: [INSIDE, SAME, LENT, CHANCE, LEARNS, AT_END],
    says: '3 is not one of 0 to 2',
  },
  {
    bug: 'a value that crosses the ending of an episode',
    checks: own(CrossesEndings),
    rules: [AT_END],
    says: /takes the better of two actions \d+ % of the time/,
  },
  {
    bug: 'no value behind an episode that was cut off',
    checks: own(StopsAtCuts),
    rules: [AT_CUT],
    says: /takes the better of two actions \d+ % of the time/,
  },
  {
    bug: 'the value of the wrong observation',
    checks: own(LooksBack),
    rules: [LATER, AT_CUT],
    says: /takes the better of two actions \d+ % of the time/,
  },
];

describe('The rules for learners', () => {
  it('pass online ascent', () => expectSound(bug(Reinforce)(), 11));
  it('pass a table of action values', () => expectSound(own(TabularLearner)(), 14));
  it('pass it where it can be saved', () => expectSound(bug(Saving)(), 13));
  itCatches(planted);
});
