import { type Claim, claimExactly, claimWithin, short } from '@pomdp-gym/reproduction';
import { studentInterval } from '@pomdp-gym/statistics';
import { agents, TrainedAgents } from './data.js';

/** η and the discounted value are not the same goal: the best of one is near the best of the other. */
export function bestMemoryless(learnt: TrainedAgents): Claim {
  const { title, memoryless: expected } = learnt.problem;
  const { value } = learnt.best();
  return claimExactly(
    {
      statement: `${title}: the best memoryless policy is worth ${expected} from the start.`,
      source:
        expected === -20
          ? 'by argument: listen for ever'
          : 'exact gradient ascent on the discounted value, 8 starts',
      mark: 'C',
    },
    'the memoryless policy with the best η found by exact gradients is worth no more, and less by 2 % at most',
    short(value),
    value <= expected + 5e-4 * Math.abs(expected) && value >= expected - 0.02 * Math.abs(expected),
  );
}

export function needsMemory(learnt: TrainedAgents): Claim {
  const { title, optimum } = learnt.problem;
  const [lower] = optimum;
  const { value } = learnt.best();
  return claimExactly(
    {
      statement: `${title}: what is best without memory stays below the optimum’s lower bound, ${lower}.`,
      source: 'a bound of a solver, computed for this project',
      mark: 'C',
    },
    'the value of the best memoryless policy that exact gradients found is below it',
    short(value),
    value < lower,
  );
}

/** By the better of the two learners. */
export function reaches(learnt: TrainedAgents): Claim {
  const { averageReward: best } = learnt.best();
  const begun = learnt.even;
  const shares = agents.map((agent) => ({
    agent,
    interval: studentInterval(learnt.rewards(agent).map((reward) => (reward - begun) / (best - begun))),
  }));
  const better = shares.reduce((most, each) =>
    each.interval.estimate > most.interval.estimate ? each : most,
  );
  return claimWithin(
    {
      statement: `${learnt.problem.title}: GPOMDP’s estimates lead within 5 % of the best memoryless η, counted from acting evenly.`,
      source: 'what gradient ascent is for',
      mark: 'Q',
    },
    better.interval,
    0.95,
    1.001,
    `the gain in η of ${better.agent} as a share of the gain by the exact gradient`,
  );
}
