import type { FiniteModel, Random, SparseRows } from '@pomdp-gym/contracts';
import { type AliasRows, AliasRowsBuilder, drawOutcome } from '@pomdp-gym/numerics';
import { JointOutcomes } from './joint-outcomes.js';
import { StagedOutcomes } from './staged-outcomes.js';
import type { Transition } from './transition.js';

/**
 * A model made ready to be sampled. Its environment and the tabular kernel both draw from these tables, in the same
 * order, and therefore give the same path for the same random numbers.
 */
export class ModelSampler {
  /** The law of a step: of joint outcomes where they are few enough, else in two stages. */
  readonly outcomes: JointOutcomes | StagedOutcomes;
  private readonly start: AliasRows;
  private readonly initial: AliasRows | undefined;

  constructor(readonly model: FiniteModel) {
    this.outcomes = JointOutcomes.of(model) ?? new StagedOutcomes(model);
    this.start = startRow(model.start);
    this.initial = model.initialObservationTable && aliasRows(model.initialObservationTable);
  }

  /** Draws s_0. */
  drawStart(random: Pick<Random, 'uint32'>): number {
    return drawOutcome(this.start, 0, random);
  }

  /** Draws y_0 in s_0; O, the `nothing yet` observation, where the model does not define it. */
  drawInitialObservation(state: number, random: Pick<Random, 'uint32'>): number {
    return this.initial ? drawOutcome(this.initial, state, random) : this.model.observations;
  }

  /** Draws what action `action` leads to in `state`. */
  draw(state: number, action: number, random: Random, into: Transition): void {
    this.outcomes.draw(state * this.model.actions + action, action, random, into);
  }
}

function startRow(start: Float64Array): AliasRows {
  const states = Int32Array.from(start.keys()).filter((state) => start[state]! > 0);
  const builder = new AliasRowsBuilder();
  builder.add(
    states,
    Float64Array.from(states, (state) => start[state]!),
    states.length,
  );
  return builder.take();
}

function aliasRows({ rows, offsets, indices, values }: SparseRows): AliasRows {
  const builder = new AliasRowsBuilder();
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [offsets[row]!, offsets[row + 1]!];
    builder.add(indices.subarray(begin, end), values.subarray(begin, end), end - begin);
  }
  return builder.take();
}
