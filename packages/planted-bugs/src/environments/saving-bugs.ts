import { InputError, type Random, type StepResult } from '@pomdp-gym/contracts';
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
    if (JSON.stringify(saved) !== '{}') throw new InputError('What is saved is a map.');
    const kept = saved instanceof Map ? saved : new Map<string, number>();
    super.restore({ cell: Number(kept.get('cell') ?? 2), steps: Number(kept.get('steps') ?? 0) }, random);
  }
}

/** Takes over the stream only where it has none. */
class KeepsItsStream extends Tiring {
  override restore(saved: unknown, random: Random): void {
    super.restore(saved, this.random ?? random);
  }
}

/** Hands out what it goes on to write. */
class LendsState extends Tiring {
  private readonly state = { cell: 0, steps: 0 };

  override step(action: number): StepResult {
    const result = super.step(action);
    this.write();
    return result;
  }

  override save(): unknown {
    this.write();
    return this.state;
  }

  private write(): void {
    this.state.cell = this.cell;
    this.state.steps = this.steps;
  }
}

/** Fills in what is missing. */
class TakesAnything extends Tiring {
  override restore(saved: unknown, random: Random): void {
    const given = typeof saved === 'object' && saved ? saved : {};
    super.restore({ cell: 2, steps: 0, ...given }, random);
  }
}

/** Keeps all actions since it was made, to replay them. */
class KeepsHistory extends Tiring {
  private readonly history: number[] = [];

  override step(action: number): StepResult {
    this.history.push(action);
    return super.step(action);
  }

  override save(): unknown {
    return { ...Object(super.save()), history: [...this.history] };
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
  environmentBug({
    name: 'restore-keeps-stream',
    wrong: 'Restoring takes over the stream that it is given only where there is none yet.',
    rule: 'Restored in one that was played before, it gives the same bits as in a new one.',
    create: () => new KeepsItsStream(),
  }),
  environmentBug({
    name: 'save-lends-state',
    wrong: 'What it saves is its own state, which goes on changing.',
    rule: 'What it saves is the receiver’s to keep: what follows does not change it.',
    create: () => new LendsState(),
  }),
  environmentBug({
    name: 'restore-takes-anything',
    wrong: 'Restoring fills in what is missing, so data of something else are taken.',
    rule: 'restore refuses what was never saved with an InputError.',
    create: () => new TakesAnything(),
  }),
  environmentBug({
    name: 'save-grows',
    wrong: 'It saves all actions since it was made.',
    rule: 'What it saves does not grow from episode to episode.',
    create: () => new KeepsHistory(),
  }),
];
