import type { SparseRows } from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import { type BeliefPath, visibleAt } from './belief-path.js';
import { RowScores } from './row-scores.js';
import type { VisiblePath } from './sample-paths.js';
import type { CellShift, VisibleStep, VisibleLaw } from './visible-law.js';

/** States less probable than this add too little to a score to be worth their time. */
const NEGLIGIBLE = 1e-4;

/**
 * Finds the cells of a model that a simulator seems not to follow, by the score of each cell: the derivative, by Fisher's
 * identity, is what the state's posterior given the whole path expects. One pass back over each path serves all cells.
 */
export class CellScores {
  private readonly start: RowScores;
  private readonly first: RowScores | undefined;
  private readonly transitions: readonly RowScores[];
  private readonly observations: readonly RowScores[];
  /** β_{t+1}(s'): how much more probable what follows is from s' than it is on average. */
  private readonly ahead: Float64Array;
  /** P(s_{t+1} = s', r_{t+1} | history), before y_{t+1} is seen. */
  private readonly predicted: Float64Array;
  /** P(y_{t+1} | s') β_{t+1}(s') over the probability of the step. */
  private readonly weights: Float64Array;
  /** β_t */
  private readonly behind: Float64Array;
  private readonly seen: VisibleStep = { action: 0, observation: 0, reward: 0, ended: false };

  constructor(private readonly law: VisibleLaw) {
    const { model } = law;
    this.start = new RowScores(oneRow(model.start));
    this.first = model.initialObservationTable && new RowScores(model.initialObservationTable);
    this.transitions = model.transitions.map((table) => new RowScores(table));
    this.observations = model.observationTables.map((table) => new RowScores(table));
    this.ahead = new Float64Array(model.states);
    this.predicted = new Float64Array(model.states);
    this.weights = new Float64Array(model.states);
    this.behind = new Float64Array(model.states);
  }

  /** Adds a path that `followed` has just followed. */
  add(path: VisiblePath, followed: BeliefPath): void {
    this.ahead.fill(1);
    for (let t = path.actions.length - 1; t >= 0; t--) this.stepBack(path, t, followed);
    this.addStart(path.first, followed);
    this.start.endPath();
    this.first?.endPath();
    for (const scores of this.transitions) scores.endPath();
    for (const scores of this.observations) scores.endPath();
  }

  /** The `count` most suspect shifts, the worst first. */
  worst(count: number): CellShift[] {
    return [...this.suspects()].sort((a, b) => b.evidence - a.evidence).slice(0, count);
  }

  private *suspects(): Generator<CellShift & { readonly evidence: number }, void, undefined> {
    for (const shift of this.start.suspects()) yield { table: 'start', action: 0, ...shift };
    for (const shift of this.first?.suspects() ?? [])
      yield { table: 'first observation', action: 0, ...shift };
    for (const [action, scores] of this.transitions.entries()) {
      for (const shift of scores.suspects()) yield { table: 'transition', action, ...shift };
    }
    for (const [action, scores] of this.observations.entries()) {
      for (const shift of scores.suspects()) yield { table: 'observation', action, ...shift };
    }
  }

  /** Turns β_{t+1} into β_t, crediting the transitions and observations that step t may have been. */
  private stepBack(path: VisiblePath, t: number, { beliefs, probabilities }: BeliefPath): void {
    const { law, ahead, predicted, weights } = this;
    const seen = visibleAt(path, t, this.seen);
    const { offsets, indices } = law.model.transitions[seen.action]!;
    const values = law.transitions(seen);
    const entering = law.entering(seen);
    const belief = beliefs[t]!;
    this.visitEntered(seen, beliefs[t + 1]!);
    for (let s = 0; s < weights.length; s++) weights[s] = (entering[s]! * ahead[s]!) / probabilities[t + 1]!;
    predicted.fill(0);
    this.behind.fill(0);
    for (let s = 0; s < belief.length; s++) {
      const mass = belief[s]!;
      if (mass === 0 && t > 0) continue; // at t = 0 every state counts: the start may be what is wrong
      let behind = 0;
      const end = offsets[s + 1]!;
      for (let k = offsets[s]!; k < end; k++) {
        const next = indices[k]!;
        behind += values[k]! * weights[next]!;
        predicted[next]! += mass * values[k]!;
      }
      this.behind[s] = behind;
      if (mass > NEGLIGIBLE) this.creditTransitions(seen.action, s, mass, behind, values);
    }
    this.creditObservations(seen, probabilities[t + 1]!);
    ahead.set(this.behind);
  }

  /** Every cell of the row that s was left by: the stored ones that paid as seen, the others as the row's first did. */
  private creditTransitions(
    action: number,
    s: number,
    mass: number,
    behind: number,
    values: Float64Array,
  ): void {
    const { weights, law } = this;
    const scores = this.transitions[action]!;
    const { offsets, indices } = law.model.transitions[action]!;
    const begin = scores.begin(s);
    scores.visit(s, mass * behind);
    if (!scores.dense) {
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++)
        if (values[k]! > 0) scores.credit(k, mass * weights[indices[k]!]!);
      return;
    }
    const assumed = values[offsets[s]!]! > 0 ? mass : 0;
    if (assumed > 0)
      for (let next = 0; next < weights.length; next++) scores.credit(begin + next, assumed * weights[next]!);
    for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
      const paid = values[k]! > 0 ? mass : 0;
      if (paid !== assumed) scores.credit(begin + indices[k]!, (paid - assumed) * weights[indices[k]!]!);
    }
  }

  /** The rows that the observation of a step may have been drawn from. */
  private visitEntered({ action }: VisibleStep, after: Float64Array): void {
    const scores = this.observations[action]!;
    for (let next = 0; next < after.length; next++) {
      const posterior = after[next]! * this.ahead[next]!;
      if (posterior > NEGLIGIBLE) scores.visit(next, posterior);
    }
  }

  private creditObservations({ action, observation, ended }: VisibleStep, probability: number): void {
    const { predicted, ahead, law } = this;
    const scores = this.observations[action]!;
    for (let next = 0; next < predicted.length; next++) {
      const weight = (predicted[next]! * ahead[next]!) / probability;
      if (weight > NEGLIGIBLE && law.ends(next) === ended) scores.creditColumn(next, observation, weight);
    }
  }

  /** With β_0 in `ahead`: credits the state a path began in, and what was seen there. */
  private addStart(first: number, { beliefs, probabilities }: BeliefPath): void {
    const { law, ahead } = this;
    const probability = probabilities[0]!;
    this.start.visit(0, 1);
    for (let s = 0; s < ahead.length; s++) {
      if (ahead[s] === 0) continue;
      this.start.creditColumn(0, s, (law.first(s, first) * ahead[s]!) / probability);
      const posterior = beliefs[0]![s]! * ahead[s]!;
      if (!this.first || posterior <= NEGLIGIBLE) continue;
      this.first.visit(s, posterior);
      this.first.creditColumn(s, first, (law.start(s) * ahead[s]!) / probability);
    }
  }
}

function oneRow(distribution: Float64Array): SparseRows {
  return sparseRows(1, distribution.length, () => distribution.entries());
}
