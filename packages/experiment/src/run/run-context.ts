import type { Environment, Policy } from '@pomdp-gym/contracts';
import type { EpisodeLog } from './episode-log.js';
import type { EndReason, RunDescription, RunEvent, VisitedPoint } from '@pomdp-gym/contracts';
import type { PathEstimate, PathJob } from '@pomdp-gym/training';
import type { Limits } from './limits.js';
import type { AscentCheckpoints } from './saved-ascent.js';

/** What every kind of agent is given to run with. */
export interface RunContext {
  readonly description: RunDescription;
  readonly environment: Environment;
  readonly emit: (event: RunEvent) => void;
  /** Called now and then where a run takes no steps to learn, such as in its evaluation: it goes on. */
  readonly onSign: () => void;
  /**
   * η of a policy as it stands: exact by its own account where that can be had, which is not checked yet; else as measured, or
   * null where nothing is.
   */
  readonly rewardAlong: (policy: Policy, measured: number | null) => RewardAlong;
  /** Takes what happens while the agent learns, where episodes are reported. */
  readonly episodes?: EpisodeLog | undefined;
  /** What ends learning besides the steps of the budget. */
  readonly limits: Limits;
  /** Runs the paths of gradients that are the mean of several in other threads, where there are some. */
  readonly paths?: RunPaths | undefined;
  /** Keeps where an ascent stands, and begins where an earlier one stood. */
  readonly checkpoints?: AscentCheckpoints | undefined;
  /** Aborted where nobody waits for the run any more. */
  readonly signal: AbortSignal;
}

/** Runs paths of the run that is described in other threads; the estimates are in the order of the jobs. */
export type RunPaths = (
  description: RunDescription,
  jobs: readonly PathJob[],
  signal: AbortSignal,
) => Promise<readonly PathEstimate[]>;

/** η of a point along the way. */
export type RewardAlong = Pick<VisitedPoint, 'averageReward' | 'unchecked'>;

/** How learning came out. */
export interface TrainedAgent {
  readonly policy: Policy;
  readonly steps: number;
  readonly ended: EndReason;
  /** The look at the clock at which a limit of seconds ended it. */
  readonly look?: number | undefined;
}

/** Points along a learning curve: about as many, whatever the budget. */
export const CURVE_POINTS = 100;
