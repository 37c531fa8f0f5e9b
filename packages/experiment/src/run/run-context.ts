import type { Environment, Policy } from '@pomdp-gym/contracts';
import type { EndReason, RunDescription, RunEvent } from '@pomdp-gym/contracts';

/** What every kind of agent is given to run with. */
export interface RunContext {
  readonly description: RunDescription;
  readonly environment: Environment;
  readonly emit: (event: RunEvent) => void;
  /** Called now and then where a run takes no steps to learn, such as in its evaluation: it goes on. */
  readonly onSign: () => void;
  /** Exact η of a policy as it stands, or null where it cannot be had. */
  readonly exactReward: (policy: Policy) => number | null;
  /** Aborted where nobody waits for the run any more. */
  readonly signal: AbortSignal;
}

/** How learning came out. */
export interface TrainedAgent {
  readonly policy: Policy;
  readonly steps: number;
  readonly ended: EndReason;
}

/** Points along a learning curve: about as many, whatever the budget. */
export const CURVE_POINTS = 100;
