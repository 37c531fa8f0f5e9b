import type { FiniteTable, LinearPreferences, ScoreCells, StepBatch } from '@pomdp-gym/contracts';
import { exp, log, log2, sparseRows } from '@pomdp-gym/numerics';
import { tableBug } from './policy-bug.js';
import { Softmax } from './softmax.js';

class WrongSign extends Softmax {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    super.addScore(batch, row, -weight, into);
  }
}

/** The gradient of μ, not of log μ. */
class OfTheProbability extends Softmax {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const probability = this.row(batch.observations.values[row]!)[batch.actions.values[row]!]!;
    super.addScore(batch, row, weight * probability, into);
  }
}

/** Leaves out what the other actions lose. */
class TakenOnly extends Softmax {
  override addScore(
    { observations, actions }: StepBatch,
    row: number,
    weight: number,
    into: Float64Array,
  ): void {
    into[observations.values[row]! * this.actions + actions.values[row]!]! += weight;
  }
}

class Overwrites extends Softmax {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const score = new Float64Array(into.length);
    super.addScore(batch, row, weight, score);
    into.set(score);
  }
}

class IgnoresWeight extends Softmax {
  override addScore(batch: StepBatch, row: number, _weight: number, into: Float64Array): void {
    super.addScore(batch, row, 1, into);
  }
}

class LeavesOutTheLast extends Softmax {
  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    for (let row = 0; row < batch.length - 1; row++) this.addScore(batch, row, weights[row]!, into);
  }
}

/** Goes through the column, not through the batch. */
class ReadsOn extends Softmax {
  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    batch.rewards.forEach((_reward, row) => this.addScore(batch, row, weights[row]!, into));
  }
}

/** exp θ over its sum: infinity over infinity for a large θ. */
class Overflows extends Softmax {
  protected override row(observation: number): Float64Array {
    const row = this.parameters.slice(observation * this.actions, (observation + 1) * this.actions);
    row.forEach((value, u) => (row[u] = exp(value)));
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => value / sum);
  }
}

/** Works its table out when it is made. */
class Cached extends Softmax {
  private readonly cached: FiniteTable = super.table();

  override table(): FiniteTable {
    return this.cached;
  }
}

/** Works the law of an episode out when the episode begins. */
class CachedPerEpisode extends Softmax {
  private rows: readonly Float64Array[] = [];

  override act(observation: number): number {
    this.rows =
      this.rows.length > 0 ? this.rows : Array.from({ length: this.observations }, (_, y) => super.row(y));
    return super.act(observation);
  }

  protected override row(observation: number): Float64Array {
    return this.rows[observation] ?? super.row(observation);
  }
}

/** Subtracts the mean from θ as it scores, which leaves the law as it is. */
class Centres extends Softmax {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    super.addScore(batch, row, weight, into);
    const mean = this.parameters.reduce((sum, value) => sum + value, 0) / this.parameters.length;
    this.parameters.forEach((value, k) => (this.parameters[k] = value - mean));
  }
}

/** Numbers cells by the observation alone. */
class CellsOfObservations extends Softmax {
  readonly scoreCells: ScoreCells = {
    size: this.observations,
    write: ({ observations, length }, into) => {
      for (let row = 0; row < length; row++) into[row] = observations.values[row]!;
    },
    addScores: (weights, into) => {
      weights.forEach((weight, y) => (into[y * this.actions]! += weight));
    },
  };
}

/** Adds odd rows to the cells of even ones. */
class OddWithEven extends Softmax {
  readonly scoreCells: ScoreCells = {
    size: this.observations * this.actions,
    write: (batch, into) => {
      for (let row = 0; row < batch.length; row++) into[row] = this.cellOf(batch, row);
    },
    add: (batch, weights, into) => {
      for (let row = 0; row < batch.length; row++) into[this.cellOf(batch, row)]! += weights[row]!;
    },
    addScores: (weights, into) => {
      weights.forEach((weight, cell) => {
        const y = Math.floor(cell / this.actions);
        this.row(y).forEach((probability, u) => {
          into[y * this.actions + u]! += weight * (Number(u === cell % this.actions) - probability);
        });
      });
    },
  };

  private cellOf({ observations, actions }: StepBatch, row: number): number {
    return observations.values[row]! * this.actions + actions.values[row]!;
  }
}

/** Has its parameters observation by observation, and describes them action by action. */
class OtherOrder extends Softmax {
  readonly linearPreferences: LinearPreferences = {
    features: sparseRows(this.observations, this.observations, (y) => [[y, 1]]),
    actions: this.actions,
  };
}

/** Adds the score twice. */
class ScoresTwice extends Softmax {
  actWithScore(observation: number, into: Float64Array): number {
    const action = this.act(observation);
    this.row(observation).forEach((probability, u) => {
      into[observation * this.actions + u]! += 2 * (Number(u === action) - probability);
    });
    return action;
  }
}

const shared = new Float64Array(15);

class SharesParameters extends Softmax {
  override readonly parameters = shared;
}

/** Hands θ out as a new view each time. */
class NewView extends Softmax {
  private readonly theta = new Float64Array(15);

  constructor(observations: number, actions: number) {
    super(observations, actions);
    Object.defineProperty(this, 'parameters', { get: () => this.theta.subarray() });
  }
}

