import type {
  FiniteTable,
  LinearPreferences,
  Observation,
  ParametricPolicy,
  Random,
  ScoreCells,
  SparseRows,
  StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, logSumExp, softmax, softmaxGradient, softmaxScore } from '@pomdp-gym/numerics';

/**
 * μ(u | y; θ) ∝ exp(Σ_f θ_{u,f} φ_f(y)) over finite observations: the paper's policy for the three-state problem.
 * θ lies action by action: θ_{u,f} is parameter u·m + f, for m features.
 */
export class TabularSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly scoreCells: ScoreCells;
  readonly linearPreferences: LinearPreferences;
  private readonly probabilities: Float64Array;
  /**
   * Σ of the weights by (observation, action), while `addScores` runs: odd and even steps apart, since an addition to the
   * cell of the step before would wait for that one to be stored.
   */
  private readonly totals: Float64Array;
  /** One number an action: weights of their scores, then derivatives in their preferences. */
  private readonly shares: Float64Array;
  private random: Random | undefined;

  /** @param features φ, one row of m columns an observation. */
  constructor(
    private readonly features: SparseRows,
    private readonly actions: number,
  ) {
    this.parameters = new Float64Array(actions * features.columns);
    this.probabilities = new Float64Array(features.rows * actions);
    this.totals = new Float64Array(features.rows * actions * 2);
    this.shares = new Float64Array(actions);
    this.linearPreferences = { features, actions };
    this.scoreCells = {
      size: features.rows * actions,
      write: (batch, into, first) => this.writeCells(batch, into, first),
      add: (batch, weights, into, odd) => this.addToCells(batch, weights, into, odd),
      addScores: (weights, into) => this.addCells(weights, into),
    };
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const y = observation as number;
    this.writeRow(y);
    return drawIndex(this.probabilities, y * this.actions, this.actions, this.random);
  }

  actWithScore(y: number, into: Float64Array): number {
    const { actions, probabilities, shares } = this;
    const u = this.act(y);
    softmaxScore(shares, u, probabilities, y * actions, actions);
    this.addFeatures(y, into);
    return u;
  }

  table(): FiniteTable {
    const { actions, probabilities } = this;
    const observations = this.features.rows;
    for (let y = 0; y < observations; y++) this.writeRow(y);
    return { observations, actions, probabilities };
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const y = batch.observations.values[row]!;
    this.writeRow(y);
    this.shares.fill(0);
    this.shares[batch.actions.values[row]!] = weight;
    this.addShares(y, into);
  }

  logProbability(batch: StepBatch, row: number): number {
    const { actions, probabilities } = this;
    const begin = batch.observations.values[row]! * actions;
    this.writePreferences(batch.observations.values[row]!);
    return probabilities[begin + batch.actions.values[row]!]! - logSumExp(probabilities, begin, actions);
  }

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    const { actions, totals } = this;
    const observed = batch.observations.values;
    const acted = batch.actions.values;
    const { length } = batch;
    totals.fill(0);
    for (let i = 0; i < length; i++) {
      totals[(observed[i]! * actions + acted[i]!) * 2 + (i & 1)]! += weights[i]!;
    }
    for (let y = 0; y < this.features.rows; y++) this.addTotals(y, into);
  }

  /** The cell of a step is (y, u), at y · A + u. Four rows a turn: V8 checks which arrays it has once a turn. */
  private writeCells({ observations, actions, length }: StepBatch, into: Int32Array, first = 0): void {
    const count = this.actions;
    const observed = observations.values;
    const acted = actions.values;
    const fours = length - 3;
    let i = first;
    for (; i < fours; i += 4) {
      into[i] = Math.imul(observed[i]!, count) + acted[i]!;
      into[i + 1] = Math.imul(observed[i + 1]!, count) + acted[i + 1]!;
      into[i + 2] = Math.imul(observed[i + 2]!, count) + acted[i + 2]!;
      into[i + 3] = Math.imul(observed[i + 3]!, count) + acted[i + 3]!;
    }
    for (; i < length; i++) into[i] = Math.imul(observed[i]!, count) + acted[i]!;
  }

  /** Twelve rows a turn, and their cells before the first addition, so that the reads wait for one another less (docs/performance.md). */
  private addToCells(
    { observations, actions, length }: StepBatch,
    weights: Float64Array,
    into: Float64Array,
    odd: number,
  ): void {
    const count = this.actions;
    const observed = observations.values;
    const acted = actions.values;
    const twelves = length - (length % 12);
    for (let i = 0; i < twelves; i += 12) {
      const cell0 = Math.imul(observed[i]!, count) + acted[i]!;
      const cell1 = Math.imul(observed[i + 1]!, count) + acted[i + 1]! + odd;
      const cell2 = Math.imul(observed[i + 2]!, count) + acted[i + 2]!;
      const cell3 = Math.imul(observed[i + 3]!, count) + acted[i + 3]! + odd;
      const cell4 = Math.imul(observed[i + 4]!, count) + acted[i + 4]!;
      const cell5 = Math.imul(observed[i + 5]!, count) + acted[i + 5]! + odd;
      const cell6 = Math.imul(observed[i + 6]!, count) + acted[i + 6]!;
      const cell7 = Math.imul(observed[i + 7]!, count) + acted[i + 7]! + odd;
      const cell8 = Math.imul(observed[i + 8]!, count) + acted[i + 8]!;
      const cell9 = Math.imul(observed[i + 9]!, count) + acted[i + 9]! + odd;
      const cell10 = Math.imul(observed[i + 10]!, count) + acted[i + 10]!;
      const cell11 = Math.imul(observed[i + 11]!, count) + acted[i + 11]! + odd;
      into[cell0]! += weights[i]!;
      into[cell1]! += weights[i + 1]!;
      into[cell2]! += weights[i + 2]!;
      into[cell3]! += weights[i + 3]!;
      into[cell4]! += weights[i + 4]!;
      into[cell5]! += weights[i + 5]!;
      into[cell6]! += weights[i + 6]!;
      into[cell7]! += weights[i + 7]!;
      into[cell8]! += weights[i + 8]!;
      into[cell9]! += weights[i + 9]!;
      into[cell10]! += weights[i + 10]!;
      into[cell11]! += weights[i + 11]!;
    }
    for (let i = twelves; i < length; i++)
      into[Math.imul(observed[i]!, count) + acted[i]! + odd * (i & 1)]! += weights[i]!;
  }

  private addCells(weights: Float64Array, into: Float64Array): void {
    const { actions, shares } = this;
    for (let y = 0; y < this.features.rows; y++) {
      let any = false;
      for (let u = 0; u < actions; u++) any = (shares[u] = weights[y * actions + u]!) !== 0 || any;
      if (!any) continue;
      this.writeRow(y);
      this.addShares(y, into);
    }
  }

  /** into += Σ_u totals[y, u] · ∇log μ(u | y) */
  private addTotals(y: number, into: Float64Array): void {
    const { actions, totals, shares } = this;
    let any = false;
    for (let u = 0; u < actions; u++) {
      const cell = (y * actions + u) * 2;
      shares[u] = totals[cell]! + totals[cell + 1]!;
      any ||= shares[u] !== 0;
    }
    if (!any) return;
    this.writeRow(y);
    this.addShares(y, into);
  }

  /** into += Σ_u shares[u] · ∇log μ(u | y), where ∂log μ(a | y) / ∂θ_{u,f} = (1{u = a} − μ(u | y)) φ_f(y). */
  private addShares(y: number, into: Float64Array): void {
    const { actions, probabilities, shares } = this;
    softmaxGradient(shares, 0, probabilities, y * actions, actions);
    this.addFeatures(y, into);
  }

  /** into_{u,·} += shares[u] · φ(y), for all u. */
  private addFeatures(y: number, into: Float64Array): void {
    const { actions, shares } = this;
    const { offsets, indices, values, columns } = this.features;
    const end = offsets[y + 1]!;
    for (let k = offsets[y]!; k < end; k++) {
      const value = values[k]!;
      for (let u = 0, at = indices[k]!; u < actions; u++, at += columns) into[at]! += shares[u]! * value;
    }
  }

  /** Writes μ(· | y) into its row of the table. */
  private writeRow(y: number): void {
    this.writePreferences(y);
    softmax(this.probabilities, y * this.actions, this.actions);
  }

  /** Writes Σ_f θ_{u,f} φ_f(y) into row y of the table. */
  private writePreferences(y: number): void {
    const { actions, parameters, probabilities } = this;
    const { offsets, indices, values, columns } = this.features;
    const begin = offsets[y]!;
    const end = offsets[y + 1]!;
    const row = y * actions;
    for (let u = 0, own = 0; u < actions; u++, own += columns) {
      let preference = 0;
      for (let k = begin; k < end; k++) preference += parameters[own + indices[k]!]! * values[k]!;
      probabilities[row + u] = preference;
    }
  }
}
