import type {
  FiniteTable,
  Observation,
  ParametricPolicy,
  Random,
  SparseRows,
  StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, logSumExp, PairSums, softmax, softmaxGradient } from '@pomdp-gym/numerics';

/**
 * μ(u | y; θ) ∝ exp(Σ_f θ_{u,f} φ_f(y)) over finite observations: the paper's policy for the three-state problem.
 * θ lies action by action: θ_{u,f} is parameter u·m + f, for m features.
 */
export class TabularSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  private readonly probabilities: Float64Array;
  /** Σ of the weights by (observation, action), while `addScores` runs. */
  private readonly totals: PairSums;
  /** One number an action: weights of their scores, then derivatives in their preferences. */
  private readonly shares: Float64Array;
  private random: Random | undefined;
  /** θ as `addScores` found it last, and which rows of the table are those of it. */
  private readonly known: Float64Array;
  private readonly isKnown: Uint8Array;

  /** @param features φ, one row of m columns an observation. */
  constructor(
    private readonly features: SparseRows,
    private readonly actions: number,
  ) {
    this.parameters = new Float64Array(actions * features.columns);
    this.probabilities = new Float64Array(features.rows * actions);
    this.totals = new PairSums(features.rows, actions);
    this.shares = new Float64Array(actions);
    this.known = new Float64Array(this.parameters.length);
    this.isKnown = new Uint8Array(features.rows);
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
    this.forgetRows();
    this.totals.clear();
    this.totals.add(batch.observations.values, batch.actions.values, weights, batch.length);
    for (let y = 0; y < this.features.rows; y++) this.addTotals(y, into);
  }

  /** Forgets the rows of the table where θ has changed: a batch is short beside the exponentials of a table. */
  private forgetRows(): void {
    const { known, parameters } = this;
    if (known.every((value, k) => value === parameters[k])) return;
    known.set(parameters);
    this.isKnown.fill(0);
  }

  /** into += Σ_u totals[y, u] · ∇log μ(u | y) */
  private addTotals(y: number, into: Float64Array): void {
    const { actions, totals, shares } = this;
    let any = false;
    for (let u = 0; u < actions; u++) {
      shares[u] = totals.of(y, u);
      any ||= shares[u] !== 0;
    }
    if (!any) return;
    if (this.isKnown[y] === 0) this.writeRow(y);
    this.isKnown[y] = 1;
    this.addShares(y, into);
  }

  /** into += Σ_u shares[u] · ∇log μ(u | y), where ∂log μ(a | y) / ∂θ_{u,f} = (1{u = a} − μ(u | y)) φ_f(y). */
  private addShares(y: number, into: Float64Array): void {
    const { actions, probabilities, shares } = this;
    softmaxGradient(shares, 0, probabilities, y * actions, actions);
    for (let u = 0; u < actions; u++) this.addFeatures(y, u, shares[u]!, into);
  }

  /** into_{u,·} += weight · φ(y) */
  private addFeatures(y: number, u: number, weight: number, into: Float64Array): void {
    const { offsets, indices, values, columns } = this.features;
    const own = u * columns;
    for (let k = offsets[y]!; k < offsets[y + 1]!; k++) into[own + indices[k]!]! += weight * values[k]!;
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
    this.isKnown[y] = 0;
    for (let u = 0; u < actions; u++) {
      let preference = 0;
      for (let k = offsets[y]!; k < offsets[y + 1]!; k++) {
        preference += parameters[u * columns + indices[k]!]! * values[k]!;
      }
      probabilities[y * actions + u] = preference;
    }
  }
}
