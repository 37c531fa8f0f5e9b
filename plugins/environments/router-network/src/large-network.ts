import {
  type DiscreteSpace,
  type Environment,
  type Frame,
  InputError,
  type Random,
  type StepResult,
} from '@pomdp-gym/contracts';
import { TupleIndex } from '@pomdp-gym/models';
import { drawIndex } from '@pomdp-gym/numerics';
import { networkFrame } from './network-frame.js';
import { routerOutcomes, type RouterSettings, senders } from './router-law.js';
import { stepReward } from './step-reward.js';

/** A network too large to be written down as a model: it is simulated router by router. */
export class LargeNetwork implements Environment {
  readonly task = 'continuing';
  readonly observationSpace: DiscreteSpace;
  readonly actionSpace: DiscreteSpace;
  private readonly queueTuples: TupleIndex;
  private readonly actionTuples: TupleIndex;
  private queues: number[] = [];
  /** Who has sent in the last step. */
  private sent: readonly boolean[] | undefined;
  private random: Random | undefined;

  constructor(
    private readonly settings: RouterSettings,
    private readonly loss: number,
    seen: DiscreteSpace,
    done: DiscreteSpace,
  ) {
    const each = <T>(value: T) => settings.arrivals.map(() => value);
    this.queueTuples = new TupleIndex(each(seen.size));
    this.actionTuples = new TupleIndex(each(done.size));
    this.observationSpace = { kind: 'discrete', size: this.queueTuples.size, factors: each(seen) };
    this.actionSpace = { kind: 'discrete', size: this.actionTuples.size, factors: each(done) };
  }

  reset(random: Random): number {
    this.random = random;
    this.queues = this.settings.arrivals.map(() => 0);
    this.sent = undefined;
    return 0;
  }

  step(action: number): StepResult & { readonly observation: number } {
    const { random, settings, queues } = this;
    if (!random) throw new Error('The episode has not begun: call reset before step.');
    if (!(action >= 0 && action < this.actionTuples.size))
      throw new RangeError(`There is no action ${action}.`);
    const actions = this.actionTuples.entries(action);
    const outcomes = routerOutcomes(settings, queues, actions);
    const reward = stepReward(queues, outcomes, this.loss);
    this.queues = outcomes.map(({ queue }) => drawIndex(queue, 0, queue.length, random));
    this.sent = senders(actions);
    return { observation: this.queueTuples.indexOf(this.queues), reward, ending: 'none' };
  }

  frame(): Frame {
    if (!this.random) throw new Error('There is nothing to draw yet: call reset before frame.');
    return networkFrame(this.queues, this.settings.capacity, this.sent);
  }

  save(): readonly number[] {
    return [...this.queues];
  }

  restore(saved: unknown, random: Random): void {
    const { capacity, arrivals } = this.settings;
    const sound = (queue: unknown) =>
      typeof queue === 'number' && Number.isInteger(queue) && queue >= 0 && queue <= capacity;
    if (!Array.isArray(saved) || saved.length !== arrivals.length || !saved.every(sound))
      throw new InputError(`A network of ${arrivals.length} routers is saved as the lengths of its queues.`);
    this.queues = saved.map(Number);
    this.sent = undefined;
    this.random = random;
  }
}