class UnnormalisedLogarithm extends Softmax {
  logProbability({ observations, actions }: StepBatch, row: number): number {
    return this.parameters[observations.values[row]! * this.actions + actions.values[row]!]!;
  }
}

class LogarithmToBaseTwo extends Softmax {
  logProbability({ observations, actions }: StepBatch, row: number): number {
    return log2(this.row(observations.values[row]!)[actions.values[row]!]!);
  }
}

/** Adds a small number, so that the logarithm is finite. */
class OffByConstant extends Softmax {
  logProbability({ observations, actions }: StepBatch, row: number): number {
    return log(2 * this.row(observations.values[row]!)[actions.values[row]!]!);
  }
}

const GRADIENT = 'The score is the gradient of log μ.';
const ADDS = 'addScore adds the weighted score to what is there.';
const SUMS = 'addScores is the sum of addScore over the rows of the batch, and reads no further.';
const EFFECT = 'Parameters that are written take effect, on the table and on the next action.';
const LOGARITHM = 'The score is the gradient of its log-probability.';

/** Mistakes in scores and parameters. */
export const scoreBugs = [
  tableBug({
    name: 'score-of-wrong-sign',
    wrong: 'The score has the wrong sign.',
    rule: GRADIENT,
    create: WrongSign,
  }),
  tableBug({
    name: 'score-of-probability',
    wrong: 'The score is the gradient of μ in place of that of log μ.',
    rule: GRADIENT,
    create: OfTheProbability,
  }),
  tableBug({
    name: 'score-of-the-action-alone',
    wrong: 'The score leaves out what the actions lose that were not taken.',
    rule: GRADIENT,
    create: TakenOnly,
  }),
  tableBug({
    name: 'score-overwrites',
    wrong: 'addScore overwrites what is there in place of adding to it.',
    rule: ADDS,
    create: Overwrites,
  }),
  tableBug({
    name: 'weight-ignored',
    wrong: 'addScore ignores the weight.',
    rule: ADDS,
    create: IgnoresWeight,
  }),
  tableBug({
    name: 'last-row-left-out',
    wrong: 'addScores leaves out the last row of a batch.',
    rule: SUMS,
    create: LeavesOutTheLast,
  }),
  tableBug({
    name: 'rows-behind-the-last',
    wrong: 'addScores goes through the whole column, which is longer than the batch.',
    rule: SUMS,
    create: ReadsOn,
  }),
  tableBug({
    name: 'cells-of-observations',
    wrong: 'Steps of one observation share a cell, whatever was done.',
    rule: 'The score of each cell is that of the steps in it.',
    create: CellsOfObservations,
  }),
  tableBug({
    name: 'odd-rows-with-even',
    wrong: 'Weights of odd rows are added to the cells of even ones.',
    rule: 'Weights are added to the cells of their rows, odd rows apart, to the bit.',
    create: OddWithEven,
  }),
  tableBug({
    name: 'preferences-in-other-order',
    wrong: 'Its linear preferences are described with the parameters in another order.',
    rule: 'Its linear preferences have its law and its scores, to the bit.',
    create: OtherOrder,
  }),
  tableBug({
    name: 'score-added-twice',
    wrong: 'actWithScore adds twice the score of what it draws.',
    rule: 'actWithScore draws as act does, and adds the score of what it drew, to the bit.',
    create: ScoresTwice,
  }),
  tableBug({
    name: 'softmax-overflows',
    wrong: 'The softmax divides infinity by infinity where a parameter is large.',
    rule: 'Parameters as large as 1000 give a sound table and finite scores.',
    create: Overflows,
  }),
  tableBug({
    name: 'table-computed-once',
    wrong: 'The table is computed when the policy is made, and never again.',
    rule: 'It acts as often as its table says.',
    create: Cached,
  }),
  tableBug({
    name: 'law-computed-once',
    wrong: 'The law is computed at the first action, and kept when parameters change.',
    rule: EFFECT,
    create: CachedPerEpisode,
  }),
  tableBug({
    name: 'scoring-moves-parameters',
    wrong: 'Scoring takes the mean off the parameters.',
    rule: 'Acting and scoring leave the parameters as they are.',
    create: Centres,
  }),
  tableBug({
    name: 'parameters-shared',
    wrong: 'The parameters are an array of the module, which all policies share.',
    rule: 'Policies share no parameters.',
    create: SharesParameters,
  }),
  tableBug({
    name: 'parameters-as-new-view',
    wrong: 'The parameters are another array each time they are read.',
    rule: 'Parameters are finite numbers in one array, kept for good.',
    create: NewView,
  }),
  tableBug({
    name: 'logarithm-not-normalised',
    wrong: 'The log-probability is the parameter of the action, without the logarithm of the sum.',
    rule: LOGARITHM,
    create: UnnormalisedLogarithm,
  }),
  tableBug({
    name: 'logarithm-to-base-two',
    wrong: 'The log-probability is the logarithm to base two.',
    rule: LOGARITHM,
    create: LogarithmToBaseTwo,
  }),
  tableBug({
    name: 'logarithm-off-by-constant',
    wrong: 'The log-probability is off by a constant, which no difference shows.',
    rule: 'Its log-probability is the logarithm of its law.',
    create: OffByConstant,
  }),
];
