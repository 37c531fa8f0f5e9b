import type { Endings } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { assertBeta } from './beta.js';
import { DiscountedRun } from './discounted-run.js';
import type { JointChain } from './joint-chain.js';
import { moveValues, nodeMeans } from './move-values.js';
import { ENDING } from './observed-states.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { forEachMove } from './score-flow.js';
import { assertScoresFit, scoreTable } from './score-table.js';
import { type Transitions, transitions } from './transitions.js';
import { withoutEndings } from './without-endings.js';

/** What an estimate of ∇_βη does with rewards and endings, before any baseline. */
export interface TraceSettings {
  /** β in [0, 1) */
  readonly beta: number;
  /** `reset` by default. `centred` takes the average off rewards where episodes end. */
  readonly endings?: Endings;
  /** Whether the average reward of the path is taken off each reward in any case. */
  readonly average?: boolean;
}

/** The best baselines on the scale of the discounted return, each beside its own score: Greensmith, Bartlett and Baxter (JMLR 5, 2004). */
export interface BestBaselines {
  /** E[|g|² J_β] / E[|g|²] */
  readonly constant: number;
  /** E[|g|² J_β | m, y] / E[|g|² | m, y] at m · O + y; the constant where a pair is never met. */
  readonly byObservation: Float64Array;
}

/**
 * How GPOMDP errs with a baseline, exactly: the estimate is the mean of
 *
 *     Y_t = (r_{t+1} − c) z_{t+1} − b(m_t, y_t) g_t − (r_{t+1} − η) z̄
 *
 * with g_t the score of step t, c = η where the average of the path is taken off and 0 elsewhere, and the last term what
 * taking that average from the same path adds (z̄ = E[z], zero without endings). Derivation in the README of this package.
 */
export class BaselineAnalysis {
  private readonly chain: JointChain;
  private readonly transitions: Transitions;
  private readonly beta: number;
  /** Whether the average reward of the path is taken off each reward. */
  private readonly averaged: boolean;
  /** c */
  private readonly subtracted: number;
  /** g by component, then choice. */
  private readonly scores: readonly Float64Array[];
  /** v(x) = β J_β(x), of r − c. */
  private readonly future: Float64Array;
  private readonly run: DiscountedRun;
  private readonly squaredRun: DiscountedRun;

  /** @throws InputError where K numbers for each choice do not fit into memory. */
  constructor(
    private readonly analysis: PolicyAnalysis,
    { beta, endings = 'reset', average = false }: TraceSettings,
  ) {
    assertBeta(beta);
    this.beta = beta;
    this.chain = endings === 'carry' ? withoutEndings(analysis.chain) : analysis.chain;
    this.transitions = endings === 'carry' ? transitions(this.chain) : analysis.transitions;
    this.averaged = average || (endings === 'centred' && analysis.ends);
    this.subtracted = this.averaged ? analysis.averageReward : 0;
    this.scores = scoresByComponent(analysis, this.chain);
    this.run = new DiscountedRun(this.transitions, beta);
    this.squaredRun = new DiscountedRun(this.transitions, beta * beta);
    const rewards = this.transitions.rewards.map((reward) => reward - this.subtracted);
    this.future = this.run.value(rewards).map((value) => beta * value);
  }

  bestBaselines(): BestBaselines {
    const { chain } = this;
    const { nodes, actions } = chain.controller;
    const pairs = chain.controller.successorProbabilities.length / (actions * nodes);
    const [weights, returns] = [new Float64Array(pairs), new Float64Array(pairs)];
    const values = moveValues(chain, (node, reward) => reward - this.subtracted + this.ahead(node));
    this.forEachChoice((x, move, choice, probability) => {
      const square = this.scores.reduce((sum, score) => sum + score[choice]! ** 2, 0);
      const weight = this.analysis.stationary[x]! * probability * square;
      const pair = Math.floor(choice / (actions * nodes));
      weights[pair]! += weight;
      returns[pair]! += weight * values[move]!;
    });
    const constant = total(returns) / total(weights);
    return {
      constant,
      byObservation: weights.map((weight, pair) => (weight > 0 ? returns[pair]! / weight : constant)),
    };
  }

  /**
   * lim T · Var of each component of the estimate, K numbers.
   *
   * @param baseline b at m · O + y; 0 by default. Whatever it is, the mean is the same.
   */
  variances(baseline?: Float64Array): Float64Array {
    return Float64Array.from(this.scores, (score) => this.variance(score, baseline));
  }

  private variance(score: Float64Array, baseline: Float64Array | undefined): number {
    const { chain, future } = this;
    const { stationary, longRun } = this.analysis;
    const { nodes, actions } = chain.controller;
    const off = (choice: number) => baseline?.[Math.floor(choice / (actions * nodes))] ?? 0;
    const traces = this.traces(score); // W
    const squares = this.squares(score, traces); // Q
    const meanTrace = this.averaged ? this.beta * total(traces) : 0; // z̄
    const earned = this.earned(score, off, meanTrace); // m
    const bias = longRun.bias(earned); // B
    const restarted = dot(chain.restart, bias);
    const mean = dot(stationary, earned);
    let sum = 0;
    this.forEachOutcome((x, choice, probability, o) => {
      const node = chain.outcomeNodes[o]!;
      const step = this.step(score[choice]!, off(choice), meanTrace, o);
      const after = {
        trace: node === ENDING ? 0 : this.beta * future[node]!,
        rest: node === ENDING ? restarted : future[node]! * score[choice]! + bias[node]!,
      };
      sum += probability * contribution(step, after, [stationary[x]!, traces[x]!, squares[x]!]);
    });
    return sum - mean * mean - 2 * mean * dot(traces, future);
  }

