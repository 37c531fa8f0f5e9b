import type { Learner, Policy, Random, StepBatch } from '@pomdp-gym/contracts';

const [STEP, DISCOUNT, EXPLORATION] = [0.1, 0.9, 0.1];

/** Q-learning (Watkins 1989) on observations, ε-greedy: a learner with a policy of its own that climbs the discounted value. */
export class TabularLearner implements Learner {
  readonly objective = 'discounted';
  readonly policy: Policy;
  private readonly values: Float64Array;
  private random: Random | undefined;

  constructor(
    observations: number,
    private readonly actions: number,
  ) {
    this.values = new Float64Array(observations * actions);
    this.policy = {
      reset: (random) => void (this.random = random),
      act: (observation) => this.choose(Number(observation)),
    };
  }

  update(batch: StepBatch): void {
    const cell = batch.observations.values[0]! * this.actions + batch.actions.values[0]!;
    const target = batch.rewards[0]! + DISCOUNT * this.valueBehind(batch);
    this.values[cell]! += STEP * (target - this.values[cell]!);
  }

  /** What is still to come after a step. */
  protected valueBehind({ ending, next }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.largest(Number(next));
  }

  protected largest(observation: number): number {
    return Math.max(...this.row(observation));
  }

  protected row(observation: number): Float64Array {
    return this.values.subarray(observation * this.actions, (observation + 1) * this.actions);
  }

  private choose(observation: number): number {
    if (!this.random) throw new Error('call reset before act.');
    const { random, actions } = this;
    if (random.uniform() < EXPLORATION) return Math.floor(random.uniform() * actions);
    return this.row(observation).indexOf(this.largest(observation));
  }
}
