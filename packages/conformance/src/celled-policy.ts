import type { ScoreCells, StepBatch } from '@pomdp-gym/contracts';
import { TabularPolicy } from './tabular-policy.js';

/** The tabular softmax with a cell for each pair (y, u): sums of its scores can be kept as weights of cells. */
export class CelledPolicy extends TabularPolicy {
  readonly scoreCells: ScoreCells;

  /** @param adds whether it adds weights to cells itself, too. */
  constructor(
    observations: number,
    private readonly choices: number,
    adds: boolean,
  ) {
    super(observations, choices);
    this.scoreCells = {
      size: this.parameters.length,
      write: (batch, into, first = 0) => {
        for (let row = first; row < batch.length; row++) into[row] = this.cellOf(batch, row);
      },
      addScores: (weights, into) => this.addCells(weights, into),
      ...(adds && {
        add: (batch, weights, into, odd) => {
          for (let row = 0; row < batch.length; row++)
            into[this.cellOf(batch, row) + (row % 2) * odd]! += weights[row]!;
        },
      }),
    };
  }

  private cellOf({ observations, actions }: StepBatch, row: number): number {
    return observations.values[row]! * this.choices + actions.values[row]!;
  }

  private addCells(weights: Float64Array, into: Float64Array): void {
    weights.forEach((weight, cell) =>
      this.addScoreOf(Math.floor(cell / this.choices), cell % this.choices, weight, into),
    );
  }
}
