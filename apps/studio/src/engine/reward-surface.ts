import { type FiniteModel, isInputError, type ParametricPolicy } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { requireController } from './require-controller.js';
import type { RayQuestion, SurfaceQuestion } from './calls.js';
import type { CallContext } from './call-context.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { nextTurn } from '@pomdp-gym/solving';

/** η at the points of a ray. Stops between points once the signal aborts. */
export async function rewardsAlong(
  { direction, lengths, ...of }: RayQuestion,
  { registry, signal }: CallContext,
): Promise<readonly (number | null)[]> {
  const reward = new RewardAt(of, registry);
  const values: (number | null)[] = [];
  for (const length of lengths) {
    values.push(reward.at([[length, direction]]));
    await nextTurn();
    signal.throwIfAborted();
  }
  return values;
}

/** η on a grid, emitted row by row. Stops between rows once the signal aborts. */
export async function rewardSurface(
  { directions: [first, second], across, down, ...of }: SurfaceQuestion,
  { registry, emit, signal }: CallContext,
): Promise<void> {
  const reward = new RewardAt(of, registry);
  for (const [row, b] of down.entries()) {
    const values = across.map((a) =>
      reward.at([
        [a, first],
        [b, second],
      ]),
    );
    emit({ row, values });
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** The exact η of a policy, at θ and at points around it. */
class RewardAt {
  private readonly model: FiniteModel;
  private readonly policy: ParametricPolicy;
  private readonly theta: readonly number[];

  constructor(of: Pick<RayQuestion, 'recipe' | 'theta'>, registry: CallContext['registry']) {
    const { environment, policy } = problemOfRun(of, registry);
    this.model = requireModel(environment, of.recipe.environment);
    this.policy = policy;
    this.theta = of.theta;
  }

  /** η at θ + Σ a d; null where the chain has more than one recurrent class. */
  at(moves: readonly (readonly [length: number, direction: readonly number[]])[]): number | null {
    this.theta.forEach((value, k) => {
      this.policy.parameters[k] = moves.reduce((sum, [length, d]) => sum + length * (d[k] ?? 0), value);
    });
    try {
      return new PolicyAnalysis(this.model, requireController(this.policy)).averageReward;
    } catch (error) {
      if (isInputError(error)) return null;
      throw error;
    }
  }
}
