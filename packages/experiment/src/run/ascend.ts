import { nextTurn } from '@pomdp-gym/solving';
import {
  type EndReason,
  type Estimator,
  type Grad,
  InputError,
  type Iterate,
  type ParametricPolicy,
  readGradRequest,
  type RunChoice,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { createGrad, createMeanGrad, MOST_TOGETHER, runPaths } from '@pomdp-gym/training';
import type { AscendingAgent } from './assemble.js';
import type { Spent } from './limits.js';
import { heldEstimator } from './guard/held-estimator.js';
import { requireGenerator, requireIterate } from './guard/require-iterate.js';
import { requireFiniteParameters } from './require-finite-parameters.js';
import { CURVE_POINTS, type RewardAlong, type RunContext, type TrainedAgent } from './run-context.js';
import { startingPoint } from './starting-point.js';

/**
 * Lets an optimizer climb until it ends, or until the next GRAD would exceed the budget: then the answer is the point it
 * has come to, which is the last it yielded, or a later one whose direction it asked for in vain.
 */
export async function ascend(agent: AscendingAgent, context: RunContext): Promise<TrainedAgent> {
  const { policy, optimizer } = agent;
  const part = `optimizer ${context.description.agent.optimizer?.id}`;
  const start = startingPoint(context.description, policy.parameters);
  const trail = new Trail(agent, context);
  trail.point({ kind: 'start', theta: start, steps: 0 });
  const spent = new AbortController();
  const signal = AbortSignal.any([context.signal, spent.signal]);
  const grad = budgeted(agent, context, trail, spent);
  try {
    const iterates = optimizer.ascend(start.slice(), grad, signal);
    requireGenerator(iterates, part);
    for await (const iterate of iterates) trail.visit(requireIterate(iterate, policy, part));
  } catch (error) {
    if (error !== spent.signal.reason) throw error;
  }
  context.signal.throwIfAborted();
  trail.policy.parameters.set(trail.theta);
  const end = trail.spent ?? { ended: spent.signal.aborted ? 'budget' : trail.ended };
  return { policy: trail.policy, steps: trail.steps, ...end };
}

/** Steps after which timers and signals have their turn, however short each gradient is: a fraction of a second. */
const STEPS_A_TURN = 2 ** 18;

/** GRAD that keeps count of its steps, and refuses where they would exceed the budget or a limit has come. */
function budgeted(agent: AscendingAgent, context: RunContext, trail: Trail, spent: AbortController): Grad {
  const { budget, agent: described } = context.description;
  const { estimator } = agent;
  const { paths = 1 } = described.steps;
  const grad = paths > 1 && !estimator.exact ? meanGrad(agent, context, paths) : singleGrad(agent, context);
  let turnDue = STEPS_A_TURN;
  return async (theta, request) => {
    context.signal.throwIfAborted();
    const asked = readGradRequest(request);
    const { purpose, steps, policy: changed } = asked;
    const { direction, lineSearch } = described.steps;
    const most = steps ?? (purpose === 'direction' ? direction : lineSearch);
    // An estimator that chooses T itself takes what is left.
    const left = budget - trail.steps;
    const cost = estimator.lookEvery !== undefined && left > 0 ? Math.min(most, left) : most;
    trail.spent = context.limits.look();
    if (trail.spent || cost > left) {
      if (purpose === 'direction')
        trail.point({ kind: 'iterate', theta, policy: changed, steps: trail.steps });
      spent.abort();
      throw spent.signal.reason;
    }
    const estimate = await grad(theta, cost < most ? { ...asked, steps: cost } : request).catch(
      (error: unknown) => {
        // The path of a refused estimate was run.
        if (error instanceof InputError) trail.spend(cost);
        throw error;
      },
    );
    trail.spend(estimate.steps);
    if (trail.steps >= turnDue) {
      turnDue = trail.steps + STEPS_A_TURN;
      await nextTurn();
    }
    return estimate;
  };
}

/** GRAD on one path a gradient. */
function singleGrad({ policy, estimator, estimatorFor }: AscendingAgent, context: RunContext): Grad {
  const { seed, agent } = context.description;
  return createGrad({
    ...simulationOf(context),
    policy,
    estimator: watched(estimator, policy, context),
    estimatorFor: (changed) => watched(estimatorFor(changed), changed, context),
    steps: agent.steps,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
  });
}

/**
 * GRAD over several paths a gradient. Other threads run them where there are some, unless steps are watched here, or the optimizer has
 * changed the policy, which no recipe makes.
 */
function meanGrad(agent: AscendingAgent, context: RunContext, paths: number): Grad {
  const { description, signal, episodes, limits } = context;
  const isWatched = episodes !== undefined || limits.countsEpisodes;
  const threads = isWatched ? undefined : context.paths;
  // What watches steps is given one path after another.
  const count = isWatched ? 1 : Math.min(paths, MOST_TOGETHER);
  const known = new WeakMap<ParametricPolicy, readonly Estimator[]>();
  const estimatorsOf = (policy: ParametricPolicy): readonly Estimator[] => {
    const make = () => watched(agent.estimatorFor(policy), policy, context);
    const estimators = known.get(policy) ?? Array.from({ length: count }, make);
    known.set(policy, estimators);
    return estimators;
  };
  return createMeanGrad({
    paths,
    steps: description.agent.steps,
    run: async (jobs, { policy = agent.policy, onBatch }) => {
      if (threads && policy === agent.policy && !onBatch) return threads(description, jobs, signal);
      const settings = {
        ...simulationOf(context),
        policy,
        estimators: estimatorsOf(policy),
        seed: description.seed,
        ...(onBatch && { onBatch }),
      };
      return runPaths(jobs, settings);
    },
  });
}

function simulationOf({ description, environment, signal }: RunContext) {
  const { batchSize, episodeLimit } = description;
  return { environment, signal, batchSize, ...(episodeLimit !== undefined && { episodeLimit }) };
}

/** The same estimator, held to its contract; every batch is a sign that the run goes on. */
function watched(estimator: Estimator, policy: ParametricPolicy, context: RunContext): Estimator {
  const { onSign, limits, episodes, description } = context;
  return heldEstimator(estimator, policy, description.agent, {
    onPath: () => episodes?.beginPath(),
    onBatch: (batch) => {
      onSign();
      episodes?.take(batch);
      limits.count(batch.ending);
    },
  });
}

/** A point of the trail. */
interface Visit {
  readonly kind: 'start' | 'iterate' | 'probe';
  readonly theta: Float64Array;
  /** The policy that θ is of, where it is not the agent's own. */
  readonly policy?: ParametricPolicy | undefined;
  readonly steps: number;
  /** The average reward of the estimate that was made there. */
  readonly measured?: number | undefined;
  readonly detail?: Readonly<Record<string, number>>;
  readonly choice?: RunChoice | undefined;
}

const UNKNOWN: RewardAlong = { averageReward: null };

/** The way an optimizer goes: steps used, the point it stands at, and the events it emits. */
class Trail {
  steps = 0;
  theta = new Float64Array(0);
  policy: ParametricPolicy;
  /** Why the ascent ended, where it did by itself. */
  ended: EndReason = 'finished';
  /** The limit that ended it, besides the budget. */
  spent: Spent | undefined;
  private nextExact = 0;

  constructor(
    private readonly agent: AscendingAgent,
    private readonly context: RunContext,
  ) {
    this.policy = agent.policy;
  }

  spend(steps: number): void {
    this.steps += steps;
    this.context.emit({ kind: 'progress', steps: this.steps });
  }

  /** θ was reached before the steps of the estimate that was made at it. */
  visit({ estimate, ended, ...point }: Iterate): void {
    if (ended !== undefined) this.ended = ended;
    const { steps = 0, averageReward: measured, choice } = estimate ?? {};
    this.point({ ...point, steps: this.steps - steps, measured, choice: choice && { ...choice, steps } });
  }

  point(point: Visit): void {
    const { kind, theta, policy = this.agent.policy, steps, detail = {}, choice } = point;
    if (kind !== 'probe') {
      requireFiniteParameters(theta, this.steps);
      this.theta = theta.slice();
      this.policy = policy;
    }
    const reward = kind === 'iterate' ? this.rewardAt(point) : UNKNOWN;
    this.context.emit({ kind, steps, theta: [...theta], ...reward, detail, ...(choice && { choice }) });
  }

  private rewardAt({ theta, steps, measured }: Visit): RewardAlong {
    if (steps < this.nextExact) return UNKNOWN;
    this.nextExact = steps + this.context.description.budget / CURVE_POINTS;
    this.policy.parameters.set(theta);
    return this.context.rewardAlong(this.policy, measured ?? null);
  }
}
