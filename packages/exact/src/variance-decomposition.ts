import { assertBeta } from './beta.js';
import type { TraceSettings } from './baseline-analysis.js';
import { lagContributions, type LagContributions } from './lag-contributions.js';
import { modeContributions, type ModeContributions } from './mode-contributions.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { assertScoresFit, scoreTable } from './score-table.js';
import { jointSteps, type StepTable } from './step-table.js';
import { type TraceFunctional, type TraceMoments, TraceProcess } from './trace-process.js';
import { withoutEndings } from './without-endings.js';

/** An estimator whose variance is taken apart: GPOMDP with a baseline b or without. */
export interface EstimatorSettings extends TraceSettings {
  /** b at m · O + y, on the scale of the discounted return; 0 by default. */
  readonly baseline?: Float64Array;
}

/** What taking a baseline off removes from a variance. */
export interface Removed {
  /** tr lim T · Cov with the baseline. */
  readonly left: number;
  /** 2 cov(X, Y) − var(X), X what the baseline takes off Y: what the trace falls by. */
  readonly removed: number;
}

/**
 * The trace of lim T · Cov(Δ_T) of GPOMDP taken apart, each time into parts that sum to it: by age of credit, by where the score was
 * made, by mixing mode of the chain, and by what a baseline removes. Symbols and derivations in the README of this package.
 */
export class VarianceDecomposition {
  readonly process: TraceProcess;
  private readonly components: readonly TraceMoments[];
  /** The trace of the covariance. */
  readonly total: number;
  /** E[Y], K numbers. */
  readonly mean: Float64Array;

  /** @throws InputError where K numbers for each choice, or the steps of the chain, do not fit into memory. */
  constructor(
    analysis: PolicyAnalysis,
    private readonly settings: EstimatorSettings,
  ) {
    const { beta, endings = 'reset' } = settings;
    assertBeta(beta);
    const chain = endings === 'carry' ? withoutEndings(analysis.chain) : analysis.chain;
    this.process = new TraceProcess(jointSteps(chain), beta);
    const averaged = (settings.average ?? false) || (endings === 'centred' && this.process.ends);
    const scores = stepScores(analysis, this.process.steps);
    const functionals = scores.map((feed) => this.functional(feed, averaged));
    const future = functionals[0] && this.process.future(functionals[0]);
    this.components = functionals.map((functional) => this.process.moments(functional, future));
    this.mean = Float64Array.from(this.components, ({ mean }) => mean);
    this.total = this.components.reduce((sum, moments) => sum + this.process.variance(moments), 0);
  }

  /** By the age of credit: contributions of ages 0 … `last`, and of all that are older. */
  byLag(last: number): LagContributions {
    const lags = new Float64Array(last + 1);
    let later = 0;
    for (const moments of this.components) {
      const found = lagContributions(this.process, moments, last);
      found.lags.forEach((value, j) => (lags[j]! += value));
      later += found.later;
    }
    return { lags, later };
  }

  /** By the observation and memory node that the score was made on: contributions at m · O + y. */
  byPair(): Float64Array {
    const contributions = new Float64Array(this.process.steps.pairs);
    for (const moments of this.components) {
      contributions.forEach((_, pair) => {
        const part = this.partOf(moments, pair);
        if (part) contributions[pair]! += this.process.covariance(part, moments);
      });
    }
    return contributions;
  }

  /** By mixing mode of the chain: see `ModeContributions`. Undefined where the chain is too large for its whole spectrum. */
  byMode(): ModeContributions | undefined {
    return modeContributions(this.process, this.components);
  }

  /** What b(m, y), taken off beside each score, would remove. */
  removedByBaseline(baseline: Float64Array): Removed {
    const { steps } = this.process;
    return this.removal(({ functional }) => ({
      ...functional,
      feed: new Float64Array(functional.feed.length),
      aside: functional.feed.map((f, s) => baseline[steps.pairOf(steps.choices[s]!)]! * f),
      meanTrace: 0,
    }));
  }

  /** What the average reward of the path, taken off each reward, would remove; with endings it changes the mean, too. */
  removedByAverage(): Removed {
    const { averageReward } = this.process;
    return this.removal(({ functional }) => ({
      ...functional,
      rewardShare: 0,
      added: functional.feed.map(() => averageReward),
      aside: functional.feed.map(() => 0),
      meanTrace: this.process.ends ? -this.process.meanTrace(functional.feed) : 0,
    }));
  }

  private removal(takenOff: (moments: TraceMoments) => TraceFunctional): Removed {
    let removed = 0;
    for (const moments of this.components) {
      const off = this.process.moments(takenOff(moments));
      removed += 2 * this.process.covariance(off, moments) - this.process.variance(off);
    }
    return { removed, left: this.total - removed };
  }

  private functional(score: Float64Array, averaged: boolean): TraceFunctional {
    const { process } = this;
    const { steps, averageReward } = process;
    const { baseline } = this.settings;
    const off = averaged ? averageReward : 0;
    return {
      feed: score,
      rewardShare: 1,
      added: score.map(() => -off),
      aside: score.map((g, s) => (baseline ? -baseline[steps.pairOf(steps.choices[s]!)]! * g : 0)),
      meanTrace: averaged && process.ends ? process.meanTrace(score) : 0,
    };
  }

  /** The part of a component whose scores were made on one pair; undefined where it has none. */
  private partOf({ functional, future }: TraceMoments, pair: number): TraceMoments | undefined {
    const { steps } = this.process;
    const only = (values: Float64Array) =>
      values.map((value, s) => (steps.pairOf(steps.choices[s]!) === pair ? value : 0));
    const feed = only(functional.feed);
    if (feed.every((value) => value === 0)) return undefined;
    const meanTrace = functional.meanTrace === 0 ? 0 : this.process.meanTrace(feed);
    return this.process.moments({ ...functional, feed, aside: only(functional.aside), meanTrace }, future);
  }
}

/** The score of the choice of each step, by component. */
export function stepScores(analysis: PolicyAnalysis, steps: StepTable): Float64Array[] {
  const scores = analysis.requireScores();
  const choices = analysis.chain.controller.successorProbabilities.length;
  assertScoresFit(Math.max(choices, steps.choices.length), scores.parameters);
  const table = scoreTable(scores, choices);
  const byComponent = Array.from({ length: scores.parameters }, () => new Float64Array(steps.choices.length));
  steps.choices.forEach((choice, s) => {
    for (let k = table.offsets[choice]!; k < table.offsets[choice + 1]!; k++)
      byComponent[table.indices[k]!]![s] = table.values[k]!;
  });
  return byComponent;
}
