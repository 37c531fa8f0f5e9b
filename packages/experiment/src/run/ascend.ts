import { nextTurn } from '@pomdp-gym/solving';
import {
  type EndReason,
  type Estimator,
  type Grad,
  InputError,
  type Iterate,
  type Optimizer,
  type ParametricPolicy,
  readGradRequest,
  type RunChoice,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import {
  createGrad,
  createMeanGrad,
  type PathEstimate,
  type RestorableGrad,
  runPath,
} from '@pomdp-gym/training';
import type { AscendingAgent } from './assemble.js';
import type { Spent } from './limits.js';
import { heldEstimator } from './guard/held-estimator.js';
import { requireGenerator, requireIterate } from './guard/require-iterate.js';
import { requireFiniteParameters } from './require-finite-parameters.js';
import { CURVE_POINTS, type RewardAlong, type RunContext, type TrainedAgent } from './run-context.js';
import type { SavedAscent } from './saved-ascent.js';
import { startingPoint } from './starting-point.js';

/**
 * Lets an optimizer climb until it ends, or until the next GRAD would exceed the budget: then the answer is the point it
 * has come to, which is the last it yielded, or a later one whose direction it asked for in vain.
 */
export async function ascend(agent: AscendingAgent, context: RunContext): Promise<TrainedAgent> {
  const { policy, optimizer } = agent;
  const part = `optimizer ${context.description.agent.optimizer?.id}`;
  const { from } = context.checkpoints ?? {};
  const trail = new Trail(agent, context);
  const grad = gradOf(agent, context);
  const start = from ? Float64Array.from(from.theta) : startingPoint(context.description, policy.parameters);
  if (from) goOn(from, { optimizer, grad, trail, context });
  else trail.point({ kind: 'start', theta: start, steps: 0 });
  const spent = new AbortController();
  const signal = AbortSignal.any([context.signal, spent.signal]);
  const asked = budgeted(grad, agent, context, trail, spent);
  try {
    const iterates = optimizer.ascend(start.slice(), asked, signal);
    requireGenerator(iterates, part);
    for await (const iterate of iterates) {
      trail.visit(requireIterate(iterate, policy, part));
      if (iterate.kind === 'iterate') keep({ optimizer, grad, trail, context });
    }
  } catch (error) {
    if (error !== spent.signal.reason) throw error;
  }
  context.signal.throwIfAborted();
  trail.policy.parameters.set(trail.theta);
  const end = trail.spent ?? { ended: spent.signal.aborted ? 'budget' : trail.ended };
  return { policy: trail.policy, steps: trail.steps, ...end };
}

/** What takes part in an ascent and goes on with it. */
interface Ascent {
  readonly optimizer: Optimizer;
  readonly grad: RestorableGrad;
  readonly trail: Trail;
  readonly context: RunContext;
}

function goOn(from: SavedAscent, { optimizer, grad, trail, context }: Ascent): void {
  if (!optimizer.restore) throw new InputError('The optimizer of this run cannot go on from what was saved.');
  optimizer.restore(from.optimizer);
  grad.restore(from.grad);
  trail.restore(from);
  context.limits.restore(from.limits);
}

/** Shows an iterate to who keeps where ascents stand, if the optimizer can be saved there, and the policy is the agent's own. */
function keep({ optimizer, grad, trail, context: { checkpoints, limits } }: Ascent): void {
  if (!checkpoints || !optimizer.save || !optimizer.restore || trail.hasOtherPolicy) return;
  checkpoints.at(() => ({
    ...trail.save(),
    optimizer: optimizer.save?.(),
    grad: grad.save(),
    limits: limits.save(),
  }));
}

/** Steps after which timers and signals have their turn, however short each gradient is: a fraction of a second. */
const STEPS_A_TURN = 2 ** 18;

/** GRAD that keeps count of its steps, and refuses where they would exceed the budget or a limit has come. */
function budgeted(
  grad: Grad,
  agent: AscendingAgent,
  context: RunContext,
  trail: Trail,
  spent: AbortController,
): Grad {
  const { budget, agent: described } = context.description;
  const { estimator } = agent;
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

function gradOf(agent: AscendingAgent, context: RunContext): RestorableGrad {
  const { paths = 1 } = context.description.agent.steps;
  return paths > 1 && !agent.estimator.exact ? meanGrad(agent, context, paths) : singleGrad(agent, context);
}

/** GRAD on one path a gradient. */
function singleGrad(
  { policy, estimator, estimatorFor }: AscendingAgent,
  context: RunContext,
): RestorableGrad {
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
function meanGrad(agent: AscendingAgent, context: RunContext, paths: number): RestorableGrad {
  const { description, signal, episodes, limits } = context;
  const isWatched = episodes !== undefined || limits.countsEpisodes;
  const threads = isWatched ? undefined : context.paths;
  const estimators = new WeakMap<ParametricPolicy, Estimator>([
    [agent.policy, watched(agent.estimator, agent.policy, context)],
  ]);
  const estimatorOf = (policy: ParametricPolicy): Estimator => {
    const estimator = estimators.get(policy) ?? watched(agent.estimatorFor(policy), policy, context);
    estimators.set(policy, estimator);
    return estimator;
  };
  return createMeanGrad({
    paths,
    steps: description.agent.steps,
    run: async (jobs, { policy = agent.policy, onBatch }) => {
      if (threads && policy === agent.policy && !onBatch) return threads(description, jobs, signal);
      const settings = {
        ...simulationOf(context),
        policy,
        estimator: estimatorOf(policy),
        seed: description.seed,
        ...(onBatch && { onBatch }),
      };
      const estimates: PathEstimate[] = [];
      for (const job of jobs) estimates.push(await runPath(job, settings));
      return estimates;
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
  private nextReward = 0;

  constructor(
    private readonly agent: AscendingAgent,
    private readonly context: RunContext,
  ) {
    this.policy = agent.policy;
  }

  get hasOtherPolicy(): boolean {
    return this.policy !== this.agent.policy;
  }

  save(): Pick<SavedAscent, 'theta' | 'steps' | 'nextReward'> {
    const { theta, steps, nextReward } = this;
    return { theta: [...theta], steps, nextReward };
  }

  restore({ theta, steps, nextReward }: SavedAscent): void {
    this.theta = Float64Array.from(theta);
    this.steps = steps;
    this.nextReward = nextReward;
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
    if (steps < this.nextReward) return UNKNOWN;
    this.nextReward = steps + this.context.description.budget / CURVE_POINTS;
    this.policy.parameters.set(theta);
    return this.context.rewardAlong(this.policy, measured ?? null);
  }
}
