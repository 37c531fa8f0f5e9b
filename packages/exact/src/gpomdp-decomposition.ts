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
    const none = new Float64Array(process.steps.choices.length);
    const functionals = stepScores(analysis, process.steps).map((score) => ({
      feed: score,
      rewardShare: 1,
      added: averaged ? none.map(() => -process.averageReward) : none,
      aside: baseline ? besideScores(process, score, baseline, -1) : none,
      meanTrace: averaged && process.ends ? process.meanTrace(score) : 0,
    }));
    const future = functionals[0] && process.future(functionals[0]);
    super(
      process,
      functionals.map((each) => process.moments(each, future)),
    );
  }

  /** What b(m, y), taken off beside each score, would remove. */
  removedByBaseline(baseline: Float64Array): Removed {
    return this.removal(({ functional }) => ({
      ...functional,
      feed: new Float64Array(functional.feed.length),
      aside: besideScores(this.process, functional.feed, baseline, 1),
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

/** factor · b g, by step. */
function besideScores(
  { steps }: TraceProcess,
  score: Float64Array,
  baseline: Float64Array,
  factor: number,
): Float64Array {
  return score.map((g, s) => factor * baseline[steps.pairOf(steps.choices[s]!)]! * g);
}
