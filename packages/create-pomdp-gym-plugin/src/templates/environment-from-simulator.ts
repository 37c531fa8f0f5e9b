import { type Environment, environment, type Random, type StepResult } from '@pomdp-gym/contracts';
import { z } from 'zod';

// Yours: the options, each with a default and a description. `compare --env Template-v0:noise=.1` sets them.
const options = z.strictObject({
  drift: z.number().min(1).max(2).default(1.1).describe('Factor by which a tilt grows in a step'),
  push: z.number().positive().default(0.2).describe('How far a push moves the tilt'),
  noise: z.number().min(0).default(0.05).describe('Largest error of what is seen, to either side'),
});

const LIMIT = 1;
const START = 0.1;

/** A pole that falls by itself: x ← drift · x ± push, as long as |x| ≤ 1; each step pays 1. What is seen is x with an error. */
class Pole implements Environment {
  // Yours: a box of numbers, or { kind: 'discrete', size }.
  readonly observationSpace;
  readonly actionSpace = { kind: 'discrete', size: 2, labels: ['left', 'right'] } as const;
  readonly task = 'episodic';
  private tilt = Infinity;
  private random: Random | undefined;

  constructor(private readonly chosen: z.infer<typeof options>) {
    const greatest = LIMIT * chosen.drift + chosen.push + chosen.noise;
    this.observationSpace = { kind: 'box', low: [-greatest], high: [greatest] } as const;
  }

  /** Begins an episode. Chance comes from `random` alone, until the next reset. */
  reset(random: Random): Float64Array {
    this.random = random;
    this.tilt = random.uniform() < 0.5 ? START : -START;
    return this.seen(random);
  }

  step(action: number): StepResult {
    if (!this.random || Math.abs(this.tilt) > LIMIT) throw new Error('Call reset before step.');
    const { drift, push } = this.chosen;
    this.tilt = drift * this.tilt + (action === 1 ? push : -push);
    const fallen = Math.abs(this.tilt) > LIMIT;
    return { observation: this.seen(this.random), reward: 1, ending: fallen ? 'terminated' : 'none' };
  }

  private seen(random: Random): Float64Array {
    return Float64Array.of(this.tilt + this.chosen.noise * (2 * random.uniform() - 1));
  }
}

export const template = environment({
  id: 'Template-v0',
  summary: 'A pole falls unless it is pushed back; its tilt is seen with an error.',
  options,
  create: (chosen) => new Pole(chosen),
});
