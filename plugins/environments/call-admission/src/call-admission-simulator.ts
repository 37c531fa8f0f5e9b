import {
  type Action,
  type Ending,
  type Environment,
  type Frame,
  InputError,
  type KnownOptimum,
  type Random,
} from '@pomdp-gym/contracts';
import { log1p } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { ACCEPT, actionSpace, callObservation, observationSpace, REJECT } from './admission.js';
import { callAdmissionFrame } from './call-admission-frame.js';
import { CAPACITY, callTypes } from './link.js';

/** What `save` returns once the first call has asked. */
const savedLink = z.strictObject({
  /** Calls of each type that are under way. */
  calls: z
    .array(z.int().min(0))
    .length(callTypes.length)
    .refine((calls) => total(calls) <= CAPACITY),
  clock: z.number().min(0),
  /** The type of the call that asks. */
  call: z
    .int()
    .min(0)
    .max(callTypes.length - 1),
  /** The last step, which a picture shows; −1 for no action. */
  action: z.int().min(-1).max(REJECT),
  observation: z
    .int()
    .min(0)
    .max(observationSpace.size - 1),
  reward: z.number(),
});

/**
 * The link in continuous time: every kind of event has an exponential clock, and the first to ring is what happens. A
 * step is from one call that asks to the next, so no step goes by without a decision. It knows no tables.
 */
export class CallAdmissionSimulator implements Environment {
  readonly observationSpace = observationSpace;
  readonly actionSpace = actionSpace;
  readonly task = 'continuing';
  private readonly calls = callTypes.map(() => 0);
  private readonly result = { observation: 0, reward: 0, ending: 'none' as Ending };
  private taken = 0;
  private clock = 0;
  private call = -1;
  private action = -1;
  private random: Random | undefined;

  /** @param rewardScale multiplies the rewards of the call types. */
  constructor(
    private readonly rewardScale: number,
    readonly optimum: KnownOptimum,
  ) {}

  /** The time since the reset, in the unit of the rates: for tests and renderers. */
  get time(): number {
    return this.clock;
  }

  /** Begins with an empty link, and waits for the first call. */
  reset(random: Random): number {
    this.random = random;
    this.calls.fill(0);
    this.taken = 0;
    this.clock = 0;
    this.action = -1;
    return this.untilNextCall(random);
  }

  step(action: Action): { observation: number; reward: number; ending: Ending } {
    const { random, result } = this;
    if (!random) throw new Error('The link is not there yet: call reset before step.');
    if (action !== ACCEPT && action !== REJECT) {
      throw new RangeError(`There is no action ${String(action)}; 0 accepts and 1 rejects.`);
    }
    this.action = action;
    result.reward = action === ACCEPT && this.taken < CAPACITY ? this.admit() : 0;
    result.observation = this.untilNextCall(random);
    return result;
  }

  /** Null before the first reset. */
  save(): z.infer<typeof savedLink> | null {
    const { calls, clock, call, action, result } = this;
    if (!this.random) return null;
    const { observation, reward } = result;
    return { calls: [...calls], clock, call, action, observation, reward };
  }

  restore(saved: unknown, random: Random): void {
    const { data, success } = savedLink.nullable().safeParse(saved);
    if (!success) throw new InputError('This is no state that was saved from CallAdmission.');
    this.random = data ? random : undefined;
    this.call = -1;
    if (!data) return;
    this.calls.splice(0, this.calls.length, ...data.calls);
    this.taken = total(data.calls);
    ({ clock: this.clock, call: this.call, action: this.action } = data);
    ({ observation: this.result.observation, reward: this.result.reward } = data);
  }

  frame(): Frame {
    if (this.call < 0) throw new Error('There is nothing to draw yet: call reset before frame.');
    const last = this.action < 0 ? undefined : { ...this.result, action: this.action };
    const frame = callAdmissionFrame({ configuration: this.calls, call: this.call }, last);
    return { ...frame, facts: { ...frame.facts, time: this.clock.toFixed(2) } };
  }

  private admit(): number {
    this.calls[this.call]!++;
    this.taken++;
    return this.rewardScale * callTypes[this.call]!.reward;
  }

  /** Lets calls end until one asks. */
  private untilNextCall(random: Random): number {
    for (;;) {
      const { event, wait } = this.firstToRing(random);
      this.clock += wait;
      if (event < callTypes.length) {
        this.call = event;
        return callObservation(event, this.taken);
      }
      this.calls[event - callTypes.length]!--;
      this.taken--;
    }
  }

  /** Events 0 to 2 are calls that ask, 3 to 5 calls that end. Clocks have no memory, so all start anew each time. */
  private firstToRing(random: Random): { event: number; wait: number } {
    let event = -1;
    let wait = Infinity;
    callTypes.forEach(({ arrivalRate, departureRate }, type) => {
      const asks = exponential(arrivalRate, random);
      if (asks < wait) [event, wait] = [type, asks];
      const calls = this.calls[type]!;
      if (calls === 0) return;
      const ends = exponential(calls * departureRate, random);
      if (ends < wait) [event, wait] = [callTypes.length + type, ends];
    });
    return { event, wait };
  }
}

function total(calls: readonly number[]): number {
  return calls.reduce((sum, count) => sum + count, 0);
}

/** The time until a clock of this rate rings. */
function exponential(rate: number, random: Random): number {
  return -log1p(-random.uniform()) / rate;
}
