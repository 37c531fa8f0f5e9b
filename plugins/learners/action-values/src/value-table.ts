import { type Critic, InputError, type Spaces, type StepBatch } from '@pomdp-gym/contracts';
import { GreedyPolicy, type TableSizes } from './greedy-policy.js';

/** How far a value moves, and how much the policy explores. */
export interface TableSettings {
  readonly step: number;
  readonly decay: number;
  readonly exploration: number;
  readonly explorationDecay: number;
}

/** A table of action values, the policy that is greedy on it, and how often each value was moved. */
export class ValueTable {
  readonly policy: GreedyPolicy;
  /** How often each value was moved. */
  readonly visits: Float64Array;
  private readonly nodes: number;
  private steps = 0;

  constructor(
    sizes: TableSizes,
    private readonly settings: TableSettings,
  ) {
    this.nodes = sizes.nodes;
    this.policy = new GreedyPolicy(sizes);
    this.policy.exploration = settings.exploration;
    this.visits = new Float64Array(this.policy.values.length);
  }

  /** The place where the moves begin that could have been made in a row of a batch. */
  cellAt({ observations, memory }: StepBatch, row: number): number {
    return this.policy.cellOf(observations.values[row]!, memory?.before.values[row] ?? 0);
  }

  /** The place of the move that was made in a row of a batch. */
  moveAt(batch: StepBatch, row: number): number {
    const after = batch.memory?.after.values[row] ?? 0;
    return this.cellAt(batch, row) + batch.actions.values[row]! * this.nodes + after;
  }

  /** The place where the moves after the last step of a batch begin. */
  cellBehind({ next, memory, length }: StepBatch): number {
    if (next === undefined)
      throw new InputError(
        'A learner of action values needs `next`, what was observed after the last step of a batch.',
      );
    return this.policy.cellOf(Number(next), memory?.after.values[length - 1] ?? 0);
  }

  /**
   * The length of the next step of a value, which is counted.
   *
   * @param difference what the step is multiplied by. Throws a RangeError where it is no longer finite.
   */
  stepOf(move: number, difference: number): number {
    if (!Number.isFinite(difference))
      throw new RangeError(
        'The action values are no longer finite: take a shorter `step`, or a lower `lambda`.',
      );
    const { step, decay } = this.settings;
    return step / (1 + decay * this.visits[move]!++);
  }

  /** Counts a step of the path: exploration falls with these. */
  countStep(): void {
    const { exploration, explorationDecay } = this.settings;
    this.steps++;
    this.policy.exploration = exploration / (1 + explorationDecay * this.steps);
  }

  save(): SavedTable {
    return { values: [...this.policy.values], visits: [...this.visits], steps: this.steps };
  }

  restore({ values, visits, steps }: SavedTable): void {
    this.policy.values.set(values);
    this.visits.set(visits);
    this.steps = steps - 1;
    this.countStep();
  }
}

/** Where a table stands. */
export interface SavedTable {
  readonly values: readonly number[];
  readonly visits: readonly number[];
  readonly steps: number;
}

/** The sizes of the table for these spaces. Throws an InputError where they are not finite, or where a critic is given. */
export function tableSizes(
  learner: string,
  { observationSpace, actionSpace }: Spaces,
  nodes: number,
  critic: Critic | undefined,
): TableSizes {
  if (critic) throw new InputError(`${learner} keeps values of its own: name no critic beside it.`);
  if (observationSpace.kind === 'discrete' && actionSpace.kind === 'discrete')
    return { observations: observationSpace.size, actions: actionSpace.size, nodes };
  const box = observationSpace.kind === 'box' ? 'observations' : 'actions';
  throw new InputError(
    `${learner} keeps a table of values, and the ${box} of this environment are not finitely many.`,
  );
}
