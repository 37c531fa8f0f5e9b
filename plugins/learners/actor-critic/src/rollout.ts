import { type Ending, InputError, type Space, type Spaces, type StepBatch } from '@pomdp-gym/contracts';
import { StepRows } from './step-rows.js';
import { pointAt, type ValueInputs } from './value-inputs.js';

/** A rollout as plain data. */
export interface SavedRollout {
  readonly length: number;
  /** Observations, actions and, with a memory, what was remembered before and after, each row by row. */
  readonly columns: readonly (readonly number[])[];
  readonly rewards: readonly number[];
  readonly inputs: readonly number[];
  readonly cuts: readonly {
    readonly row: number;
    readonly ending: Ending;
    readonly inputs: readonly number[];
  }[];
}

/** The end of a stretch of rows. */
interface Cut {
  /** The row of its last step. */
  readonly row: number;
  readonly ending: Ending;
  /** What a value function reads of y_n, what was observed after that step. */
  readonly inputs: Float64Array;
}

/** Steps that were made since the last improvement of a policy, and what a value function reads of each. */
export class Rollout {
  readonly steps: StepRows;
  /** What a value function reads before each step, row by row. */
  readonly inputs: Float64Array;
  /** The ends of episodes; and, as the last, the end of the last batch. */
  cuts: Cut[] = [];

  constructor(
    capacity: number,
    spaces: Spaces,
    memorySpace: Space | undefined,
    private readonly valueInputs: ValueInputs,
  ) {
    this.steps = new StepRows(capacity, spaces, memorySpace);
    this.inputs = new Float64Array(capacity * valueInputs.width);
  }

  get length(): number {
    return this.steps.length;
  }

  /** Copies a batch. Throws an InputError where it lacks what was observed after its last step. */
  add(batch: StepBatch): void {
    const { steps, inputs, valueInputs } = this;
    const left = steps.capacity - steps.length;
    if (batch.length > left)
      throw new InputError(`A batch of ${batch.length} steps is too long: it may have ${left} here.`);
    if (this.cuts.at(-1)?.ending === 'none') this.cuts.pop();
    for (let row = 0; row < batch.length; row++) {
      const memory = batch.memory && pointAt(batch.memory.before, row);
      valueInputs.write(pointAt(batch.observations, row), memory, inputs, steps.length * valueInputs.width);
      steps.take(batch, row);
    }
    this.cuts.push({ row: steps.length - 1, ending: batch.ending, inputs: inputsBehind(batch, valueInputs) });
  }

  save(): SavedRollout {
    const { steps, inputs, cuts, valueInputs } = this;
    const { length } = steps;
    return {
      length,
      columns: steps.columns().map(({ width, values }) => [...values.subarray(0, length * (width || 1))]),
      rewards: [...steps.rewards.subarray(0, length)],
      inputs: [...inputs.subarray(0, length * valueInputs.width)],
      cuts: cuts.map((cut) => ({ ...cut, inputs: [...cut.inputs] })),
    };
  }

  restore({ length, columns, rewards, inputs, cuts }: SavedRollout): void {
    this.steps.length = length;
    this.steps.columns().forEach(({ values }, i) => values.set(columns[i]!));
    this.steps.rewards.set(rewards);
    this.inputs.set(inputs);
    this.cuts = cuts.map((cut) => ({ ...cut, inputs: Float64Array.from(cut.inputs) }));
  }

  clear(): void {
    this.steps.length = 0;
    this.cuts = [];
  }
}

/** What a value function reads after the last step of a batch. */
export function inputsBehind(batch: StepBatch, valueInputs: ValueInputs): Float64Array {
  const { next, memory, length } = batch;
  if (next === undefined)
    throw new InputError(
      'A learner with a critic needs `next`, what was observed after the last step of a batch.',
    );
  const into = new Float64Array(valueInputs.width);
  valueInputs.write(next, memory && pointAt(memory.after, length - 1), into, 0);
  return into;
}