  /** Y = trace · w + rest, up to its squares: see `Step`. */
  private step(score: number, off: number, meanTrace: number, o: number): Step {
    const { beta, chain, subtracted } = this;
    const [first, second] = [chain.outcomeRewards[o]!, chain.outcomeSquaredRewards[o]!];
    // Y = β (r − c) w + r (g − z̄) + k
    const slope = score - meanTrace;
    const k = meanTrace * this.analysis.averageReward - (subtracted + off) * score;
    return {
      trace: beta * (first - subtracted),
      rest: slope * first + k,
      traceSquared: beta * beta * (second - 2 * subtracted * first + subtracted * subtracted),
      product: beta * (slope * second + (k - subtracted * slope) * first - subtracted * k),
      restSquared: slope * slope * second + 2 * slope * k * first + k * k,
    };
  }

  /** W(x) = E[w 1{X = x}] */
  private traces(score: Float64Array): Float64Array {
    const inflow = new Float64Array(this.chain.size);
    this.forEachOutcome((x, choice, probability, o) => {
      const node = this.chain.outcomeNodes[o]!;
      if (node !== ENDING) inflow[node]! += this.analysis.stationary[x]! * probability * score[choice]!;
    });
    return this.run.visits(inflow);
  }

  /** Q(x) = E[w² 1{X = x}] */
  private squares(score: Float64Array, traces: Float64Array): Float64Array {
    const inflow = new Float64Array(this.chain.size);
    this.forEachOutcome((x, choice, probability, o) => {
      const node = this.chain.outcomeNodes[o]!;
      const g = score[choice]!;
      if (node !== ENDING)
        inflow[node]! +=
          probability * (2 * this.beta * traces[x]! * g + this.analysis.stationary[x]! * g * g);
    });
    return this.squaredRun.visits(inflow);
  }

  /** m(x) = E[(r − c + c' v(X') − b) g − (r − η) z̄ | x], c' the indicator that the episode goes on. */
  private earned(score: Float64Array, off: (choice: number) => number, meanTrace: number): Float64Array {
    const { chain, subtracted } = this;
    const { averageReward } = this.analysis;
    const values = moveValues(chain, (node, reward) => reward - subtracted + this.ahead(node));
    const earned = nodeMeans(
      chain,
      moveValues(chain, (_, reward) => (averageReward - reward) * meanTrace),
    );
    this.forEachChoice((x, move, choice, probability) => {
      earned[x]! += probability * (values[move]! - off(choice)) * score[choice]!;
    });
    return earned;
  }

  private ahead(node: number): number {
    return node === ENDING ? 0 : this.future[node]!;
  }

  private forEachChoice(visit: (x: number, move: number, choice: number, probability: number) => void): void {
    const { chain } = this;
    forEachMove(chain, (x, move) => {
      for (let i = chain.choiceOffsets[move]!; i < chain.choiceOffsets[move + 1]!; i++)
        visit(x, move, chain.choices[i]!, chain.choiceProbabilities[i]!);
    });
  }

  /** With the probability of choice and outcome given x. */
  private forEachOutcome(
    visit: (x: number, choice: number, probability: number, outcome: number) => void,
  ): void {
    const { outcomeOffsets, outcomeProbabilities } = this.chain;
    this.forEachChoice((x, move, choice, probability) => {
      for (let o = outcomeOffsets[move]!; o < outcomeOffsets[move + 1]!; o++)
        visit(x, choice, probability * outcomeProbabilities[o]!, o);
    });
  }
}

/** Y = trace · w + rest given a choice and its outcome, in expectation over the reward, and the expectations of its squares. */
interface Step {
  readonly trace: number;
  readonly rest: number;
  readonly traceSquared: number;
  readonly product: number;
  readonly restSquared: number;
}

/** E[Y² + 2 Y V(X', w')] over w, of which `moments` are those of order 0, 1 and 2. */
function contribution(
  step: Step,
  after: { readonly trace: number; readonly rest: number },
  [one, w, ww]: readonly [number, number, number],
): number {
  const square = step.traceSquared * ww + 2 * step.product * w + step.restSquared * one;
  const later =
    step.trace * after.trace * ww +
    (step.trace * after.rest + step.rest * after.trace) * w +
    step.rest * after.rest * one;
  return square + 2 * later;
}

function scoresByComponent(analysis: PolicyAnalysis, chain: JointChain): Float64Array[] {
  const scores = analysis.requireScores();
  const choices = chain.controller.successorProbabilities.length;
  assertScoresFit(choices, scores.parameters);
  const table = scoreTable(scores, choices);
  const byComponent = Array.from({ length: scores.parameters }, () => new Float64Array(choices));
  for (let choice = 0; choice < choices; choice++) {
    for (let k = table.offsets[choice]!; k < table.offsets[choice + 1]!; k++)
      byComponent[table.indices[k]!]![choice] = table.values[k]!;
  }
  return byComponent;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
