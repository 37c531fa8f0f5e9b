import {
  InputError,
  isParametric,
  type Learner,
  learner,
  type ParametricPolicy,
  type Random,
  recipe,
  type Recipe,
  type StepBatch,
  type TeamMember,
} from '@pomdp-gym/contracts';
import { z } from 'zod';

const options = z.strictObject({
  learner: recipe('learner', 'olpomdp').describe('What each agent learns by'),
  learners: z
    .array(recipe('learner', 'olpomdp'))
    .prefault([])
    .describe('What the agents learn by one by one, in place of `learner`'),
});

type Options = z.infer<typeof options>;

export const independent = learner({
  id: 'independent',
  summary: 'A learner of its own for each agent of a team: each sees its own part and the common reward.',
  options,
  create(chosen, spaces, policy, critic, random): Learner {
    if (!isParametric(policy))
      throw new InputError(
        'independent trains a policy with parameters and a score, such as team: name one for it.',
      );
    if (critic)
      throw new InputError('Independent learners take no critic: it would see what all agents see together.');
    const members = policy.members ?? [{ policy, spaces, view: (batch: StepBatch) => batch }];
    return new Independent(policy, members, learnersOf(chosen, members, random));
  },
});

function learnersOf(chosen: Options, members: readonly TeamMember[], random: Random | undefined): Learner[] {
  return recipesOf(chosen, members.length).map((made, agent) => {
    const { policy, spaces } = members[agent]!;
    const found = made.create(spaces, policy, undefined, random);
    if (found.policy === policy) return found;
    throw new InputError(
      `${made.id} brings a policy of its own: independent learners train those of a team.`,
    );
  });
}

function recipesOf({ learner: one, learners }: Options, count: number): readonly Recipe<'learner'>[] {
  if (learners.length === 0) return Array.from({ length: count }, () => one);
  if (learners.length === count) return learners;
  throw new RangeError(`${learners.length} learners are given, and there are ${count} agents here.`);
}

/**
 * Each agent learns as if it were alone: it takes the other agents for a part of the world, which changes while they learn too.
 * Between updates θ of the team is what the agents have learnt, side by side. A policy without members is one agent.
 */
class Independent implements Learner {
  readonly objective?: NonNullable<Learner['objective']>;
  readonly batchSize?: number;
  /** Present where every agent's learner can be saved. */
  readonly save?: () => unknown;
  readonly restore?: (saved: unknown) => void;

  constructor(
    readonly policy: ParametricPolicy,
    private readonly members: readonly TeamMember[],
    private readonly learners: readonly Learner[],
  ) {
    const [first] = learners;
    if (first?.objective && learners.every(({ objective }) => objective === first.objective))
      this.objective = first.objective;
    const sizes = learners.map(({ batchSize }) => batchSize ?? 1);
    if (Math.min(...sizes) > 1) this.batchSize = Math.min(...sizes);
    if (!learners.every((each) => each.save && each.restore)) return;
    this.save = () => learners.map((each) => each.save!());
    this.restore = (saved) => this.goOn(saved);
  }

  update(batch: StepBatch): void {
    this.learners.forEach((each, agent) => each.update(this.members[agent]!.view(batch)));
    this.gather();
  }

  private goOn(saved: unknown): void {
    if (!Array.isArray(saved) || saved.length !== this.learners.length)
      throw new InputError(`${this.learners.length} independent learners are saved as a list of so many.`);
    this.learners.forEach((each, agent) => each.restore!(saved[agent]));
    this.gather();
  }

  /** Writes what the agents have learnt into θ of the team. */
  private gather(): void {
    let begin = 0;
    for (const { policy } of this.members) {
      if (policy !== this.policy) this.policy.parameters.set(policy.parameters, begin);
      begin += policy.parameters.length;
    }
  }
}
