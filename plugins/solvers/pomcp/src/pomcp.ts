import {
  type FiniteModel,
  InputError,
  type Policy,
  type Solver,
  solver,
  type SolverProgress,
} from '@pomdp-gym/contracts';
import { log } from '@pomdp-gym/numerics';
import { discountOption, expectedRewards } from '@pomdp-gym/planning';
import { z } from 'zod';
import { explorationScale } from './exploration-scale.js';
import { PomcpPolicy } from './pomcp-policy.js';

const options = z.strictObject({
  simulations: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(1000)
    .describe('The number of simulations before each action.'),
  exploration: z
    .number()
    .min(0)
    .nullable()
    .default(null)
    .describe(
      'c, how much is made of an action’s having been tried seldom, in the units of returns; none: set by what there is to win at the start and by the noise of rewards.',
    ),
  precision: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.01)
    .describe('Simulations end where the discount has brought the weight of a reward below this.'),
  rollouts: z
    .enum(['blind', 'random'])
    .default('blind')
    .describe(
      'What simulations do beyond the tree: always the same action, chosen by trials, or random ones.',
    ),
  discount: discountOption,
});

type Options = z.infer<typeof options>;

/** Silver and Veness, NIPS 2010. */
export const pomcp = solver({
  id: 'pomcp',
  summary: 'POMCP: plans before every action by simulating from the belief, on models of any size.',
  options,
  deterministic: true,
  create: (settings): Solver => ({
    solve: (model, signal) => solve(model, settings, signal),
  }),
});

/**
 * It plans online, so there is nothing to do ahead but to see how large the stakes are; what it reports meanwhile are bounds
 * that hold whatever the policy.
 */
async function* solve(
  model: FiniteModel,
  settings: Options,
  signal: AbortSignal,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const discount = discountOf(model, settings);
  const [least, greatest] = rewardRange(model);
  // An episode that ends earns nothing more.
  const ends = model.terminal?.includes(1) ?? false;
  const report = {
    lower: (ends ? Math.min(0, least) : least) / (1 - discount),
    upper: (ends ? Math.max(0, greatest) : greatest) / (1 - discount),
    detail: {},
  };
  let work = 0;
  yield { ...report, work };
  let exploration = settings.exploration ?? (greatest - least) / 2;
  if (settings.exploration === null) {
    const scale = explorationScale(model, discount);
    let step = scale.next();
    for (; !step.done && !signal.aborted; step = scale.next()) yield { ...report, work: ++work };
    if (step.done) exploration = step.value;
  }
  return new PomcpPolicy(model, settings.simulations, {
    discount,
    depth: Math.max(1, Math.ceil(log(settings.precision) / log(discount))),
    exploration,
    rollouts: settings.rollouts,
  });
}

function discountOf(model: FiniteModel, settings: Options): number {
  const discount = settings.discount ?? model.discount;
  if (discount !== undefined && discount < 1) return discount;
  const what = discount === undefined ? 'The model states no discount' : 'The discount is 1';
  throw new InputError(
    `${what}, so there is no telling how far simulations should look ahead: set the option discount to one below 1.`,
  );
}

/** min and max of r(s, u). */
function rewardRange(model: FiniteModel): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const rewards of expectedRewards(model)) {
    for (const reward of rewards) {
      least = Math.min(least, reward);
      greatest = Math.max(greatest, reward);
    }
  }
  return [least, greatest];
}
