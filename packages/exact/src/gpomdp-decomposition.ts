import { assertBeta } from './beta.js';
import type { TraceSettings } from './baseline-analysis.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { stepScores } from './step-scores.js';
import { jointSteps } from './step-table.js';
import { type TraceFunctional, type TraceMoments, TraceProcess } from './trace-process.js';
import { VarianceDecomposition } from './variance-decomposition.js';
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

/** The variance of GPOMDP's estimate with a baseline or without, taken apart; and what a baseline removes from it. */
export class GpomdpDecomposition extends VarianceDecomposition {
  /** @throws InputError where K numbers for each choice, or the steps of the chain, do not fit into memory. */
  constructor(analysis: PolicyAnalysis, settings: EstimatorSettings) {
    const { beta, endings = 'reset', average = false, baseline } = settings;
    assertBeta(beta);
    const chain = endings === 'carry' ? withoutEndings(analysis.chain) : analysis.chain;
    const process = new TraceProcess(jointSteps(chain), beta);
    const averaged = average || (endings === 'centred' && process.ends);
    const functionals = stepScores(analysis, process.steps).map((score) =>
      functional(process, score, averaged, baseline),
    );
    const future = functionals[0] && process.future(functionals[0]);
    super(
      process,
      functionals.map((each) => process.moments(each, future)),
    );
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
}

function functional(
  process: TraceProcess,
  score: Float64Array,
  averaged: boolean,
  baseline: Float64Array | undefined,
): TraceFunctional {
  const { steps, averageReward } = process;
  const off = averaged ? averageReward : 0;
  return {
    feed: score,
    rewardShare: 1,
    added: score.map(() => -off),
    aside: score.map((g, s) => (baseline ? -baseline[steps.pairOf(steps.choices[s]!)]! * g : 0)),
    meanTrace: averaged && process.ends ? process.meanTrace(score) : 0,
  };
}
