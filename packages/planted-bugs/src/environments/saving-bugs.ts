import { InputError, type Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';

/** The corridor whose courier tires, and which can be saved. */
class Tiring extends Corridor {
  protected steps = 0;

  override reset(random: Random): number | Float64Array {
    this.steps = 0;
    return super.reset(random);
  }

  save(): unknown {
    return { cell: this.cell, steps: this.steps };
  }

  restore(saved: unknown, random: Random): void {
    this.cell = numberIn(saved, 'cell');
    this.steps = numberIn(saved, 'steps');
    this.random = random;
  }

  protected override paid(from: number, action: number): number {
    return super.paid(from, action) - 0.01 * this.steps++;
  }
}

function numberIn(saved: unknown, name: string): number {
  const value: unknown = typeof saved === 'object' && saved ? Reflect.get(saved, name) : undefined;
  if (typeof value !== 'number') throw new InputError(`What is saved has no number ${name}.`);
  return value;
}

class ForgetsSteps extends Tiring {
  override restore(saved: unknown, random: Random): void {
    super.restore(saved, random);
    this.steps = 0;
  }
}

class OwnStream extends Tiring {
  override restore(saved: unknown): void {
    super.restore(saved, this.random ?? randomStream(0, 'courier'));
  }
}

class MovesWhenSaved extends Tiring {
  override save(): unknown {
    const saved = super.save();
    this.steps++;
    return saved;
  }
}

/** Saves a Map, of which JSON keeps nothing. */
class SavesMap extends Tiring {
  override save(): unknown {
    return new Map([
      ['cell', this.cell],
      ['steps', this.steps],
    ]);
  }

  override restore(saved: unknown, random: Random): void {
    const kept = saved instanceof Map ? saved : new Map<string, number>();
    super.restore({ cell: Number(kept.get('cell') ?? 2), steps: Number(kept.get('steps') ?? 0) }, random);
  }
}

/** Mistakes in saving and restoring. */
export const savingBugs = [
  environmentBug({
    name: 'save-forgets-field',
    wrong: 'Restoring leaves a counter at zero that the rewards depend on.',
    rule: GOES_ON,
    create: () => new ForgetsSteps(),
  }),
  environmentBug({
    name: 'restore-ignores-stream',
    wrong: 'Restoring does not take over the stream that it is given.',
    rule: GOES_ON,
    create: () => new OwnStream(),
  }),
  environmentBug({
    name: 'save-counts-a-step',
    wrong: 'Saving counts a step, so what is saved goes on otherwise than without.',
    rule: GOES_ON,
    create: () => new MovesWhenSaved(),
  }),
  environmentBug({
    name: 'save-of-a-map',
    wrong: 'A Map is saved, of which JSON keeps nothing.',
    rule: GOES_ON,
    create: () => new SavesMap(),
  }),
];
